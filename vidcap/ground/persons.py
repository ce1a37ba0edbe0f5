"""How many persons a picture shows, how near they are, and on which side. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from vidcap.script import Box

Place = Literal["", "close", "far", "back", "one nearer"]
Side = Literal["", "left", "right"]
Many = Literal["", "group", "crowd"]

CLOSE = 0.85  # share of the picture's height from which one person is seen close
FAR = 0.3  # share below which one is far off
NARROW, SLIM = 0.4, 0.2  # shares of the width: from which close, and below which further back
SIDE = 0.36  # share of the width that is the left, or the right
LARGEST = 4  # persons that are counted
NEARER = 1.6  # how much larger than all others a person nearer than they is


@dataclass(frozen=True, slots=True)
class Persons:
    """The persons in a picture."""

    count: int  # 0: several, it is not sure how many
    many: Many = ""  # a group: more than can be counted; a crowd
    place: Place = ""  # close, far off, further back, or one nearer than the others
    side: Side = ""  # of one person

    @property
    def bare(self) -> Persons:
        """The same without where they are."""
        return replace(self, place="", side="")


def persons_of(people: Sequence[Box], maybe: int) -> Persons:
    """Return how many there are, how near, and on which side.

    Args:
        people: the sure ones, at least one.
        maybe: how many are there if the doubtful ones are, too.
    """
    if len(people) == 1:
        return _one(people[0])
    heights = sorted(box.bottom - box.top for box in people)
    several = Persons(
        count=len(people) if maybe == len(people) <= LARGEST else 0,
        many="group" if len(people) > LARGEST else "",
    )
    if heights[0] >= CLOSE:
        return replace(several, place="close")
    if heights[-1] <= FAR:
        return replace(several, place="far")
    return replace(several, place="one nearer" if heights[-1] >= NEARER * heights[-2] else "")


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
