"""A short line made of what a detector surely found. Pure.

On 128 keyframes of 31 films 50 persons were found with a score of 0.7 or more; two of them were a
rabbit that stands upright and a chimney. Below, a flower and a fractal were persons, too. Anything
else needs 0.85: the rabbit was a bird with 0.83.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vidcap.ground.found import clear
from vidcap.recipe import GroundSettings
from vidcap.script import Box

CLOSE = 0.85  # share of the picture's height from which one person is seen close
FAR = 0.3  # share below which one is far off
NARROW, SLIM = 0.4, 0.2  # shares of the width: from which close, and below which further back
SIDE = 0.36  # share of the width that is the left, or the right
ALONE = 0.85  # score from which a thing is told
DULL = frozenset({"dining table", "tie", "chair", "handbag", "backpack", "bottle"})  # tell little
CALLED = {  # where the label alone would be misheard
    "mouse": "computer mouse",
    "remote": "remote control",
    "sports ball": "ball",
    "tv": "television",
    "scissors": "pair of scissors",
    "orange": "piece of fruit",
}
NUMBERS = {2: "two", 3: "three", 4: "four"}
NEARER = 1.6  # how much larger than all others a person nearer than they is


@dataclass(frozen=True, slots=True)
class Composed:
    """A line in one or two lengths, and how sure the least sure of its facts is, 0 to 1."""

    texts: tuple[str, ...]  # the fuller one first
    sureness: float


def composed(boxes: Sequence[Box], settings: GroundSettings) -> Composed | None:
    """Return a line about the persons and the thing that are surely there; None: nothing is."""
    boxes = clear(boxes)
    persons = [b for b in boxes if b.label == "person" and b.score >= settings.sure_score]
    maybe = sum(b.label == "person" and b.score >= settings.person_score for b in boxes)
    things = [b for b in boxes if b.label not in DULL | {"person"} and b.score >= ALONE]
    told = [*persons, *things[:1]]
    if not told:
        return None
    who, where = _persons(persons, maybe)
    what = _with_article(things[0].label) if things else ""
    short = " and ".join(filter(None, (who, what)))
    full = where.replace("*", who) if where and not what else short
    texts = tuple(dict.fromkeys(_sentence(text) for text in (full, short)))
    return Composed(texts, min(box.score for box in told))


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _with_article(label: str) -> str:
    word = CALLED.get(label, label)
    if word.endswith("s") and word != "bus":
        return word
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


def _persons(persons: Sequence[Box], maybe: int) -> tuple[str, str]:
    """Return who is there, and the same with how near and on which side.

    Args:
        persons: the sure ones.
        maybe: how many are there if the doubtful ones are, too.

    Returns:
        A bare phrase, and a phrase around it in which `*` stands for it; both may be empty.
    """
    if not persons:
        return "", ""
    if len(persons) == 1:
        return "a person", _one(persons[0])
    heights = sorted(box.bottom - box.top for box in persons)
    is_sure = maybe == len(persons) and len(persons) in NUMBERS
    many = "a group of people" if len(persons) > max(NUMBERS) else "several people"
    who = f"{NUMBERS[len(persons)]} people" if is_sure else many
    if heights[0] >= CLOSE:
        return who, "a close view of *"
    if heights[-1] <= FAR:
        return who, "* in the distance"
    return who, "*, one of them nearer" if heights[-1] >= NEARER * heights[-2] else "*"


def _one(box: Box) -> str:
    """Return how near one person is, and on which side; `*` stands for the person."""
    height, width = box.bottom - box.top, box.right - box.left
    if height <= FAR:
        return "* in the distance"
    middle = (box.left + box.right) / 2
    side = " on the left" if middle <= SIDE else " on the right" if middle >= 1 - SIDE else ""
    if height >= CLOSE and width >= NARROW:
        return f"a close view of *{side}"
    return "* at some distance" if width <= SLIM and not side else f"*{side}"
