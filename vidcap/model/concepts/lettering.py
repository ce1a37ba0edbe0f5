"""Pictures of text made by program: titles, cards of silent films, credits, slides, screens.

Each maker takes the source of chance and the side of the square, in pixels; the same chance gives
the same picture. The words are random letters: what a picture shows is that there is text.
"""

from __future__ import annotations

import string

import cv2
import numpy as np

from vidcap.model.concepts.patterns import any_colour, as_picture, gradient, plain
from vidcap.model.pictures import Picture

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


def title(chance: np.random.Generator, side: int) -> Picture:
    """Return a title card: one to four short lines in the middle of a dark or coloured ground."""
    kind = chance.random()
    if kind < 0.5:
        ground = np.full((side, side, 3), int(chance.integers(0, 30)), np.uint8)
    elif kind < 0.8:
        ground = as_picture(gradient(chance, side) * chance.uniform(0.2, 0.7))
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
    return as_picture(card + chance.normal(0, chance.uniform(0, 10), (side, side, 1)))


def letter(chance: np.random.Generator, side: int) -> Picture:
    """Return a page: many dark lines on paper, a little turned, unevenly lit."""
    level = int(chance.integers(140, 256))
    page = np.full((side, side, 3), level, np.uint8)
    ink = (int(chance.integers(0, level // 2)),) * 3
    page = _lettered(page, chance, lines=int(chance.integers(5, 16)), colour=ink, is_left=True)
    turn = cv2.getRotationMatrix2D((side / 2, side / 2), chance.uniform(-8, 8), 1.0)
    border = (int(chance.choice([0, 30, level])),) * 3
    turned = cv2.warpAffine(page, turn, (side, side), borderValue=border)
    light = gradient(chance, side).max(2, keepdims=True) / 255.0
    return as_picture(turned * (0.6 + 0.4 * light) + chance.normal(0, 4, (side, side, 1)))


def credits_roll(chance: np.random.Generator, side: int) -> Picture:
    """Return many small lines from top to bottom, as credits and texts are."""
    ground = np.full((side, side, 3), int(chance.choice([0, 8, 20, 245, 255])), np.uint8)
    return _lettered(ground, chance, lines=int(chance.integers(8, 18)))


def slide(chance: np.random.Generator, side: int) -> Picture:
    """Return a slide: a heading, lines below it, perhaps a box or a line of colour."""
    light = chance.random() < 0.7
    level = int(chance.integers(215, 256)) if light else int(chance.integers(0, 60))
    ground = np.full((side, side, 3), level, np.uint8)
    colour = any_colour(chance)
    if chance.random() < 0.6:
        cv2.rectangle(ground, (0, 0), (side, int(side * chance.uniform(0.08, 0.2))), colour, -1)
    for _ in range(int(chance.integers(0, 4))):
        left, top = (int(v) for v in chance.integers(0, side, 2))
        wide, high = (int(v) for v in chance.integers(side // 20, side // 3, 2))
        corner = (left + wide, top + high)
        cv2.rectangle(
            ground, (left, top), corner, any_colour(chance), int(chance.choice([-1, 1, 2]))
        )
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
        cv2.rectangle(ground, (left, top), (right, top + side // 20), any_colour(chance), -1)
        for row in range(top + side // 10, bottom - 3, max(6, side // 28)):
            indent = left + 4 + int(chance.integers(0, 4)) * 8
            ink = (40,) * 3 if is_light else tuple(int(v) for v in chance.integers(120, 256, 3))
            line = _sentence(chance, int(chance.integers(2, 9)))
            room = max(0, (right - indent) // 6)
            cv2.putText(ground, line[:room], (indent, row), cv2.FONT_HERSHEY_PLAIN, 0.55, ink, 1)
    return ground


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
