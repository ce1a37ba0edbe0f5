from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.listen.spans import clip, covered, touching, unite, widen
from vidcap.script import Span

SPANS = st.lists(
    st.tuples(st.integers(0, 59), st.integers(1, 20)).map(lambda p: Span(p[0], p[0] + p[1]))
)


def seconds(spans):
    """The slow obvious form of a union: which whole seconds it holds."""
    return {second for span in spans for second in range(int(span.start), int(span.end))}


@pytest.mark.parametrize(
    ("spans", "join", "expected"),
    [
        pytest.param([], 0, (), id="nothing"),
        pytest.param([Span(3, 4), Span(1, 2)], 0, (Span(1, 2), Span(3, 4)), id="sorted"),
        pytest.param([Span(1, 2), Span(2, 3)], 0, (Span(1, 3),), id="touching are one"),
        pytest.param([Span(1, 2), Span(3, 4)], 1, (Span(1, 4),), id="a short pause is filled"),
        pytest.param([Span(1, 9), Span(2, 3)], 0, (Span(1, 9),), id="one within another"),
    ],
)
def test_unite(spans, join, expected):
    assert unite(spans, join=join) == expected


@given(SPANS)
def test_a_union_holds_the_same_seconds_apart_from_each_other(spans):
    united = unite(spans)
    assert seconds(united) == seconds(spans)
    assert all(a.end < b.start for a, b in pairwise(united))


@given(SPANS, st.integers(0, 30), st.integers(1, 30))
def test_clipped_spans_hold_the_seconds_inside(spans, start, length):
    part = Span(start, start + length)
    assert seconds(clip(spans, part)) == seconds(spans) & seconds([part])


@given(SPANS, SPANS)
def test_covered_counts_the_common_seconds(spans, by):
    assert covered(spans, by) == len(seconds(spans) & seconds(by))


def test_widened_spans_never_begin_before_the_film():
    assert widen([Span(0.1, 1), Span(5, 6)], before=0.5, after=1) == (Span(0, 2), Span(4.5, 7))


@given(SPANS, st.integers(0, 59), st.integers(1, 20))
def test_what_touches_a_span_is_what_shares_time_with_it(spans, start, length):
    united, span = unite(spans), Span(start, start + length)
    assert list(touching(united, span)) == [one for one in united if one.overlap(span) > 0]
