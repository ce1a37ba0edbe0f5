"""The small planes of a frame, on which cuts, bars and keyframes are judged."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import av
import cv2
import numpy as np

if TYPE_CHECKING:
    from av.video.frame import VideoFrame
    from av.video.plane import VideoPlane
    from numpy.typing import NDArray

_WIDTH = 160  # pixels, about


@dataclass(frozen=True, slots=True)
class Small:
    """A frame at about 160 pixels width, not turned upright; chroma at half of that or empty."""

    luma: NDArray[np.uint8]  # (h, w)
    blue: NDArray[np.uint8]  # (h', w'); (0, 0): a grey format
    red: NDArray[np.uint8]

    @property
    def is_grey(self) -> bool:
        """Whether the frame has next to no colour."""
        return self.blue.size == 0 or _spread(self.blue) + _spread(self.red) < 3.0

    @property
    def level(self) -> float:
        """Mean luma, 0 to 255."""
        return float(cv2.mean(self.luma)[0])

    def bgr(self) -> NDArray[np.uint8]:
        """Return the frame at the size of its chroma as BGR, BT.601: for detectors that want it."""
        if self.blue.size == 0:
            return np.asarray(cv2.cvtColor(self.luma, cv2.COLOR_GRAY2BGR), np.uint8)
        size = self.blue.shape[1], self.blue.shape[0]
        luma = cv2.resize(self.luma, size, interpolation=cv2.INTER_AREA)
        coded = cv2.merge((luma, self.red, self.blue))
        return np.asarray(cv2.cvtColor(coded, cv2.COLOR_YCrCb2BGR), np.uint8)


def shrink(image: VideoFrame) -> Small:
    """Return the small planes of a decoded frame.

    Planes are read where they lie, one pixel for each block of them: what costs is to get the rows
    from memory. That is 0.6 of the time of averaging 2 x 2 pixels of each block, 0.2 of averaging
    all, and the same cuts are found; what needs means takes them of these (`patterns`).
    """
    layout = _layout(image.format.name, image.width, image.height)
    if layout is None:
        image = image.reformat(format="yuv420p")
        layout = _layout("yuv420p", image.width, image.height)
        assert layout is not None
    depth, cells = layout
    planes = [
        _averaged(plane, cell, depth) for plane, cell in zip(image.planes, cells, strict=False)
    ]
    luma, blue, red = planes if len(planes) == 3 else (planes[0], _NONE, _NONE)
    return Small(luma, blue, red)


@dataclass(frozen=True, slots=True)
class _Cells:
    """How a plane is divided: so many blocks of so many pixels."""

    wide: int
    high: int
    across: int
    down: int


@functools.lru_cache(maxsize=16)
def _layout(name: str, width: int, height: int) -> tuple[int, tuple[_Cells, ...]] | None:
    """Return the bits of a pixel and the cells of luma and chroma; None: no planes of their own."""
    form = av.VideoFormat(name, width, height)
    parts = form.components
    is_grey = name.startswith("gray") and len(parts) == 1
    is_planar = name.startswith("yuv") and form.is_planar
    if name.endswith("be") or not (is_grey or is_planar) or parts[0].bits > 16:
        return None
    factor = max(1, 2 * round(width / _WIDTH / 2))
    cells = []
    for part in parts[:1] if is_grey else parts[:3]:
        # chroma at half the size of luma: of half size already, or not (4:4:4, 4:2:2 downwards)
        across = factor if part is parts[0] or part.width < width else 2 * factor
        down = factor if part is parts[0] or part.height < height else 2 * factor
        across, down = min(across, part.width), min(down, part.height)
        cells.append(_Cells(part.width // across, part.height // down, across, down))
    return parts[0].bits, tuple(cells)


def _averaged(plane: VideoPlane, cells: _Cells, depth: int) -> NDArray[np.uint8]:
    """Return a plane at its small size, as 8 bit."""
    kind: Any = np.uint8 if depth <= 8 else np.uint16
    rows = np.frombuffer(memoryview(plane), kind).reshape(-1, plane.line_size // kind().itemsize)
    down = slice(cells.down // 2, cells.high * cells.down, cells.down)
    across = slice(cells.across // 2, cells.wide * cells.across, cells.across)
    small = np.ascontiguousarray(rows[down, across])
    return np.asarray(small / (1 << depth - 8) if depth > 8 else small, np.uint8)


_NONE = np.zeros((0, 0), np.uint8)


def _spread(plane: NDArray[np.uint8]) -> float:
    _, deviation = cv2.meanStdDev(plane)
    return float(deviation[0, 0])
