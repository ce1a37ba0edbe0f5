import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.listen.hysteresis import spans_above, spans_agreed
from vidcap.listen.spans import unite
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


AGREED = {"threshold": 0.5, "release": 0.3, "agreement": 0.1, "join": 1.0}


@pytest.mark.parametrize(
    ("opinions", "expected"),
    [
        pytest.param([], [], id="no sound"),
        pytest.param([(0.9, 0.0), (0.9, 0.0)], [], id="what one hears alone is no speech"),
        pytest.param([(0.9, 0.0), (0.2, 0.9), (0.6, 0)], [Span(0, 3)], id="words are kept whole"),
        pytest.param([(0.4, 0.4)], [], id="both together begin nothing below the threshold"),
        pytest.param(
            [(0.9, 0.2), (0, 0), (0.9, 0), (0, 0), (0, 0), (0.9, 0)],
            [Span(0, 3)],
            id="a short pause is joined before they are asked, a long one is not",
        ),
    ],
)
def test_spans_agreed(opinions, expected):
    row = np.array(opinions, np.float32).reshape(-1, 2)
    assert list(spans_agreed(row, 1.0, **AGREED)) == expected


OPINIONS = st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), max_size=30)


@given(OPINIONS)
def test_it_does_not_matter_whose_opinion_is_whose(opinions):
    row = np.array(opinions).reshape(-1, 2)
    assert spans_agreed(row, 1.0, **AGREED) == spans_agreed(row[:, ::-1], 1.0, **AGREED)


@given(OPINIONS, st.floats(0, 0.5))
def test_who_asks_for_less_agreement_finds_no_less(opinions, agreement):
    row = np.array(opinions).reshape(-1, 2)
    strict = spans_agreed(row, 1.0, **AGREED | {"agreement": agreement})
    assert set(strict) <= set(spans_agreed(row, 1.0, **AGREED | {"agreement": 0}))


@given(st.lists(st.floats(0, 1), max_size=30))
def test_of_two_equal_opinions_either_is_enough(row):
    """Then nothing is new over one opinion alone: the slow obvious way."""
    once = unite(spans_above(row, 1.0, threshold=0.5, release=0.3), join=1.0)
    assert spans_agreed(np.stack([row, row], axis=1), 1.0, **AGREED) == once
