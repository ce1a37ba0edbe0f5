"""How the one person of a shot moves, from boxes in its early, middle and late frames. Pure.

A camera moves as well as people do, so words are chosen that are true of either: who comes into
view may have been found by the camera. Where a second person may be there nothing is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from vidcap.script import Box, Fact, Glance

SURE = 0.7  # score from which a person is there
NOBODY = 0.15  # score below which no one is
GROWS = 1.4  # times the height from the first to the last frame from which one is seen nearer
MARGIN = 0.02  # share of the height by which each frame must go on from the one before


def movement(time: float, boxes: Sequence[Box], glances: Sequence[Glance]) -> Fact | None:
    """Return `appear`, `vanish`, `near` or `recede` with how sure it is; None: nothing is.

    Args:
        time: of the keyframe, s.
        boxes: of the keyframe.
        glances: at frames before and after it.
    """
    frames = sorted(
        [(time, boxes), *((one.time, one.boxes) for one in glances)], key=lambda f: f[0]
    )
    if len(frames) < 2:
        return None
    people = [[box for box in found if box.label == "person"] for _, found in frames]
    if any(sum(box.score >= NOBODY for box in found) > 1 for found in people):
        return None
    tops = [max((box.score for box in found), default=0.0) for found in people]
    if all(top >= SURE for top in tops):
        return _nearer([max(found, key=lambda box: box.score) for found in people], min(tops))
    if tops[0] < NOBODY and all(top >= SURE for top in tops[1:]):
        return Fact("appear", min(tops[1:]))
    if tops[-1] < NOBODY and all(top >= SURE for top in tops[:-1]):
        return Fact("vanish", min(tops[:-1]))
    return None


def _nearer(persons: Sequence[Box], sureness: float) -> Fact | None:
    """Return whether one person is seen nearer or further off from frame to frame."""
    heights = [box.bottom - box.top for box in persons]
    if heights[-1] >= GROWS * heights[0] and _rises(heights):
        return Fact("near", sureness)
    if heights[0] >= GROWS * heights[-1] and _rises(heights[::-1]):
        return Fact("recede", sureness)
    return None


def _rises(heights: Sequence[float]) -> bool:
    return all(after > before + MARGIN for before, after in pairwise(heights))
