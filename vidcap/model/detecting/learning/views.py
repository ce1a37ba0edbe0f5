"""Two views of one picture: as photographed for the teacher, as film shows it for the student.

Whatever moves things (crops, squeezing, bars, mirroring) is done to the picture first, so that both
see the same geometry and what they answer can be compared place by place, without matching boxes.
Only then the student's view gets the looks that leave things where they are.

Shapes: `S` side of a square in pixels.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from vidcap.model.detecting.answers import GREY, letterboxed
from vidcap.model.pictures import Picture
from vidcap.model.training.looks import Look, barred, dark, flat, grainy, grey, moving

Looks = tuple[tuple[Look, float], ...]  # each with how likely it is

# One view in five has none, so that photographs are not forgotten.
LOOKS: Looks = (
    (moving, 0.2),
    (dark, 0.3),
    (flat, 0.2),
    (grey, 0.35),
    (grainy, 0.3),
)
_CROPPED, _BARRED, _MIRRORED = 0.5, 0.15, 0.5  # of the pictures
_SMALLEST = 0.5  # share of each side that a crop keeps at least
_SQUEEZED = (-0.2, 0.4)  # logarithm of the change of width over height


def shaped(picture: Picture, chance: np.random.Generator) -> Picture:
    """Return the picture cropped, squeezed, barred and mirrored at random."""
    height, width = picture.shape[:2]
    if chance.random() < _CROPPED:
        high, wide = (max(1, round(n * chance.uniform(_SMALLEST, 1.0))) for n in picture.shape[:2])
        top, left = (int(chance.integers(n)) for n in (height - high + 1, width - wide + 1))
        picture = picture[top : top + high, left : left + wide]
    squeezed = max(1, round(picture.shape[1] * np.exp(chance.uniform(*_SQUEEZED))))
    picture = np.asarray(cv2.resize(picture, (squeezed, picture.shape[0])), np.uint8)
    if chance.random() < _BARRED:
        picture = barred(picture, chance)
    return picture[:, ::-1] if chance.random() < _MIRRORED else picture


def as_film(picture: Picture, chance: np.random.Generator, *, looks: Looks = LOOKS) -> Picture:
    """Return the picture with looks of film that leave things where they are."""
    for look, likelihood in looks:
        if chance.random() < likelihood:
            picture = look(picture, chance)
    return picture


def two_views(
    pictures: Sequence[Picture], side: int, chance: np.random.Generator, *, looks: Looks = LOOKS
) -> tuple[Picture, Picture]:
    """Return the teacher's and the student's view (S, S, 3) of pictures side by side.

    Args:
        pictures: one, or four for the quarters: things are smaller then, as in films.
        side: S, a multiple of 2.
        chance: draws what is done to each picture.
        looks: of the student's view.
    """
    count = 1 if len(pictures) == 1 else 2  # a row
    tile = side // count
    clean = np.full((side, side, 3), GREY, np.uint8)
    seen = clean.copy()
    for place, picture in enumerate(pictures):
        row, column = tile * (place // count), tile * (place % count)
        square, scale = letterboxed(given := shaped(picture, chance), tile)
        high, wide = (max(1, round(n * scale)) for n in given.shape[:2])
        clean[row : row + tile, column : column + tile] = square
        seen[row : row + high, column : column + wide] = as_film(
            square[:high, :wide], chance, looks=looks
        )
    return clean, seen
