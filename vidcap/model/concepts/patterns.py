"""Colours and patterns made by program: plain squares, fractals, light, noise, stripes, figures.

Each maker takes the source of chance and the side of the square, in pixels; the same chance gives
the same picture.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from vidcap.model.pictures import Picture

Floats = npt.NDArray[np.floating[Any]]


def plain(chance: np.random.Generator, side: int) -> Picture:
    """Return black, white, grey or one colour, sometimes with a little noise."""
    kind = chance.random()
    level = 0 if kind < 0.3 else 255 if kind < 0.4 else int(chance.integers(256))
    colour = np.full(3, level) if kind < 0.6 else chance.integers(0, 256, 3)
    noise = chance.normal(0, chance.choice([0.0, 2.0, 6.0]), (side, side, 1))
    return as_picture(colour + noise)


def gradient(chance: np.random.Generator, side: int) -> Picture:
    """Return two colours that run into each other, along a line or from a middle."""
    first, second = chance.integers(0, 256, (2, 3))
    if chance.random() < 0.5:
        second = (first * chance.uniform(0, 0.6)).astype(int)
    share = _slope(chance, side)
    return as_picture(first + (second - first) * share[:, :, None])


def fractal(chance: np.random.Generator, side: int) -> Picture:
    """Return a part of a Julia or Mandelbrot set in changing colours."""
    zoom = 10 ** chance.uniform(-1.5, 0.2)
    middle = chance.uniform(-0.8, 0.3) + 1j * chance.uniform(-0.8, 0.8)
    axis = np.linspace(-1, 1, side) * zoom
    plane = axis[None, :] + 1j * axis[:, None] + middle
    if chance.random() < 0.5:
        z, c = plane.copy(), np.full_like(plane, chance.uniform(-0.9, 0.3) + 0.65j)
    else:
        z, c = np.zeros_like(plane), plane
    steps = np.zeros((side, side))
    for _ in range(40):
        inside = np.abs(z) < 4
        z = np.where(inside, z * z + c, z)
        steps += inside
    return _coloured(steps / 40, chance)


def glow(chance: np.random.Generator, side: int) -> Picture:
    """Return curves of light on black, turned several times round a middle, softly glowing."""
    steps = np.linspace(0, 2 * np.pi, 1500)
    light = np.zeros((side, side, 3), np.float32)
    middle = chance.uniform(0.3, 0.7, 2) * side
    for _ in range(int(chance.integers(1, 5))):
        often, phase = chance.uniform(0.5, 9, 4), chance.uniform(0, 2 * np.pi, 4)
        wide = chance.uniform(0.03, 0.3, 4) * side
        x = wide[0] * np.sin(often[0] * steps + phase[0]) + wide[1] * np.sin(often[1] * steps)
        y = wide[2] * np.cos(often[2] * steps + phase[2]) + wide[3] * np.sin(often[3] * steps)
        colour = chance.uniform(0, 1, 3) ** 2
        turns = int(chance.choice([1, 1, 2, 3, 5, 8]))
        for turn in np.arange(turns) * 2 * np.pi / turns:
            across = (middle[0] + x * np.cos(turn) - y * np.sin(turn)).astype(int)
            down = (middle[1] + x * np.sin(turn) + y * np.cos(turn)).astype(int)
            is_in = (across >= 0) & (across < side) & (down >= 0) & (down < side)
            np.add.at(light, (down[is_in], across[is_in]), colour)
    soft = cv2.GaussianBlur(light, (0, 0), side * chance.uniform(0.003, 0.04))
    both = soft / max(float(soft.max()), 1e-6) + light / max(float(light.max()), 1e-6)
    return as_picture(255 * both ** chance.uniform(0.4, 0.9))


def plasma(chance: np.random.Generator, side: int) -> Picture:
    """Return clouds of colour: noise of several sizes, one on the other."""
    total = np.zeros((side, side))
    for size in (3, 6, 12, 25, 50)[: int(chance.integers(2, 6))]:
        part = chance.normal(0, 1, (size, size)).astype(np.float32)
        total += cv2.resize(part, (side, side), interpolation=cv2.INTER_CUBIC) / size**0.7
    return _coloured((total - total.min()) / np.ptp(total), chance)


def noise(chance: np.random.Generator, side: int) -> Picture:
    """Return snow as on a television without a station, grey or coloured, fine or coarse."""
    size = max(8, side // int(chance.choice([1, 2, 4, 8, 16])))
    depth = 1 if chance.random() < 0.5 else 3
    grains = as_picture(chance.uniform(0, 255) + chance.normal(0, 70, (size, size, depth)))
    if depth == 1:
        grains = np.repeat(grains[:, :, :1], 3, 2)
    return np.asarray(cv2.resize(grains, (side, side), interpolation=cv2.INTER_NEAREST), np.uint8)


def stripes(chance: np.random.Generator, side: int) -> Picture:
    """Return stripes, boards or rings that repeat, straight, turned or waving."""
    down, across = np.mgrid[0:side, 0:side] / side - chance.uniform(0.2, 0.8)
    turn, often = chance.uniform(0, np.pi), chance.uniform(3, 30)
    along = across * np.cos(turn) + down * np.sin(turn)
    beside = down * np.cos(turn) - across * np.sin(turn)
    along = along + chance.choice([0, 0.05]) * np.sin(beside * chance.uniform(5, 25))
    kind = chance.integers(3)
    wave = np.sin(2 * np.pi * often * (np.hypot(along, beside) if kind == 2 else along))
    if kind == 1:
        wave = wave * np.sin(2 * np.pi * often * beside)
    if chance.random() < 0.5:
        wave = np.sign(wave)
    return _coloured((wave + 1) / 2, chance)


def shapes(chance: np.random.Generator, side: int) -> Picture:
    """Return flat figures on a ground of one colour or a gradient, as in diagrams and idents."""
    ground = gradient(chance, side) if chance.random() < 0.5 else plain(chance, side)
    for _ in range(int(chance.integers(2, 30))):
        points = chance.integers(-side // 4, side + side // 4, (int(chance.integers(2, 6)), 2))
        width = int(chance.integers(1, 6))
        figure = chance.integers(3)
        if figure == 0:
            cv2.fillPoly(ground, [points.astype(np.int32)], any_colour(chance))
        elif figure == 1:
            cv2.polylines(ground, [points.astype(np.int32)], True, any_colour(chance), width)
        else:
            centre = (int(points[0, 0]), int(points[0, 1]))
            cv2.circle(ground, centre, int(chance.integers(3, side // 3)), any_colour(chance), -1)
    return ground


def _slope(chance: np.random.Generator, side: int) -> Floats:
    """Return (side, side) values from 0 to 1 that rise along a line or from a middle."""
    down, across = np.mgrid[0:side, 0:side] / side - 0.5
    turn = chance.uniform(0, 2 * np.pi)
    rise = across * np.cos(turn) + down * np.sin(turn)
    if chance.random() < 0.3:
        rise = np.hypot(across - chance.uniform(-0.3, 0.3), down - chance.uniform(-0.3, 0.3))
    return np.asarray((rise - rise.min()) / np.ptp(rise))


def _coloured(values: Floats, chance: np.random.Generator) -> Picture:
    """Return values (side, side) from 0 to 1 as a picture, by waves of the three colours."""
    if chance.random() < 0.25:
        return as_picture(np.repeat(values[:, :, None], 3, 2) * 255)
    waves, start = chance.uniform(0.3, 2.5, 3), chance.uniform(0, 2 * np.pi, 3)
    return as_picture(127.5 * (1 + np.cos(2 * np.pi * waves * values[:, :, None] + start)))


def any_colour(chance: np.random.Generator) -> tuple[int, int, int]:
    """Return a colour, red, green and blue."""
    red, green, blue = (int(v) for v in chance.integers(0, 256, 3))
    return red, green, blue


def as_picture(values: npt.ArrayLike) -> Picture:
    """Return values of any shape (side, side, 1 or 3) as a picture."""
    wide = np.asarray(values, np.float64).clip(0, 255).astype(np.uint8)
    return np.array(np.broadcast_to(wide, (*wide.shape[:2], 3)))  # a copy that may be drawn on
