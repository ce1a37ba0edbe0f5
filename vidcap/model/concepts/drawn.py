"""Pictures made by program: plain ones, texts and patterns, which films show and photographs lack.

Each maker takes the source of chance and the side of the square, in pixels; the same chance gives
the same picture. Whatever they show, it is no street and no dog: hard negatives of everything, and
the positives of `plain`, `text` and `abstract`.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Iterator
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from vidcap.model.concepts.labels import Labels, only
from vidcap.model.pictures import Picture

Maker = Callable[[np.random.Generator, int], Picture]
Floats = npt.NDArray[np.floating[Any]]

_FONTS = (
    cv2.FONT_HERSHEY_SIMPLEX,
    cv2.FONT_HERSHEY_PLAIN,
    cv2.FONT_HERSHEY_DUPLEX,
    cv2.FONT_HERSHEY_COMPLEX,
    cv2.FONT_HERSHEY_TRIPLEX,
    cv2.FONT_HERSHEY_SCRIPT_SIMPLEX,
    cv2.FONT_HERSHEY_SCRIPT_COMPLEX,
)
_ITALIC = 16  # cv2.FONT_ITALIC, added to a font


def plain(chance: np.random.Generator, side: int) -> Picture:
    """Return black, white, grey or one colour, sometimes with a little noise."""
    kind = chance.random()
    level = 0 if kind < 0.3 else 255 if kind < 0.4 else int(chance.integers(256))
    colour = np.full(3, level) if kind < 0.6 else chance.integers(0, 256, 3)
    noise = chance.normal(0, chance.choice([0.0, 2.0, 6.0]), (side, side, 1))
    return _picture(colour + noise)


def gradient(chance: np.random.Generator, side: int) -> Picture:
    """Return two colours that run into each other, along a line or from a middle."""
    first, second = chance.integers(0, 256, (2, 3))
    if chance.random() < 0.5:
        second = (first * chance.uniform(0, 0.6)).astype(int)
    share = _slope(chance, side)
    return _picture(first + (second - first) * share[:, :, None])


def title(chance: np.random.Generator, side: int) -> Picture:
    """Return a title card: one to four short lines in the middle of a dark or coloured ground."""
    kind = chance.random()
    if kind < 0.5:
        ground = np.full((side, side, 3), int(chance.integers(0, 30)), np.uint8)
    elif kind < 0.8:
        ground = _picture(gradient(chance, side) * chance.uniform(0.2, 0.7))
    else:
        ground = plain(chance, side)
    return _lettered(ground, chance, lines=int(chance.integers(1, 5)))


def intertitle(chance: np.random.Generator, side: int) -> Picture:
    """Return a card of a silent film: light lines in a frame on black, a little worn."""
    ground = np.full((side, side, 3), int(chance.integers(5, 40)), np.uint8)
    edge = int(side * chance.uniform(0.03, 0.1))
    light = int(chance.integers(120, 240))
    if chance.random() < 0.7:
        corner = (side - edge, side - edge)
        cv2.rectangle(ground, (edge, edge), corner, (light,) * 3, int(chance.integers(1, 4)))
    card = _lettered(ground, chance, lines=int(chance.integers(2, 7)), colour=(light,) * 3)
    return _picture(card + chance.normal(0, chance.uniform(0, 10), (side, side, 1)))


def credits_roll(chance: np.random.Generator, side: int) -> Picture:
    """Return many small lines from top to bottom, as credits and texts are."""
    ground = np.full((side, side, 3), int(chance.choice([0, 8, 20, 245, 255])), np.uint8)
    return _lettered(ground, chance, lines=int(chance.integers(8, 18)))


def slide(chance: np.random.Generator, side: int) -> Picture:
    """Return a slide: a heading, lines below it, perhaps a box or a line of colour."""
    light = chance.random() < 0.7
    level = int(chance.integers(215, 256)) if light else int(chance.integers(0, 60))
    ground = np.full((side, side, 3), level, np.uint8)
    colour = _colour(chance)
    if chance.random() < 0.6:
        cv2.rectangle(ground, (0, 0), (side, int(side * chance.uniform(0.08, 0.2))), colour, -1)
    for _ in range(int(chance.integers(0, 4))):
        left, top = (int(v) for v in chance.integers(0, side, 2))
        wide, high = (int(v) for v in chance.integers(side // 20, side // 3, 2))
        corner = (left + wide, top + high)
        cv2.rectangle(ground, (left, top), corner, _colour(chance), int(chance.choice([-1, 1, 2])))
    ink = (int(chance.integers(0, 80)),) * 3 if light else (int(chance.integers(180, 256)),) * 3
    return _lettered(ground, chance, lines=int(chance.integers(3, 9)), colour=ink, is_left=True)


def screen(chance: np.random.Generator, side: int) -> Picture:
    """Return a computer's screen: windows with bars and rows of small text."""
    ground = gradient(chance, side)
    for _ in range(int(chance.integers(1, 4))):
        left, top = (int(v) for v in chance.integers(0, side // 2, 2))
        wide, high = (int(v) for v in chance.integers(side // 3, side, 2))
        right, bottom = min(side, left + wide), min(side, top + high)
        is_light = chance.random() < 0.6
        paper = (
            (int(chance.integers(225, 256)),) * 3 if is_light else (int(chance.integers(50)),) * 3
        )
        cv2.rectangle(ground, (left, top), (right, bottom), paper, -1)
        cv2.rectangle(ground, (left, top), (right, top + side // 20), _colour(chance), -1)
        for row in range(top + side // 10, bottom - 3, max(6, side // 28)):
            indent = left + 4 + int(chance.integers(0, 4)) * 8
            ink = (40,) * 3 if is_light else tuple(int(v) for v in chance.integers(120, 256, 3))
            line = _sentence(chance, int(chance.integers(2, 9)))
            room = max(0, (right - indent) // 6)
            cv2.putText(ground, line[:room], (indent, row), cv2.FONT_HERSHEY_PLAIN, 0.55, ink, 1)
    return ground


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
    return _picture(255 * both ** chance.uniform(0.4, 0.9))


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
    grains = _picture(chance.uniform(0, 255) + chance.normal(0, 70, (size, size, depth)))
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
            cv2.fillPoly(ground, [points.astype(np.int32)], _colour(chance))
        elif figure == 1:
            cv2.polylines(ground, [points.astype(np.int32)], True, _colour(chance), width)
        else:
            centre = (int(points[0, 0]), int(points[0, 1]))
            cv2.circle(ground, centre, int(chance.integers(3, side // 3)), _colour(chance), -1)
    return ground


# What is drawn how often, and what its labels are.
_TEXT = only("text", unknown=("dark", "sky"))
_ABSTRACT = only("abstract", unknown=("dark", "sky", "plain", "text"))
MAKERS: tuple[tuple[Maker, Labels], ...] = (
    (plain, only("plain", unknown=("dark", "abstract"))),
    (gradient, only("plain", unknown=("dark", "abstract", "sky"))),
    (title, _TEXT),
    (intertitle, _TEXT),
    (credits_roll, _TEXT),
    (slide, _TEXT),
    (screen, _TEXT),
    (fractal, _ABSTRACT),
    (glow, _ABSTRACT),
    (plasma, _ABSTRACT),
    (noise, _ABSTRACT),
    (stripes, _ABSTRACT),
    (shapes, _ABSTRACT),
)


def drawn(count: int, side: int, chance: np.random.Generator) -> Iterator[tuple[Picture, Labels]]:
    """Yield pictures with their labels, of each maker in turn."""
    for number in range(count):
        make, labels = MAKERS[number % len(MAKERS)]
        yield make(chance, side), labels


def captioned(picture: Picture, chance: np.random.Generator) -> Picture:
    """Return a picture with a large title over it, as films have them over their first shots."""
    return _lettered(picture.copy(), chance, lines=int(chance.integers(1, 4)))


def _lettered(
    ground: Picture,
    chance: np.random.Generator,
    *,
    lines: int,
    colour: tuple[int, ...] | None = None,
    is_left: bool = False,
) -> Picture:
    """Draw lines of words onto a picture and return it."""
    side = ground.shape[0]
    font = int(chance.choice(_FONTS)) + (_ITALIC if chance.random() < 0.2 else 0)
    thick = int(chance.integers(1, 4)) if lines < 8 else 1
    if colour is None:
        is_bright = ground.mean() > 128
        bright = chance.integers(0, 60, 3) if is_bright else chance.integers(170, 256, 3)
        colour = tuple(int(v) for v in bright)
    words = 2 if lines < 3 else 4
    texts = [_sentence(chance, int(chance.integers(1, words + 2))) for _ in range(lines)]
    height = min(side * 0.22, side * 0.8 / lines)
    top = side / 2 - height * lines / 2 + chance.normal(0, side * 0.04)
    for row, text in enumerate(texts):
        (width, tall), _ = cv2.getTextSize(text, font, 1.0, thick)
        scale = min(side * 0.9 / width, height * 0.7 / tall)
        left = side * 0.06 if is_left else (side - width * scale) / 2
        foot = top + height * (row + 0.75)
        cv2.putText(ground, text, (int(left), int(foot)), font, scale, colour, thick, cv2.LINE_AA)
    return ground


def _sentence(chance: np.random.Generator, words: int) -> str:
    """Return words of random letters, all small, all large, or with a capital each."""
    letters = np.array(list(string.ascii_lowercase))
    text = " ".join("".join(chance.choice(letters, chance.integers(1, 10))) for _ in range(words))
    return (text, text.upper(), text.title())[int(chance.integers(3))]


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
        return _picture(np.repeat(values[:, :, None], 3, 2) * 255)
    waves, start = chance.uniform(0.3, 2.5, 3), chance.uniform(0, 2 * np.pi, 3)
    return _picture(127.5 * (1 + np.cos(2 * np.pi * waves * values[:, :, None] + start)))


def _colour(chance: np.random.Generator) -> tuple[int, int, int]:
    red, green, blue = (int(v) for v in chance.integers(0, 256, 3))
    return red, green, blue


def _picture(values: npt.ArrayLike) -> Picture:
    """Return values of any shape (side, side, 1 or 3) as a picture."""
    wide = np.asarray(values, np.float64).clip(0, 255).astype(np.uint8)
    return np.array(np.broadcast_to(wide, (*wide.shape[:2], 3)))  # a copy that may be drawn on
