"""A short line made of what a detector surely found. Pure.

On 128 keyframes of 31 films 50 persons were found with a score of 0.7 or more; two of them were a
rabbit that stands upright and a chimney. Below, a flower and a fractal were persons, too. Anything
else needs 0.85: the rabbit was a bird with 0.83.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from vidcap.ground.chinese import Chinese
from vidcap.ground.english import English
from vidcap.ground.found import clear
from vidcap.ground.phrases import Persons, Phrases, Side
from vidcap.recipe import GroundSettings
from vidcap.script import Box

LANGUAGES: dict[str, Phrases] = {"en": English(), "zh": Chinese()}

CLOSE = 0.85  # share of the picture's height from which one person is seen close
FAR = 0.3  # share below which one is far off
NARROW, SLIM = 0.4, 0.2  # shares of the width: from which close, and below which further back
SIDE = 0.36  # share of the width that is the left, or the right
ALONE = 0.85  # score from which a thing is told
DULL = frozenset({"dining table", "tie", "chair", "handbag", "backpack", "bottle"})  # tell little
LARGEST = 4  # persons that are counted
NEARER = 1.6  # how much larger than all others a person nearer than they is


@dataclass(frozen=True, slots=True)
class Composed:
    """A line in one or two lengths, and how sure the least sure of its facts is, 0 to 1."""

    texts: tuple[str, ...]  # the fuller one first
    sureness: float


def composed(
    boxes: Sequence[Box], settings: GroundSettings, *, language: str = "en"
) -> Composed | None:
    """Return a line about the persons and the thing that are surely there.

    None: nothing is, or nobody taught vidcap to compose in that language (see `LANGUAGES`).
    """
    phrases = LANGUAGES.get(language.split("-")[0].lower())
    boxes = clear(boxes)
    sure = [b for b in boxes if b.label == "person" and b.score >= settings.sure_score]
    maybe = sum(b.label == "person" and b.score >= settings.person_score for b in boxes)
    things = [b for b in boxes if b.label not in DULL | {"person"} and b.score >= ALONE]
    told = [*sure, *things[:1]]
    if not told or phrases is None:
        return None
    persons = _persons(sure, maybe) if sure else None
    thing = things[0].label if things else ""
    full, short = phrases.line(persons, thing), phrases.line(persons and persons.bare, thing)
    return Composed(tuple(dict.fromkeys((full, short))), min(box.score for box in told))


def _persons(persons: Sequence[Box], maybe: int) -> Persons:
    """Return how many there are, how near, and on which side.

    Args:
        persons: the sure ones, at least one.
        maybe: how many are there if the doubtful ones are, too.
    """
    if len(persons) == 1:
        return _one(persons[0])
    heights = sorted(box.bottom - box.top for box in persons)
    many = Persons(
        count=len(persons) if maybe == len(persons) <= LARGEST else 0,
        is_group=len(persons) > LARGEST,
    )
    if heights[0] >= CLOSE:
        return replace(many, place="close")
    if heights[-1] <= FAR:
        return replace(many, place="far")
    return replace(many, place="one nearer" if heights[-1] >= NEARER * heights[-2] else "")


def _one(box: Box) -> Persons:
    """Return how near one person is, and on which side."""
    height, width = box.bottom - box.top, box.right - box.left
    if height <= FAR:
        return Persons(1, place="far")
    middle = (box.left + box.right) / 2
    side: Side = "left" if middle <= SIDE else "right" if middle >= 1 - SIDE else ""
    if height >= CLOSE and width >= NARROW:
        return Persons(1, place="close", side=side)
    return Persons(1, place="back" if width <= SLIM and not side else "", side=side)
