"""Find the black bars above, below or beside the picture. Pure: planes in, a box out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

_DARK = 32  # luma of a bar at most; black is 16, compression adds some
_LARGEST = 0.3  # share of the picture that one bar may take
_LEAST_LIGHT = 45  # mean luma of a frame from which its bars can be told from a dark scene
_SPECK = 0.03  # share of a row that may be lit by dust or noise
_UNEVEN = 0.04  # share of the picture by which two opposite bars may differ


@dataclass(frozen=True, slots=True)
class Bars:
    """Shares of the height and width that are bars, 0 to 0.3."""

    top: float = 0.0
    bottom: float = 0.0
    left: float = 0.0
    right: float = 0.0


NO_BARS = Bars()


def find_bars(planes: Sequence[NDArray[np.uint8]], known: Bars = NO_BARS) -> Bars:
    """Return the bars that all the frames of a shot have in common.

    Bars come in pairs of one size: a dark sky or floor alone is no bar. In frames too dark to tell,
    the bars are as `known`.

    Args:
        planes: small luma planes (h, w) of one shot.
        known: the bars of the shot before.
    """
    clear = [plane for plane in planes if plane.mean() >= _LEAST_LIGHT]
    clear = [plane for plane in clear if plane.shape == clear[0].shape]
    if not clear:
        return known
    brightest = np.max(np.stack(clear), axis=0)
    lit = brightest > _DARK
    top, bottom = _pair(np.mean(lit, axis=1) > _SPECK)
    left, right = _pair(np.mean(lit, axis=0) > _SPECK)
    return Bars(top, bottom, left, right)


def inside(picture: NDArray[np.uint8], bars: Bars) -> NDArray[np.uint8]:
    """Return the picture (height, width, 3) without its bars.

    The bars were measured on small planes: what is left of them at the edges is cut, too.
    """
    if bars == NO_BARS:
        return picture
    lit = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY) > _DARK
    rows = _trimmed(np.mean(lit, axis=1) > _SPECK, bars.top, bars.bottom)
    columns = _trimmed(np.mean(lit[rows], axis=0) > _SPECK, bars.left, bars.right)
    return np.ascontiguousarray(picture[rows, columns])


def _pair(lit: NDArray[np.bool_]) -> tuple[float, float]:
    """Return the shares of the two dark ends, (0, 0) if they do not match."""
    where = np.flatnonzero(lit)
    if where.size == 0:
        return 0.0, 0.0
    first, last = where[0] / lit.size, (lit.size - 1 - where[-1]) / lit.size
    if abs(first - last) > _UNEVEN or min(first, last) == 0 or max(first, last) > _LARGEST:
        return 0.0, 0.0
    return float(first), float(last)


def _trimmed(lit: NDArray[np.bool_], first: float, last: float) -> slice:
    """Return the stretch between two bars; up to 2 % more are cut where they are dark, too."""
    size = lit.size
    start, stop = round(first * size), size - round(last * size)
    more = max(1, size // 50)
    if first:
        start += int(np.argmax(np.append(lit[start : start + more], True)))
    if last:
        stop -= int(np.argmax(np.append(lit[stop - more : stop][::-1], True)))
    return slice(start, max(start + 1, stop))
