"""What a concept is: something a picture may show, and the words by which captions name it.

People who caption photographs seldom say what goes without saying: hardly anybody writes
"outdoors", "day" or "sky". So a concept also knows which words make silence about it doubtful
(`near`), which speak against it (`against`), and whether silence counts as a no at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Group = Literal["setting", "place", "light", "scene", "other", "doing", "wearing"]

MOST = 0.6  # three of five people
SOME = 0.4  # two of five, for what people seldom say and words that only imply it
ONE = 0.2  # one of five, where nobody may speak against it


@dataclass(frozen=True, slots=True)
class Concept:
    """Something a picture may show. Words stand in their base form; a phrase holds spaces."""

    name: str
    group: Group
    words: tuple[str, ...] = ()  # name it, or imply it; none: no caption tells
    near: tuple[str, ...] = ()  # where one of these is said, silence is not a no
    against: tuple[str, ...] = ()  # where these are said, it is a no, and never a yes
    share: float = MOST  # of the captions that must name it
    is_silence_no: bool = True


def words_of(*texts: str) -> tuple[str, ...]:
    """Return the words of texts, phrases written with an underscore."""
    return tuple(dict.fromkeys(word.replace("_", " ") for text in texts for word in text.split()))
