"""The small planes of a frame, on which cuts, bars and keyframes are judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

if TYPE_CHECKING:
    from av.video.frame import VideoFrame
    from av.video.plane import VideoPlane
    from numpy.typing import NDArray

_WIDTH = 160  # pixels, about
_ROWS = 2  # of those under one small row that are looked at


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

    Planes are read where they lie and averaged over blocks of whole pixels: OpenCV is five times
    slower at sizes that do not divide. Only two rows of each block are read, which costs a third of
    all and shows no difference in cuts.
    """
    form = image.format
    if form.name.startswith("gray") and len(form.components) == 1:
        return Small(_luma(image), _NONE, _NONE)
    if not _is_planar(image):
        image = image.reformat(format="yuv420p")
        form = image.format
    depth = form.components[0].bits
    factor = _factor(image.width)
    luma = _averaged(image.planes[0], image.width, image.height, factor, depth)
    first = form.components[1]
    across = factor if first.width < image.width else 2 * factor  # 4:2:0 and 4:2:2, or 4:4:4
    down = factor if first.height < image.height else 2 * factor
    blue, red = (
        _averaged(plane, first.width, first.height, across, depth, down)
        for plane in image.planes[1:3]
    )
    return Small(luma, blue, red)


_NONE = np.zeros((0, 0), np.uint8)


def _luma(image: VideoFrame) -> NDArray[np.uint8]:
    depth = image.format.components[0].bits
    return _averaged(image.planes[0], image.width, image.height, _factor(image.width), depth)


def _is_planar(image: VideoFrame) -> bool:
    """Whether luma and both chroma lie in planes of their own, low bits first."""
    name = image.format.name
    return name.startswith("yuv") and image.format.is_planar and not name.endswith("be")


def _factor(width: int) -> int:
    """Return the even number of pixels that become one, 1 for a film that is small itself."""
    return max(1, 2 * round(width / _WIDTH / 2))


def _averaged(
    plane: VideoPlane, width: int, height: int, across: int, depth: int, down: int = 0
) -> NDArray[np.uint8]:
    """Return a plane averaged over blocks of `across` times `down` pixels, as 8 bit."""
    down = min(down or across, height)
    across = min(across, width)
    kind: Any = np.uint8 if depth <= 8 else np.uint16
    rows = np.frombuffer(memoryview(plane), kind).reshape(-1, plane.line_size // kind().itemsize)
    wide, high = width // across, height // down
    step = down // _ROWS if down % _ROWS == 0 else 1
    read = rows[: high * down : step, : wide * across]
    small = cv2.resize(read, (wide, high), interpolation=cv2.INTER_AREA)
    return (small / (1 << (depth - 8))).astype(np.uint8) if depth > 8 else small.astype(np.uint8)


def _spread(plane: NDArray[np.uint8]) -> float:
    _, deviation = cv2.meanStdDev(plane)
    return float(deviation[0, 0])
