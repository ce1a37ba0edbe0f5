"""Recognise pictures that look nearly the same, as in the A-B-A-B of a dialogue."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from vidcap.watch.small import Small

_GRID = (16, 12)  # cells across and down
_ALIKE = 0.9  # correlation of the brightness patterns from which two pictures may be twins
_COLOUR = 6.0  # mean difference of chroma, and of luma times 3, up to which they are


@dataclass(frozen=True, slots=True)
class Print:
    """What a picture looks like from afar."""

    pattern: NDArray[np.float32]  # brightness on the grid, mean 0, length 1
    level: float
    blue: float
    red: float


def print_of(small: Small) -> Print:
    """Return the print of a frame."""
    grid = cv2.resize(small.luma, _GRID, interpolation=cv2.INTER_AREA).astype(np.float32)
    centred = grid - grid.mean()
    length = float(np.linalg.norm(centred)) or 1.0
    blue, red = (float(p.mean()) if p.size else 128.0 for p in (small.blue, small.red))
    return Print(centred / np.float32(length), small.level, blue, red)


def alike(one: Print, other: Print) -> bool:
    """Say whether two pictures would be described in the same words."""
    return (
        float(np.sum(one.pattern * other.pattern)) >= _ALIKE
        and abs(one.blue - other.blue) + abs(one.red - other.red) <= _COLOUR
        and abs(one.level - other.level) <= 3 * _COLOUR
    )
