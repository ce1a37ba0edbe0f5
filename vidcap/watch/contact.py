"""A contact sheet: all keyframes on one picture, their times written beneath."""

from __future__ import annotations

import math

import cv2
import numpy as np

from vidcap.watch import Watched

_CELL = 240  # pixels across
_TEXT = 22  # pixels of the strip beneath a picture
_EDGE = 4  # pixels between pictures
_PAPER, _INK = 24, 230


def contact_sheet(watched: Watched, *, columns: int = 5) -> bytes:
    """Return the keyframes in a grid as JPEG.

    Args:
        watched: shots and keyframes; at least one keyframe.
        columns: pictures beside each other.

    Raises:
        ValueError: there is no keyframe.
    """
    if not watched.keyframes:
        raise ValueError("a contact sheet needs a keyframe")
    cells = [
        _cell(watched.pictures[item.id], f"{item.id}  {_clock(item.time)}  shot {item.shot}")
        for item in watched.keyframes
    ]
    across = min(columns, len(cells))
    down = math.ceil(len(cells) / across)
    high = max(cell.shape[0] for cell in cells)
    sheet = np.full(
        (down * (high + _EDGE) + _EDGE, across * (_CELL + _EDGE) + _EDGE, 3), _PAPER, np.uint8
    )
    for number, cell in enumerate(cells):
        row, column = divmod(number, across)
        top, left = _EDGE + row * (high + _EDGE), _EDGE + column * (_CELL + _EDGE)
        sheet[top : top + cell.shape[0], left : left + _CELL] = cell
    _, data = cv2.imencode(".jpg", sheet, [cv2.IMWRITE_JPEG_QUALITY, 88])
    return data.tobytes()


def _cell(data: bytes, text: str) -> np.ndarray:
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None, "our own JPEG"
    high = max(1, round(picture.shape[0] * _CELL / picture.shape[1]))
    high = min(high, 2 * _CELL)
    wide = max(1, min(_CELL, round(picture.shape[1] * high / picture.shape[0])))
    cell = np.full((high + _TEXT, _CELL, 3), _PAPER, np.uint8)
    left = (_CELL - wide) // 2
    cell[:high, left : left + wide] = cv2.resize(
        picture, (wide, high), interpolation=cv2.INTER_AREA
    )
    place = (4, high + _TEXT - 7)
    cv2.putText(cell, text, place, cv2.FONT_HERSHEY_SIMPLEX, 0.42, (_INK,) * 3, 1, cv2.LINE_AA)
    return cell


def _clock(time: float) -> str:
    minutes, seconds = divmod(round(time * 10) / 10, 60)
    hours, minutes = divmod(int(minutes), 60)
    return f"{hours}:{minutes:02d}:{seconds:04.1f}"
