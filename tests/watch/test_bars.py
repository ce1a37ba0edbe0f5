"""Bars come in pairs, are found in light scenes, and are cut to the last row."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.watch.bars import NO_BARS, Bars, find_bars, inside

RANDOM = np.random.default_rng(3)
SCENE = RANDOM.integers(60, 220, (90, 160), np.uint8)


def framed(top: int, bottom: int, left: int, right: int) -> np.ndarray:
    plane = SCENE.copy()
    plane[:top] = plane[90 - bottom :] = 16
    plane[:, :left] = plane[:, 160 - right :] = 16
    return plane


@given(st.integers(0, 16), st.integers(0, 32))
def test_bars_are_found_where_they_are(high, wide):
    bars = find_bars([framed(high, high, wide, wide)] * 3)
    assert (bars.top, bars.bottom) == pytest.approx((high / 90, high / 90))
    assert (bars.left, bars.right) == pytest.approx((wide / 160, wide / 160))


@pytest.mark.parametrize(
    "plane",
    [
        pytest.param(framed(20, 0, 0, 0), id="a dark sky"),
        pytest.param(framed(0, 20, 0, 0), id="a dark floor"),
        pytest.param(framed(20, 8, 0, 0), id="a dark sky and floor"),
        pytest.param(framed(40, 40, 0, 0), id="a slit"),
    ],
)
def test_what_is_no_pair_is_no_bar(plane):
    assert find_bars([plane]) == NO_BARS


def test_all_frames_must_have_them():
    assert find_bars([framed(10, 10, 0, 0), framed(0, 0, 0, 0)]) == NO_BARS


def test_a_dark_scene_keeps_the_bars_of_the_one_before():
    known = Bars(0.1, 0.1)
    assert find_bars([np.full((90, 160), 20, np.uint8)], known) == known


def test_a_speck_in_a_bar_is_no_picture():
    plane = framed(10, 10, 0, 0)
    plane[4, 80:82] = 200
    assert find_bars([plane]).top == pytest.approx(10 / 90)


@given(st.integers(20, 60))
def test_no_dark_row_is_left(rows):
    picture = np.full((360, 640, 3), 180, np.uint8)
    picture[:rows] = picture[360 - rows :] = 0
    small = rows // 4 / 90  # as it is measured, to a small row
    cropped = inside(picture, Bars(small, small))
    assert cropped.shape[0] == 360 - 2 * rows
    assert cropped.min() == 180


def test_without_bars_nothing_is_cut():
    dark = np.zeros((90, 160, 3), np.uint8)
    assert inside(dark, NO_BARS).shape == dark.shape
