"""What is known of a frame at a glance: its time, its small planes, its light and its change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from vidcap.media.frames import Frame
from vidcap.watch.small import Small, shrink

_DARK = 40  # luma up to which a pixel is dark; black itself is 16, noise and glow lie above
_DARK_SHARE = 0.995  # of the pixels that are dark in a black frame


@dataclass(frozen=True, slots=True)
class Glimpse:
    """A frame at a glance."""

    time: float  # s
    duration: float  # s
    small: Small
    change: float  # mean difference of luma and chroma from the frame before, 0 to 255
    is_black: bool  # nothing to be seen: black, or black with a little glow


def glimpses(frames: Iterable[Frame]) -> Iterator[tuple[Frame, Glimpse]]:
    """Yield every frame with what is seen of it at a glance."""
    before: Small | None = None
    for frame in frames:
        small = shrink(frame.image)
        change = difference(before, small) if before is not None else 0.0
        yield frame, Glimpse(frame.time, frame.duration, small, change, is_black(small))
        before = small


def difference(one: Small, other: Small) -> float:
    """Return the mean absolute difference of two frames, luma and chroma alike, 0 to 255.

    Of grey frames luma alone counts, so that the same change weighs the same in a grey film. Frames
    of two sizes (a broadcast may change) have nothing in common.
    """
    if one.luma.shape != other.luma.shape:
        return 255.0
    luma = _mean_difference(one.luma, other.luma)
    if (one.is_grey and other.is_grey) or one.blue.shape != other.blue.shape:
        return luma
    blue = _mean_difference(one.blue, other.blue)
    red = _mean_difference(one.red, other.red)
    return (luma + 2 * (blue + red)) / 2


def is_black(small: Small) -> bool:
    """Say whether next to nothing can be seen."""
    if small.level > _DARK:
        return False
    return float(np.count_nonzero(small.luma <= _DARK)) >= _DARK_SHARE * small.luma.size


def _mean_difference(one: np.ndarray, other: np.ndarray) -> float:
    return float(cv2.norm(one, other, cv2.NORM_L1)) / one.size
