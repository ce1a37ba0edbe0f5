"""Alter training pictures at random, so that the network sees more than there are."""

from __future__ import annotations

import cv2
import numpy as np

from vidcap.model.pictures import Picture, as_square


def altered(picture: Picture, chance: np.random.Generator) -> Picture:
    """Return the square picture cropped, mirrored, and at times greyed or darkened, at random.

    Crops keep 75 to 100 % of each side, chosen apart: people squash pictures in many ways, and
    film is wider than photographs. One picture in eight is grey and one in four is dimmed, as
    film may be.
    """
    side = picture.shape[0]
    height, width = (chance.uniform(0.75, 1, 2) * side).astype(int)
    top, left = chance.integers(side - height + 1), chance.integers(side - width + 1)
    part = as_square(picture[top : top + height, left : left + width], side)
    if chance.random() < 0.5:
        part = part[:, ::-1]
    if chance.random() < 1 / 8:
        grey = cv2.cvtColor(np.ascontiguousarray(part), cv2.COLOR_RGB2GRAY)
        part = np.repeat(np.asarray(grey, np.uint8)[:, :, None], 3, 2)
    if chance.random() < 1 / 4:
        part = (part * chance.uniform(0.4, 1.1)).clip(0, 255).astype(np.uint8)
    return np.ascontiguousarray(part)
