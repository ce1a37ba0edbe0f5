"""Alter training pictures at random, so that the network sees more than there are."""

from __future__ import annotations

import numpy as np

from vidcap.model.pictures import Picture, as_square
from vidcap.model.training.looks import as_film


def altered(picture: Picture, chance: np.random.Generator) -> Picture:
    """Return the square picture cropped, mirrored, and at times as film looks, at random.

    Crops keep 75 to 100 % of each side, chosen apart: people squash pictures in many ways.
    """
    side = picture.shape[0]
    height, width = (chance.uniform(0.75, 1, 2) * side).astype(int)
    top, left = chance.integers(side - height + 1), chance.integers(side - width + 1)
    part = as_square(picture[top : top + height, left : left + width], side)
    if chance.random() < 0.5:
        part = part[:, ::-1]
    return np.ascontiguousarray(as_film(part, chance))
