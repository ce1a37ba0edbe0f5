"""Average precision: how much of what is there was found, and how much of it was right. Pure.

Source: Everingham et al., "The PASCAL Visual Object Classes Challenge: a Retrospective", IJCV 2015,
section 3: a found box is right if it overlaps one that is there and is not yet taken; the precision
at a recall is the best at that recall or above; its mean over all recalls is the class's score.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vidcap.script import Box

Pictures = Sequence[Sequence[Box]]  # of each picture its boxes


def average_precisions(truth: Pictures, found: Pictures, *, least: float = 0.5) -> dict[str, float]:
    """Return the average precision of every class that is there, 0 to 1.

    Args:
        truth: what is there; the scores do not count.
        found: of the same pictures.
        least: overlap (intersection over union) from which a box is right.
    """
    labels = sorted({box.label for boxes in truth for box in boxes})
    return {label: _average_precision(label, truth, found, least) for label in labels}


def mean_precision(truth: Pictures, found: Pictures, *, least: float = 0.5) -> float:
    """Return the mean of `average_precisions` (mAP); 0 where nothing is there."""
    known = average_precisions(truth, found, least=least)
    return sum(known.values()) / len(known) if known else 0.0


def overlap(one: Box, other: Box) -> float:
    """Return intersection over union of two boxes, 0 to 1."""
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    if wide <= 0 or high <= 0:
        return 0.0
    shared = wide * high
    return shared / (_area(one) + _area(other) - shared)


def _average_precision(label: str, truth: Pictures, found: Pictures, least: float) -> float:
    there = [[box for box in boxes if box.label == label] for boxes in truth]
    told = [
        (box, place) for place, boxes in enumerate(found) for box in boxes if box.label == label
    ]
    told.sort(key=lambda item: -item[0].score)
    count = sum(map(len, there))
    is_right = np.array([_take(box, there[place], least) for box, place in told], bool)
    right = is_right.cumsum()
    precision = right / np.arange(1, len(right) + 1)
    best = np.maximum.accumulate(precision[::-1])[::-1]  # at this recall or above
    return float(best[is_right].sum() / count)


def _take(box: Box, left: list[Box], least: float) -> bool:
    """Return whether a box is right, and take what it found out of what is left."""
    best = max(left, key=lambda other: overlap(box, other), default=None)
    if best is None or overlap(box, best) < least:
        return False
    left.remove(best)
    return True


def _area(box: Box) -> float:
    return (box.right - box.left) * (box.bottom - box.top)
