"""Which of a detector's boxes count: one thing has one name. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from vidcap.script import Box

SAME = 0.6  # overlap (intersection over union) from which two boxes hold one thing
TOUCH = 0.2  # share of the smaller of two boxes from which they touch: a seat and who sits on it


def clear(boxes: Sequence[Box]) -> list[Box]:
    """Return the boxes without those that give a thing a second name, less sure than the first.

    A photographed bear of score 0.95 was a dog, too, with 0.73. Persons stay: who sits on a horse
    or behind a table fills almost the same part of the picture.
    """
    kept: list[Box] = []
    for box in sorted(boxes, key=lambda box: -box.score):
        rivals = (one for one in kept if {one.label, box.label}.isdisjoint({"person"}))
        if all(one.label == box.label or overlap(one, box) < SAME for one in rivals):
            kept.append(box)
    return kept


def overlap(one: Box, other: Box) -> float:
    """Return the share of the area covered by two boxes that both cover, 0 to 1."""
    shared = _shared(one, other)
    covered = _area(one) + _area(other) - shared
    return shared / covered if covered > 0 else 0.0


def touch(one: Box, other: Box) -> bool:
    """Tell whether two boxes have a fair part of the smaller one in common."""
    return _shared(one, other) > TOUCH * min(_area(one), _area(other))


def _shared(one: Box, other: Box) -> float:
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    return max(width, 0.0) * max(height, 0.0)


def _area(box: Box) -> float:
    return (box.right - box.left) * (box.bottom - box.top)
