"""Tell the language of a text by its small words, or by its letters. Pure.

A short line has few words: what it is not, can be told better than what it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from vidcap.rules.words import SMALL

_KANA = re.compile(r"[\u3040-\u30ff]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_SURE = 5  # small words of one language from which it is told


def told_by(text: str, *, not_in: str) -> tuple[str, int]:
    """Return the other language of whose small words a text has most, and how many.

    Args:
        text: a line.
        not_in: the language it should be in; a single word of it makes the answer ("", 0).
    """
    counts = _counts([text])
    if not counts or counts[not_in] or not_in not in SMALL:
        return "", 0
    return counts.most_common(1)[0]


def language_of(texts: Iterable[str]) -> str:
    """Return the language that texts are surely written in, two letters; empty: it is not sure."""
    texts = list(texts)
    letters = "".join(texts)
    if len(_HAN.findall(letters)) > _SURE or _KANA.search(letters):
        return "ja" if _KANA.search(letters) else "zh"
    ranked = _counts(texts).most_common(2)
    if not ranked or ranked[0][1] < _SURE:
        return ""
    is_sure = len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]
    return ranked[0][0] if is_sure else ""


def _counts(texts: Iterable[str]) -> Counter[str]:
    """Return how many small words of each language the texts have."""
    words = Counter(word for text in texts for word in re.findall(r"[^\W\d_]+", text.lower()))
    counts = {name: sum(words[word] for word in small) for name, small in SMALL.items()}
    return Counter({name: count for name, count in counts.items() if count})
