"""How film looks: what its frames have and photographs have not, put on photographs.

Keyframes are grey, dark, of low contrast, blurred by motion, grainy, wide, or framed by bars; a
network that has seen photographs alone takes such looks for content.

All take and give RGB pictures (height, width, 3), uint8; `chance` decides how much.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from vidcap.model.pictures import Picture
from vidcap.model.training.phases import Split

Look = Callable[[Picture, np.random.Generator], Picture]

WIDE = (16 / 9, 2.39)  # shapes of film, width over height


def grey(picture: Picture, chance: np.random.Generator) -> Picture:
    """Black and white, at times tinted a little as old prints are."""
    luma = cv2.cvtColor(np.ascontiguousarray(picture), cv2.COLOR_RGB2GRAY)
    tint = chance.uniform(0.85, 1.0, 3) if chance.random() < 0.3 else np.ones(3)
    return _as_picture(luma[:, :, None] * tint)


def dark(picture: Picture, chance: np.random.Generator) -> Picture:
    """Night or a dim room: less light, and the shadows closed."""
    return _as_picture(255 * (picture / 255.0) ** chance.uniform(1.3, 2.5) * chance.uniform(0.4, 1))


def flat(picture: Picture, chance: np.random.Generator) -> Picture:
    """Little contrast, as in haze or a faded print."""
    return _as_picture(chance.uniform(40, 110) + picture * chance.uniform(0.35, 0.7))


def moving(picture: Picture, chance: np.random.Generator) -> Picture:
    """Smeared by a moving camera: a straight line of 1 to 6 % of the width, in any direction."""
    length = max(3, round(picture.shape[1] * chance.uniform(0.01, 0.06)))
    kernel = np.zeros((length, length), np.float32)
    kernel[length // 2] = 1.0 / length
    middle = ((length - 1) / 2, (length - 1) / 2)
    turned = cv2.warpAffine(
        kernel, cv2.getRotationMatrix2D(middle, chance.uniform(0, 180), 1.0), (length, length)
    )
    return np.asarray(cv2.filter2D(picture, -1, turned / max(turned.sum(), 1e-6)), np.uint8)


def grainy(picture: Picture, chance: np.random.Generator) -> Picture:
    """Film grain: noise that all three colours share."""
    noise = chance.normal(0, chance.uniform(4, 18), picture.shape[:2])
    return _as_picture(picture + noise[:, :, None])


def barred(picture: Picture, chance: np.random.Generator) -> Picture:
    """Letterboxed to a shape of film, where the bars were not found and cut away."""
    height = picture.shape[0]
    keep = min(height, round(height * (4 / 3) / chance.choice(WIDE)))
    bar = (height - keep) // 2
    kept = picture.copy()
    kept[:bar] = kept[height - bar :] = chance.integers(0, 17)
    return kept


def squeezed(picture: Picture, chance: np.random.Generator) -> Picture:
    """The wide part of a picture, squashed back to the picture's own shape as keyframes are."""
    height, width = picture.shape[:2]
    keep = min(height, round(height * (4 / 3) / chance.choice(WIDE)))
    top = int(chance.integers(height - keep + 1))
    part = picture[top : top + keep]
    return np.asarray(cv2.resize(part, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


# How likely each look is, one picture may have several; order as in a camera and a laboratory.
LOOKS: tuple[tuple[Look, float], ...] = (
    (squeezed, 0.25),
    (moving, 0.1),
    (dark, 0.15),
    (flat, 0.1),
    (grey, 0.15),
    (grainy, 0.15),
    (barred, 0.05),
)


def as_film(picture: Picture, chance: np.random.Generator) -> Picture:
    """Return the picture with looks of film, each drawn by itself; often with none."""
    for look, likelihood in LOOKS:
        if chance.random() < likelihood:
            picture = look(picture, chance)
    return picture


def filmed(picture: Picture, chance: np.random.Generator) -> Picture:
    """Return the picture with at least one look of film, if any of twenty draws changes it."""
    for _ in range(20):
        seen = as_film(picture, chance)
        if not np.array_equal(seen, picture):
            return seen
    return picture


def with_film(
    val: Split, language: str, chance: np.random.Generator
) -> tuple[list[Picture], list[Sequence[str]]]:
    """Return the pictures that have captions in a language, with these, and then all as filmed.

    What is chosen or fitted by both halves serves films without failing photographs.
    """
    references = val.captions[language]
    rows = [row for row, texts in enumerate(references) if texts]
    pictures = [np.asarray(val.squares[row]) for row in rows]
    pictures += [filmed(picture, chance) for picture in pictures]
    return pictures, [references[row] for row in rows] * 2


def _as_picture(values: npt.NDArray[np.floating[Any]]) -> Picture:
    return values.clip(0, 255).astype(np.uint8)
