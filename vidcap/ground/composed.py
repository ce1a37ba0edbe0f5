"""A short line made of what a detector surely found. Pure.

On 70 keyframes of films every person found with a score of 0.7 or more was there; below, a
fractal and a title card were persons too. Anything else needs the captioner to speak of it as
well, or a score of 0.85: a white rabbit was a bird with 0.83.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vidcap.ground.claims import claims_of
from vidcap.recipe import GroundSettings
from vidcap.script import Box, Candidate

CLOSE = 0.85  # share of the picture's height from which one person is seen close
FAR = 0.3  # share below which one is far off
SIDE = 0.36  # share of the width that is the left, or the right
ALONE = 0.85  # score from which a thing is there though the captioner does not speak of it
DULL = frozenset({"dining table", "tie", "chair", "handbag", "backpack", "bottle"})  # tell little
NUMBERS = {2: "Two", 3: "Three", 4: "Four"}


@dataclass(frozen=True, slots=True)
class Composed:
    """A line and how sure the least sure of its facts is, 0 to 1."""

    text: str
    sureness: float


def composed(
    candidates: Sequence[Candidate], boxes: Sequence[Box], settings: GroundSettings
) -> Composed | None:
    """Return a line about the persons and the thing that are surely there; None: nothing is."""
    sure = [box for box in boxes if box.score >= settings.sure_score]
    persons = [box for box in sure if box.label == "person"]
    maybe = sum(b.label == "person" and b.score >= settings.person_score for b in boxes)
    thing = _thing(candidates, sure)
    if not persons and thing is None:
        return None
    least = min(box.score for box in [*persons, *([thing] if thing is not None else [])])
    who = _persons(persons, maybe, is_placed=thing is None)
    what = _with_article(thing.label) if thing is not None else ""
    text = " and ".join(filter(None, (who, what)))
    return Composed(f"{text[:1].upper()}{text[1:]}.", least)


def _thing(candidates: Sequence[Candidate], sure: Sequence[Box]) -> Box | None:
    """Return the surest thing that is beyond doubt, or that the captioner speaks of too."""
    spoken = frozenset[str]().union(*(claims_of(candidate.text).things for candidate in candidates))
    told = [
        box
        for box in sure
        if box.label not in DULL | {"person"} and (box.score >= ALONE or box.label in spoken)
    ]
    return max(told, key=lambda box: box.score, default=None)


def _with_article(label: str) -> str:
    if label.endswith("s") and label != "bus":
        return label
    return f"an {label}" if label[0] in "aeiou" else f"a {label}"


def _persons(persons: Sequence[Box], maybe: int, *, is_placed: bool) -> str:
    """Return who is there: how many, and of one alone where, if `is_placed`.

    Args:
        persons: the sure ones.
        maybe: how many are there if the doubtful ones are, too.
        is_placed: whether to tell where a single one is.
    """
    if not persons:
        return ""
    if len(persons) > 1:
        is_sure = maybe == len(persons) and len(persons) in NUMBERS
        many = "A group of people" if len(persons) > max(NUMBERS) else "Several people"
        return f"{NUMBERS[len(persons)]} people" if is_sure else many
    if maybe > 1 or not is_placed:
        return "A person"
    (box,) = persons
    height, middle = box.bottom - box.top, (box.left + box.right) / 2
    if height >= CLOSE:
        return "A close view of a person"
    if height <= FAR:
        return "A person in the distance"
    if middle <= SIDE:
        return "A person on the left"
    return "A person on the right" if middle >= 1 - SIDE else "A person"
