"""Laws of patterns: how much has changed, and how alike two frames are."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from vidcap.watch.patterns import change, likeness, likeness_inside, pattern_of
from vidcap.watch.small import Small
from vidcap.watch.twins import ALIKE, PLACE, Seen, earlier, likeness_of

GREY = np.full((45, 80), 128, np.uint8)
LUMA = arrays.arrays(np.uint8, (18, 32), elements=st.integers(16, 235)).map(
    lambda coarse: np.kron(coarse, np.ones((5, 5), np.uint8))
)
PATTERN = LUMA.map(lambda luma: pattern_of(Small(luma, GREY, GREY)))


@given(PATTERN)
def test_a_frame_is_like_itself(pattern):
    assert change(pattern, pattern) == 0
    assert likeness(pattern, pattern) > 0.9999
    assert likeness_inside(pattern, pattern) > 0.9999
    assert likeness_of(pattern, pattern) >= ALIKE


@given(PATTERN, PATTERN)
def test_both_are_symmetric_and_bounded(one, other):
    assert change(one, other) == change(other, one) >= 0
    for measure in (likeness, likeness_inside):
        assert abs(measure(one, other) - measure(other, one)) < 1e-5
        assert -1.0001 <= measure(one, other) <= 1.0001


@given(LUMA, st.integers(-10, 10))
def test_light_alone_is_no_change_of_pattern(luma, light):
    brighter = np.clip(luma.astype(int) + light, 0, 255).astype(np.uint8)
    one, other = (pattern_of(Small(plane, GREY, GREY)) for plane in (luma, brighter))
    assert likeness(one, other) > 0.99


@given(LUMA, LUMA)
def test_bars_do_not_make_pictures_alike(luma, other):
    """Inside two wide bars the likeness is that of the pictures without them."""
    framed = [plane.copy() for plane in (luma, other)]
    for plane in framed:
        plane[:30] = plane[60:] = 16
    one, two = (pattern_of(Small(plane, GREY, GREY)) for plane in framed)
    bare = [pattern_of(Small(plane[30:60], GREY[:15], GREY[:15])) for plane in framed]
    if min(plane[30:60].min() for plane in framed) > 30:
        assert abs(likeness_inside(one, two) - likeness_inside(*bare)) < 1e-3


def test_frames_of_two_sizes_share_nothing():
    one = pattern_of(Small(np.full((90, 160), 100, np.uint8), GREY, GREY))
    other = pattern_of(Small(np.full((60, 100), 100, np.uint8), GREY[:30, :50], GREY[:30, :50]))
    assert change(one, other) == 255
    assert likeness(one, other) == likeness_inside(one, other) == likeness_of(one, other) == 0


@given(PATTERN, PATTERN)
def test_the_twin_is_the_earliest_that_looks_alike(pattern, other):
    album = [Seen("K0001", other), Seen("K0002", pattern), Seen("K0003", pattern)]
    likeness = likeness_of(pattern, other)
    found = earlier(pattern, album)
    assert found.twin == ("K0001" if likeness >= ALIKE else "K0002")
    assert found.place == ("K0001" if likeness >= PLACE else "K0002")
    assert earlier(pattern, []).twin == earlier(pattern, []).place == ""
