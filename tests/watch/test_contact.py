"""The contact sheet shows every keyframe."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from tests.films.pictured import scene
from vidcap.media.pictures import jpeg
from vidcap.script import Keyframe, Shot, Span
from vidcap.watch import Watched
from vidcap.watch.contact import contact_sheet


def album(count: int, size: tuple[int, int] = (320, 180)) -> Watched:
    keyframes = tuple(
        Keyframe(f"K{n:04}", n, n * 3700.04, Span(n, n + 1), 1.0) for n in range(1, count + 1)
    )
    pictures = {item.id: jpeg(scene(item.shot, size)) for item in keyframes}
    return Watched((Shot(1, Span(0, 9)),), keyframes, pictures, {})


@pytest.mark.parametrize(
    ("count", "columns", "rows"), [(1, 1, 1), (5, 5, 1), (6, 5, 2), (23, 5, 5)]
)
def test_all_have_a_place(count, columns, rows):
    sheet = cv2.imdecode(np.frombuffer(contact_sheet(album(count)), np.uint8), cv2.IMREAD_COLOR)
    assert sheet is not None
    cell = (sheet.shape[1] - 4) / columns, (sheet.shape[0] - 4) / rows
    assert cell == (244, 161)
    filled = [
        sheet[round(cell[1] * row) + 60, round(cell[0] * column) + 60].max() > 35
        for row in range(rows)
        for column in range(columns)
    ]
    assert sum(filled) == count


@pytest.mark.parametrize("size", [(100, 900), (900, 100), (2, 2)])
def test_tall_and_wide_pictures_fit(size):
    assert contact_sheet(album(2, size)).startswith(b"\xff\xd8")


def test_nothing_to_show():
    with pytest.raises(ValueError, match="keyframe"):
        contact_sheet(Watched((), (), {}, {}))
