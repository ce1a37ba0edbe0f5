"""A contact sheet: all keyframes on one picture, with a line or more written beneath each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import cv2
import numpy as np
from numpy.typing import NDArray

from vidcap.media.boxes import with_boxes
from vidcap.media.pictures import decoded, jpeg
from vidcap.script import Box, clock
from vidcap.watch import Watched

_CELL = 240  # pixels across
_ROW = 18  # pixels of a line of text
_LAST = 4  # pixels under the last one
_EDGE = 4  # pixels between pictures
_PAPER, _INK = 24, 230
_FONT = cv2.FONT_HERSHEY_SIMPLEX
_SIZE = 0.42  # of the letters
_FURTHER = 0.38  # of those of further lines


@dataclass(frozen=True, slots=True)
class Cell:
    """A picture on a sheet."""

    picture: bytes  # JPEG
    title: str
    notes: str = ""  # set beneath it in as many lines as it needs; ASCII
    boxes: tuple[Box, ...] = ()  # drawn on it


def contact_sheet(
    watched: Watched,
    *,
    columns: int = 5,
    notes: Mapping[str, str] = MappingProxyType({}),
    boxes: Mapping[str, Sequence[Box]] = MappingProxyType({}),
) -> bytes:
    """Return the keyframes in a grid as JPEG.

    Args:
        watched: shots and keyframes; at least one keyframe.
        columns: pictures beside each other.
        notes: what else is written beneath a picture, by the keyframe's id.
        boxes: what is drawn on it, by the keyframe's id.

    Raises:
        ValueError: there is no keyframe.
    """
    return sheet(
        [
            Cell(
                picture=watched.pictures[item.id],
                title=f"{item.id}  {clock(item.time)}  shot {item.shot}",
                notes=notes.get(item.id, ""),
                boxes=tuple(boxes.get(item.id, ())),
            )
            for item in watched.keyframes
        ],
        columns=columns,
    )


def sheet(cells: Sequence[Cell], *, columns: int = 5, quality: int = 88) -> bytes:
    """Return pictures in a grid, their texts beneath, as JPEG.

    Args:
        cells: at least one.
        columns: pictures beside each other.
        quality: of the JPEG, 0 to 100.

    Raises:
        ValueError: there is no cell.
    """
    if not cells:
        raise ValueError("a contact sheet needs a keyframe")
    drawn = [_drawn(cell) for cell in cells]
    across = min(columns, len(drawn))
    rows = [drawn[start : start + across] for start in range(0, len(drawn), across)]
    high = [max(cell.shape[0] for cell in row) for row in rows]
    size = sum(high) + (len(rows) + 1) * _EDGE, across * (_CELL + _EDGE) + _EDGE
    grid = np.full((*size, 3), _PAPER, np.uint8)
    top = _EDGE
    for row, height in zip(rows, high, strict=True):
        for column, cell in enumerate(row):
            left = _EDGE + column * (_CELL + _EDGE)
            grid[top : top + cell.shape[0], left : left + _CELL] = cell
        top += height + _EDGE
    return jpeg(grid, quality=quality)


def _drawn(cell: Cell) -> NDArray[np.uint8]:
    """Return a cell, RGB: its picture fitted in, its boxes, its texts."""
    picture = decoded(cell.picture)
    high = max(1, round(picture.shape[0] * _CELL / picture.shape[1]))
    high = min(high, 2 * _CELL)
    wide = max(1, min(_CELL, round(picture.shape[1] * high / picture.shape[0])))
    small = np.asarray(cv2.resize(picture, (wide, high), interpolation=cv2.INTER_AREA), np.uint8)
    texts = [cell.title, *_broken(cell.notes)]
    paper = np.full((high + len(texts) * _ROW + _LAST, _CELL, 3), _PAPER, np.uint8)
    left = (_CELL - wide) // 2
    paper[:high, left : left + wide] = with_boxes(small, cell.boxes)
    for number, text in enumerate(texts, 1):
        place, size = (4, high + number * _ROW - 3), _FURTHER if number > 1 else _SIZE
        cv2.putText(paper, text, place, _FONT, size, (_INK,) * 3, 1, cv2.LINE_AA)
    return paper


def _broken(text: str) -> list[str]:
    """Return a text in lines that fit beneath a picture; a word that is too long sticks out."""
    rows: list[str] = []
    for word in text.split():
        longer = f"{rows[-1]} {word}" if rows else word
        (wide, _), _ = cv2.getTextSize(longer, _FONT, _FURTHER, 1)
        if rows and wide <= _CELL - 8:
            rows[-1] = longer
        else:
            rows.append(word)
    return rows
