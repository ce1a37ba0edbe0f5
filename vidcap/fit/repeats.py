"""Tell lines that say what a line shortly before them said. Pure.

Compared is what they mean, in the most usual words ("A person sits." of "Someone is sitting."), as
far as ground knows it. Forms of a word are one word ("dogs run", "the dog runs"), words for persons
are one, and of Chinese every character is one: the roots of `vidcap.model.languages`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from vidcap.fit.choice import Placed
from vidcap.model.languages import language_of

NEAR = 0.8  # share of words in common from which two lines are the same; AD_RULES X11


def repeated(
    placed: Sequence[Placed], *, window: int, language: str = "en"
) -> list[tuple[str, str]]:
    """Return (later, earlier) ids of the moments of which a line repeats one before it.

    Args:
        placed: in time order.
        window: how many lines back a line is compared with.
        language: of the lines, ISO 639-1.
    """
    found: list[tuple[str, str]] = []
    kept: list[tuple[str, str]] = []  # what lines mean, with the moments they tell
    for line in placed:
        said = line.moment.meaning_of(line.text)
        recent = kept[-window:] if window else []
        earlier = next(
            (who for what, who in recent if likeness(said, what, language) >= NEAR), None
        )
        if earlier is None:
            kept.append((said, line.moment.id))
        else:
            found.append((line.moment.id, earlier))
    return found


def likeness(one: str, other: str, language: str = "en") -> float:
    """Return the share of words two sentences have in common, of the longer one's, 0 to 1.

    Of all words, or of those that tell something, whichever is more.
    """
    (words, telling), (others, others_telling) = _roots(one, language), _roots(other, language)
    whole = share_in_common(words, others)
    return max(whole, share_in_common(telling, others_telling)) if telling else whole


@lru_cache(maxsize=1 << 14)  # a line is compared with several, again after every change
def _roots(text: str, language: str) -> tuple[list[str], list[str]]:
    """Return the roots of all words of a sentence, and of those that tell something."""
    spoken = language_of(language)
    return [spoken.root(word) for word in spoken.words(text)], spoken.telling(text)


def share_in_common(words: Sequence[str], others: Sequence[str]) -> float:
    """Return the share of words that two rows have in common, of the longer one's, 0 to 1."""
    if not words or not others:
        return float(list(words) == list(others))
    rest = list(others)
    common = 0
    for word in words:
        if word in rest:
            rest.remove(word)
            common += 1
    return common / max(len(words), len(others))
