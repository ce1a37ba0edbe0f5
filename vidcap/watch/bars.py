"""Find the black bars above, below or beside the picture. Pure: planes in, a box out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_DARK = 32  # luma of a bar at most; black is 16, compression adds some
_LARGEST = 0.3  # share of the picture that one bar may take
_LEAST_LIGHT = 45  # mean luma of a frame from which its bars can be told from a dark scene
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
    rows = np.percentile(brightest, 97, axis=1) > _DARK  # a speck of dust is no picture
    columns = np.percentile(brightest, 97, axis=0) > _DARK
    top, bottom = _pair(rows)
    left, right = _pair(columns)
    return Bars(top, bottom, left, right)


def inside(picture: NDArray[np.uint8], bars: Bars) -> NDArray[np.uint8]:
    """Return the picture (height, width, 3) without its bars.

    The bars were measured on small planes: what is left of them at the edges is cut, too.
    """
    light = picture.max(axis=2)
    rows = _trimmed(np.percentile(light, 97, axis=1), bars.top, bars.bottom)
    columns = _trimmed(np.percentile(light[rows], 97, axis=0), bars.left, bars.right)
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


def _trimmed(light: NDArray[np.float64], first: float, last: float) -> slice:
    """Return the stretch between two bars; up to 2 % more are cut where they are dark, too."""
    size = light.size
    start, stop = round(first * size), size - round(last * size)
    more = max(1, size // 50)
    if first:
        while more and start < stop - 1 and light[start] <= _DARK * 1.5:
            start, more = start + 1, more - 1
    more = max(1, size // 50)
    if last:
        while more and stop - 1 > start and light[stop - 1] <= _DARK * 1.5:
            stop, more = stop - 1, more - 1
    return slice(start, stop)
