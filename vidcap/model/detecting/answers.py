"""What a YOLOX network is given, and what its answers mean as boxes. Pure.

Source: Ge et al., "YOLOX: Exceeding YOLO Series in 2021", arXiv 2107.08430, sections 2.1 and 2.2.

Shapes: `S` longest side of the input in pixels, `H` and `W` its sides, all multiples of 32; `A`
places where the network answers, one a cell of the grids of 8, 16 and 32 pixels.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from vidcap.model.pictures import Picture
from vidcap.script import Box

STRIDES = (8, 16, 32)  # pixels of the input for one cell of each grid
LEAST = 0.1  # score below which a box is not told at all
SAME = 0.45  # overlap (intersection over union) from which two boxes of a class are one thing
GREY = 114  # of the empty part of the input, as in training
_LARGEST = 10.0  # logarithm of a box's size in cells that no picture reaches

Floats = npt.NDArray[np.float32]


def places_of(height: int, width: int) -> int:
    """Return A, the number of places that answer for a picture of those sides."""
    return sum((height // stride) * (width // stride) for stride in STRIDES)


def letterboxed(picture: Picture, side: int, *, is_cut: bool = False) -> tuple[Picture, float]:
    """Return the picture at the top left of a grey square, and the scale used.

    Args:
        picture: RGB, of any size.
        side: S.
        is_cut: leave out of the square (S, S, 3) the rows and columns of whole cells that show
            nothing of the picture: (H, W, 3). Of a wide picture that is up to half of all work.
    """
    height, width = picture.shape[:2]
    scale = min(side / height, side / width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA))
    cell = STRIDES[-1]
    wide, high = (-(-n // cell) * cell if is_cut else side for n in size)
    canvas = np.full((high, wide, 3), GREY, np.uint8)
    canvas[: size[1], : size[0]] = small
    return canvas, scale


def as_input(canvas: Picture) -> Floats:
    """Return the network's input (1, 3, H, W), BGR from 0 to 255, of an RGB picture (H, W, 3)."""
    return np.ascontiguousarray(canvas[:, :, ::-1].transpose(2, 0, 1), np.float32)[None]


def boxes_of(
    answers: Floats,
    labels: Sequence[str],
    *,
    seen: tuple[int, int],
    scale: float,
    width: int,
    height: int,
) -> list[Box]:
    """Return the boxes in a network's answers, the surest first; overlaps of one class merged.

    Args:
        answers: (A, 5 + classes), see `vidcap.model.detecting.yolox.Yolox`; what is no number
            tells nothing.
        labels: of the classes.
        seen: H, W of what the network was given.
        scale: pixels of that for one of the picture.
        width: of the picture, pixels.
        height: of the picture, pixels.
    """
    corners, strides = _grid(*seen)
    scores = answers[:, 4:5] * answers[:, 5:]
    best = scores.argmax(1)
    score = scores[np.arange(len(best)), best]
    sure = (score >= LEAST) & np.isfinite(answers).all(1)
    told, best, score = answers[sure], best[sure], score[sure]
    middle = (told[:, :2] + corners[sure]) * strides[sure]
    size = np.exp(np.minimum(told[:, 2:4], _LARGEST)) * strides[sure]
    low, high = (middle - size / 2) / scale, (middle + size / 2) / scale
    kept = cv2.dnn.NMSBoxesBatched(
        np.concatenate([low, high - low], 1).tolist(), score.tolist(), best.tolist(), LEAST, SAME
    )
    limits = np.array([width, height], np.float32)
    low, high = (low / limits).clip(0, 1), (high / limits).clip(0, 1)
    found = [
        Box(
            labels[best[index]],
            round(float(score[index]), 4),
            *(round(float(edge), 4) for edge in (*low[index], *high[index])),
        )
        for index in np.asarray(kept, np.int64).ravel()
    ]
    return sorted(found, key=lambda box: (-box.score, box.label, box.left))


@functools.lru_cache(maxsize=64)
def _grid(height: int, width: int) -> tuple[Floats, Floats]:
    """Return the corner (A, 2) in cells and the stride (A, 1) of every place that answers."""
    corners, strides = [], []
    for stride in STRIDES:
        y, x = np.mgrid[: height // stride, : width // stride]
        corners.append(np.stack([x.ravel(), y.ravel()], 1))
        strides.append(np.full((x.size, 1), stride))
    return np.concatenate(corners).astype(np.float32), np.concatenate(strides).astype(np.float32)
