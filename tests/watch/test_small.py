"""Small planes are near what a slow and obvious averaging gives."""

from __future__ import annotations

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.films.pictured import BLACK, GREEN, RED, scene
from vidcap.watch.glimpse import is_black
from vidcap.watch.small import shrink


def frame(rgb: np.ndarray, form: str = "yuv420p") -> av.VideoFrame:
    return av.VideoFrame.from_ndarray(np.ascontiguousarray(rgb)).reformat(format=form)


@pytest.mark.parametrize("form", ["yuv420p", "yuv422p", "yuv444p", "nv12", "bgr24"])
def test_luma_agrees_with_plain_averaging(form):
    image = frame(scene(1, (640, 360)), form)
    small = shrink(image)
    luma = image.reformat(format="yuv420p").to_ndarray()[:360].astype(float)
    slow = luma.reshape(90, 4, 160, 4).mean(axis=(1, 3))
    assert small.luma.shape == (90, 160)
    assert np.abs(small.luma - slow).mean() < 2  # one pixel of each block is read


@pytest.mark.parametrize(
    "form", ["yuvj420p", "yuv420p10le", "yuv422p10le", "yuv420p12le", "gray", "gray10le"]
)
def test_deep_and_grey_frames_look_like_ordinary_ones(form):
    rgb = scene(2, (640, 360))
    ordinary, other = shrink(frame(rgb)), shrink(frame(rgb, form))
    full = form in ("gray", "gray10le", "yuvj420p")  # of full range
    luma = ordinary.luma.astype(float)
    wanted = (luma - 16) * 255 / 219 if full else luma
    assert np.abs(other.luma - wanted).mean() < 2
    assert other.luma.dtype == np.uint8


@pytest.mark.parametrize(
    "size", [(16, 16), (64, 48), (176, 144), (316, 240), (853, 480), (3026, 1386), (2, 2)]
)
def test_any_size_will_do(size):
    width, height = size[0] // 2 * 2, size[1] // 2 * 2
    small = shrink(frame(np.full((height, width, 3), 128, np.uint8)))
    assert 1 <= small.luma.shape[1] <= 240
    assert np.ptp(small.luma) <= 1
    assert small.blue.shape == small.red.shape


@pytest.mark.parametrize("form", ["yuv420p", "yuv422p", "yuv444p"])
def test_colours_survive_the_way_to_bgr(form):
    rgb = np.empty((360, 640, 3), np.uint8)
    rgb[:, :320], rgb[:, 320:] = RED, GREEN
    small = shrink(frame(rgb, form)).bgr()[:, :, ::-1]
    # luma stays of video range: detectors compare frames, they do not show them
    assert small[20, 10].argmax() == 0
    assert small[20, -10].argmax() == 1


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 255))
def test_grey_is_seen_as_grey(level):
    assert shrink(frame(np.full((90, 160, 3), level, np.uint8))).is_grey


def test_black_is_black_and_a_title_is_not():
    black = np.zeros((360, 640, 3), np.uint8)
    assert is_black(shrink(frame(black)))
    black[170:190, 200:440] = 230
    assert not is_black(shrink(frame(black)))
    assert BLACK == (0, 0, 0)
