"""The coarse pattern of a frame, and how alike two of them are: a cut changes it, motion little."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from vidcap.watch.small import Small

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BLOCK = 5  # small pixels that become one; whole blocks only, OpenCV's fast case
_NOISE = 4.0  # variance that is no pattern: two flat frames are alike
_BLACK = 30.0  # luma up to which a cell is black in a bar; cells black in both frames say nothing
_FEWEST = 20  # cells that must say something


@dataclass(frozen=True, slots=True)
class Pattern:
    """A frame at about 32 cells width; chroma at half of that or empty."""

    cells: NDArray[np.float32]  # (all cells,): of luma, then of both chroma planes, doubled
    luma: NDArray[np.float32]  # (cells,), the first part of `cells`
    chroma: NDArray[np.float32]  # (cells of both planes,), the rest of it
    level: float  # mean luma
    centred: NDArray[np.float32]  # luma less its mean
    energy: float  # sum of squares of `centred`


def pattern_of(small: Small) -> Pattern:
    """Return the pattern of a frame."""
    coarse = _coarse(small.luma)
    count = coarse.size
    if small.blue.size:
        coarse = np.concatenate((coarse, _coarse(small.blue), _coarse(small.red)))
    cells = coarse.astype(np.float32)
    luma, chroma = cells[:count], cells[count:]
    chroma *= 2  # it varies less than luma, and tells as much
    level = cv2.mean(luma)[0]
    centred = luma - np.float32(level)
    return Pattern(cells, luma, chroma, level, centred, float(centred @ centred))


def change(one: Pattern, other: Pattern) -> float:
    """Return the mean difference of luma plus that of (doubled) chroma, 0 to 765.

    A sum, so that a grey film is measured like one in colour. Frames of two sizes, as a broadcast
    may have, share nothing.
    """
    if one.luma.size != other.luma.size or one.chroma.size != other.chroma.size:
        return 255.0
    luma = _mean(one.luma, other.luma)
    return luma + _mean(one.chroma, other.chroma) if one.chroma.size else luma


def likeness(one: Pattern, other: Pattern) -> float:
    """Return the correlation of two brightness patterns, -1 to 1; light itself does not matter."""
    if one.luma.size != other.luma.size:
        return 0.0
    noise = _NOISE * one.luma.size
    scale = float(np.sqrt(one.energy * other.energy)) + noise
    return (float(one.centred @ other.centred) + noise) / scale


def likeness_inside(one: Pattern, other: Pattern) -> float:
    """Return the likeness of the parts that are not black in both, 1 where hardly any is left.

    Bars are alike in all frames of a film and would hide how different two pictures are.
    """
    if one.luma.size != other.luma.size:
        return 0.0
    lit = np.maximum(one.luma, other.luma) > _BLACK
    cells = int(np.count_nonzero(lit))
    if cells < _FEWEST:
        return 1.0
    first, second = one.luma[lit], other.luma[lit]
    first, second = first - first.mean(), second - second.mean()
    noise = _NOISE * cells
    scale = float(np.sqrt((first @ first) * (second @ second))) + noise
    return (float(first @ second) + noise) / scale


def _coarse(plane: NDArray[np.uint8]) -> NDArray[np.uint8]:
    high, wide = max(1, plane.shape[0] // _BLOCK), max(1, plane.shape[1] // _BLOCK)
    whole = plane[: high * _BLOCK, : wide * _BLOCK]
    coarse = cv2.resize(whole, (wide, high), interpolation=cv2.INTER_AREA)
    return np.asarray(coarse.ravel(), np.uint8)


def _mean(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    return float(cv2.norm(one, other, cv2.NORM_L1)) / one.size
