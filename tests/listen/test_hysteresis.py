import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.listen.hysteresis import spans_above
from vidcap.script import Span


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param([], [], id="no sound"),
        pytest.param([0.4, 0.4], [], id="the release alone begins nothing"),
        pytest.param([0, 0.6, 0.4, 0.4, 0.1], [Span(1, 4)], id="goes on above the release"),
        pytest.param([0.6, 0.1, 0.6], [Span(0, 1), Span(2, 3)], id="ends with the sound"),
    ],
)
def test_spans_above(row, expected):
    assert list(spans_above(row, 1.0, threshold=0.5, release=0.3)) == expected


@given(st.lists(st.floats(0, 1)), st.floats(0, 1), st.floats(0, 1))
def test_holds_all_that_reaches_the_threshold_and_nothing_below_the_release(row, one, other):
    release, threshold = sorted((one, other))
    spans = list(spans_above(row, 1.0, threshold=threshold, release=release))
    inside = {step for span in spans for step in range(int(span.start), int(span.end))}
    assert {n for n, value in enumerate(row) if value >= threshold} <= inside
    assert all(row[step] >= release for step in inside)


def test_a_release_above_the_threshold_is_our_bug():
    with pytest.raises(ValueError, match="above threshold"):
        list(spans_above([0.5], 1.0, threshold=0.3, release=0.5))
