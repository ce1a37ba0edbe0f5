"""A line made of what is surely seen. Pure.

On 128 keyframes of 31 films 50 persons were found with a score of 0.7 or more; two of them were a
rabbit that stands upright and a chimney. Below, a flower and a fractal were persons, too. Anything
else needs 0.85: the rabbit was a bird with 0.83.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from vidcap.ground.chinese import Chinese
from vidcap.ground.english import English
from vidcap.ground.news import again, lengths, news
from vidcap.ground.phrases import Phrases, Telling
from vidcap.ground.sight import Sight
from vidcap.ground.telling import sureness, telling_of

LANGUAGES: dict[str, Phrases] = {"en": English(), "zh": Chinese()}


@dataclass(frozen=True, slots=True)
class Composed:
    """A line in up to a few lengths, what it tells, and how sure the least sure of that is."""

    texts: tuple[str, ...]  # the fullest first; none: whatever is sure was said just before
    telling: Telling
    sureness: float  # 0 to 1
    is_new: bool  # whether it tells anything that the lines before did not
    usual: tuple[str, ...]  # of each text: the most usual wording of what it tells


def composed(
    sight: Sight,
    *,
    language: str = "en",
    before: Sequence[Telling] = (),
    said: Collection[str] = (),
    is_known_place: bool = False,
) -> Composed | None:
    """Return a line about what is surely there.

    None: nothing is, or nobody taught vidcap to compose in that language (see `LANGUAGES`).

    Args:
        sight: what the keyframe surely shows.
        language: BCP 47.
        before: what the lines before told, the last one last.
        said: their wordings, none of which is used again.
        is_known_place: whether one of them told the place of this very picture.
    """
    phrases = LANGUAGES.get(language.split("-")[0].lower())
    whole = telling_of(sight)
    if phrases is None or not whole.length:
        return None
    fresh = news(whole, before, is_known_place=is_known_place)
    telling = fresh if fresh.length else again(whole)
    texts: dict[str, str] = {}  # with the most usual wording of the same
    for shorter in lengths(telling):
        ways = phrases.texts(shorter)
        text = next((text for text in ways if text not in said), "")
        if text and (not texts or len(text) < len([*texts][-1])):
            texts[text] = ways[0]
    return Composed(
        tuple(texts),
        telling,
        sureness(telling, sight),
        is_new=bool(fresh.length),
        usual=tuple(texts.values()),
    )


def head(telling: Telling, language: str = "en") -> str:
    """Return place and light as a sentence of their own, to stand before another; may be empty."""
    phrases = LANGUAGES.get(language.split("-")[0].lower())
    if phrases is None or not (telling.light or telling.places):
        return ""
    return phrases.texts(Telling(light=telling.light, places=telling.places))[0]
