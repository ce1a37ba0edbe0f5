"""Frames around what was found sit where it is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.media.boxes import jpeg_with_boxes, with_boxes
from vidcap.media.pictures import decoded, jpeg
from vidcap.script import Box

GREY = np.full((180, 320, 3), 128, np.uint8)
SHARES = st.floats(-0.5, 1.5)


def changed(boxes):
    return (with_boxes(GREY, boxes) != GREY).any(axis=2)


def test_a_frame_runs_along_the_edges_of_its_thing():
    drawn = changed([Box("dog", 0.9, 0.25, 0.5, 0.75, 0.9)])
    assert drawn[90:162, 80].all()
    assert drawn[90:162, 240].all()
    assert drawn[162, 80:240].all()
    assert not drawn[110:155, 90:230].any()  # what is inside can be seen
    assert not drawn[:60].any()
    assert (GREY == 128).all()  # it is a copy that is drawn on


def test_a_weak_thing_has_a_thin_frame_without_a_name():
    strong, weak = (changed([Box("dog", score, 0.2, 0.3, 0.8, 0.9)]).sum() for score in (0.9, 0.2))
    assert 0 < weak < strong / 2


def test_the_surest_is_on_top():
    weak, sure = Box("cat", 0.4, 0.2, 0.3, 0.8, 0.9), Box("dog", 0.9, 0.2, 0.3, 0.8, 0.9)
    assert (with_boxes(GREY, [sure, weak]) == with_boxes(GREY, [weak, sure])).all()
    alone = with_boxes(GREY, [sure])
    assert (with_boxes(GREY, [sure, weak])[54:162, 64] == alone[54:162, 64]).all()


@given(
    st.lists(
        st.builds(
            Box,
            st.sampled_from(["dog", "", "\ud800 狗"]),
            st.floats(0, 1),
            SHARES,
            SHARES,
            SHARES,
            SHARES,
        ),
        max_size=4,
    ),
    st.integers(1, 60),
    st.integers(1, 60),
)
def test_any_boxes_can_be_drawn_on_any_picture(boxes, high, wide):
    picture = np.zeros((high, wide, 3), np.uint8)
    assert with_boxes(picture, boxes).shape == picture.shape


def test_a_picture_of_ours_comes_back_with_its_frames():
    data = jpeg(GREY)
    assert jpeg_with_boxes(data, []) != b""
    red = decoded(jpeg_with_boxes(data, [Box("dog", 0.9, 0.2, 0.2, 0.8, 0.8)]))
    assert red.shape == GREY.shape
    assert abs(red.astype(int) - decoded(data)).max() > 60
    with pytest.raises(ValueError, match="no picture"):
        decoded(b"none")
