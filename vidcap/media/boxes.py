"""Draw what a detector found onto a picture: a frame around each thing, its name and its score."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from vidcap.media.pictures import decoded, jpeg
from vidcap.script import Box

SURE = 0.35  # score from which a frame is drawn in full and named; weaker ones are thin
_FONT = cv2.FONT_HERSHEY_SIMPLEX
_COLOURS = (  # RGB; Okabe and Ito, "Color Universal Design", 2008: told apart by everybody
    *((230, 159, 0), (86, 180, 233), (0, 158, 115), (240, 228, 66)),
    *((0, 114, 178), (213, 94, 0), (204, 121, 167)),
)
_DARK, _LIGHT = (0, 0, 0), (255, 255, 255)


def with_boxes(picture: NDArray[np.uint8], boxes: Sequence[Box]) -> NDArray[np.uint8]:
    """Return a copy of a picture with a frame around each thing, the surest on top.

    Lines and letters grow with the picture; things of one name have one colour. A name is told by
    its signs of ASCII alone, since the font has no others.

    Args:
        picture: RGB (height, width, 3).
        boxes: where in it, as shares; what sticks out is cut off.
    """
    drawn = np.ascontiguousarray(picture).copy()
    for box in sorted(boxes, key=lambda box: box.score):
        _draw(drawn, box)
    return drawn


def jpeg_with_boxes(picture: bytes, boxes: Sequence[Box]) -> bytes:
    """Return a JPEG of ours with frames drawn on it, as JPEG."""
    return jpeg(with_boxes(decoded(picture), boxes))


def _draw(picture: NDArray[np.uint8], box: Box) -> None:
    height, width = picture.shape[:2]
    line = max(1, round(max(height, width) / 320))
    colour = _COLOURS[zlib.crc32(box.label.encode(errors="replace")) % len(_COLOURS)]
    low = _pixel(box.left, width), _pixel(box.top, height)
    high = _pixel(box.right, width), _pixel(box.bottom, height)
    if box.score < SURE:
        cv2.rectangle(picture, low, high, colour, 1)
        return
    cv2.rectangle(picture, low, high, _DARK, line + 2)
    cv2.rectangle(picture, low, high, colour, line)
    _name(picture, f"{box.label} {box.score:.2f}", low, colour)


def _pixel(share: float, size: int) -> int:
    return min(size - 1, max(0, round(share * size)))


def _name(
    picture: NDArray[np.uint8], text: str, corner: tuple[int, int], colour: tuple[int, int, int]
) -> None:
    """Write a name on a plate of a frame's colour, above its corner or inside the picture."""
    height, width = picture.shape[:2]
    scale = max(0.35, max(height, width) / 1400)
    plain = text.encode("ascii", "replace").decode()
    (wide, high), below = cv2.getTextSize(plain, _FONT, scale, 1)
    left = max(0, min(corner[0], width - wide - 4))
    foot = min(height - 1, max(corner[1], high + below + 4))
    cv2.rectangle(picture, (left, foot - high - below - 4), (left + wide + 4, foot), colour, -1)
    ink = _DARK if sum(colour) > 330 else _LIGHT
    place = (left + 2, foot - below - 1)
    cv2.putText(picture, plain, place, _FONT, scale, ink, 1, cv2.LINE_AA)
