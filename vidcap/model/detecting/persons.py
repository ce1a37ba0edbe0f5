"""Find persons and other things in pictures: YOLOX-nano, 80 classes of COCO, by ONNX Runtime.

Source: Ge et al., "YOLOX: Exceeding YOLO Series in 2021", arXiv 2107.08430; weights of its authors,
Apache-2.0 (`weights/yolox_nano_coco.NOTICE.txt`). Measured on 39 frames of films at a score of
0.35: a person was found on 15 of 18 frames that show one and on 1 of 21 that do not; about half
of what it said of other classes was wrong.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
import numpy.typing as npt

from vidcap.errors import MissingError
from vidcap.model.pictures import Picture, decode_picture
from vidcap.script import Box

if TYPE_CHECKING:
    import onnxruntime

WEIGHTS = Path(__file__).parents[1] / "weights" / "yolox_nano_coco.onnx"
LICENCE = "Apache-2.0 (YOLOX authors)"
SIDE = 416  # pixels of the square input
STRIDES = (8, 16, 32)
LEAST = 0.1  # score below which a box is not told at all
SAME = 0.45  # overlap (intersection over union) from which two boxes of a class are one thing
GREY = 114  # of the empty part of the input, as in training

_LABELS = (
    "person|bicycle|car|motorcycle|airplane|bus|train|truck|boat|traffic light|fire hydrant|"
    "stop sign|parking meter|bench|bird|cat|dog|horse|sheep|cow|elephant|bear|zebra|giraffe|"
    "backpack|umbrella|handbag|tie|suitcase|frisbee|skis|snowboard|sports ball|kite|baseball bat|"
    "baseball glove|skateboard|surfboard|tennis racket|bottle|wine glass|cup|fork|knife|spoon|bowl|"
    "banana|apple|sandwich|orange|broccoli|carrot|hot dog|pizza|donut|cake|chair|couch|"
    "potted plant|bed|dining table|toilet|tv|laptop|mouse|remote|keyboard|cell phone|microwave|"
    "oven|toaster|sink|refrigerator|book|clock|vase|scissors|teddy bear|hair drier|toothbrush"
)
LABELS = tuple(_LABELS.split("|"))  # of COCO 2017, in the network's order

Floats = npt.NDArray[np.float32]


@functools.cache
def name() -> str:
    """Return the detector's name with the hash of its weights: part of the cache's addresses."""
    return f"yolox_nano@{hashlib.sha256(WEIGHTS.read_bytes()).hexdigest()[:12]}"


def find_things(pictures: Sequence[bytes]) -> Iterator[list[Box]]:
    """Yield for each picture (JPEG, PNG or WebP) what is found in it, the surest first.

    A picture that does not decode shows nothing.

    Raises:
        MissingError: the weights are not in the installation.
    """
    session = _session()
    feed = session.get_inputs()[0].name
    for data in pictures:
        picture = decode_picture(data)
        if picture is None:
            yield []
            continue
        square, scale = _letterboxed(picture)
        (output,) = session.run(None, {feed: square})
        height, width = picture.shape[:2]
        yield _boxes(output[0], scale, width, height)


@functools.cache
def _session() -> onnxruntime.InferenceSession:
    import onnxruntime

    if not WEIGHTS.is_file():
        raise MissingError("the person finder is not there", str(WEIGHTS), "install vidcap again")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(WEIGHTS, options, providers=["CPUExecutionProvider"])


def _letterboxed(picture: Picture) -> tuple[Floats, float]:
    """Return the network's input (1, 3, 416, 416), BGR from 0 to 255, and the scale used."""
    height, width = picture.shape[:2]
    scale = min(SIDE / height, SIDE / width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA))
    square = np.full((SIDE, SIDE, 3), GREY, np.uint8)
    square[: size[1], : size[0]] = small[:, :, ::-1]
    return np.ascontiguousarray(square.transpose(2, 0, 1), np.float32)[None], scale


@functools.cache
def _grid() -> tuple[Floats, Floats]:
    """Return the corner (3549, 2) and the stride (3549, 1) of every place the network answers."""
    corners, strides = [], []
    for stride in STRIDES:
        count = SIDE // stride
        y, x = np.mgrid[:count, :count]
        corners.append(np.stack([x.ravel(), y.ravel()], 1))
        strides.append(np.full((count * count, 1), stride))
    return np.concatenate(corners).astype(np.float32), np.concatenate(strides).astype(np.float32)


def _boxes(output: Floats, scale: float, width: int, height: int) -> list[Box]:
    """Return the boxes in the network's output (3549, 85), overlaps of one class merged.

    A row holds the middle of the box within its place, the logarithm of its size (both in
    strides), how likely it is a thing at all, and how likely it is of each class.
    """
    corners, strides = _grid()
    middle = (output[:, :2] + corners) * strides
    size = np.exp(output[:, 2:4]) * strides
    scores = output[:, 4:5] * output[:, 5:]
    best = scores.argmax(1)
    score = scores[np.arange(len(best)), best]
    sure = score >= LEAST
    low, high = (middle - size / 2)[sure] / scale, (middle + size / 2)[sure] / scale
    corner_boxes = np.concatenate([low, high - low], 1)
    kept = cv2.dnn.NMSBoxesBatched(
        corner_boxes.tolist(), score[sure].tolist(), best[sure].tolist(), LEAST, SAME
    )
    limits = np.array([width, height], np.float32)
    low, high = (low / limits).clip(0, 1), (high / limits).clip(0, 1)
    labels, sure_scores = best[sure], score[sure]
    found = [
        Box(
            LABELS[labels[index]],
            round(float(sure_scores[index]), 4),
            *(round(float(edge), 4) for edge in (*low[index], *high[index])),
        )
        for index in np.asarray(kept, np.int64).ravel()
    ]
    return sorted(found, key=lambda box: (-box.score, box.label, box.left))
