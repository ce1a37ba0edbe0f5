"""Pictures as the network takes them: squares, squashed rather than cropped.

Flickr8k is at hand as squashed squares only, so squares are squashed everywhere: what the network
was trained on is what it is given.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

Picture = npt.NDArray[np.uint8]  # (height, width, 3), RGB


def decode_picture(data: bytes) -> Picture | None:
    """Return the picture held in the bytes of a JPEG, PNG or WebP file; None if it is none."""
    if not data:
        return None
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR_RGB)
    return None if picture is None else np.asarray(picture, np.uint8)


def as_square(picture: Picture, side: int) -> Picture:
    """Return the picture squashed or stretched to `side` x `side` pixels."""
    height, width = picture.shape[:2]
    if (height, width) == (side, side):
        return picture
    is_larger = height >= side and width >= side
    how = cv2.INTER_AREA if is_larger else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(picture, (side, side), interpolation=how), np.uint8)


def as_batch(squares: list[Picture]) -> Tensor:
    """Return equal squares as one tensor (B, 3, S, S), uint8."""
    return torch.from_numpy(np.stack(squares)).permute(0, 3, 1, 2)
