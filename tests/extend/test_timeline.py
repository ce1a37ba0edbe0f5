import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.extend.timeline import SAME, Timeline
from vidcap.script import Pause, Span

TIMELINE = Timeline((Pause(10.0, 2.0, ("L1",)), Pause(20.0, 3.0, ("L2",))))


@pytest.mark.parametrize(
    ("film", "extended", "end"), [(5, 5, 5), (10, 12, 10), (15, 17, 17), (20, 25, 22), (30, 35, 35)]
)
def test_what_comes_after_a_pause_comes_later(film: float, extended: float, end: float) -> None:
    assert TIMELINE.extended(film) == extended
    assert TIMELINE.extended(film, is_end=True) == end


def test_what_is_told_through_a_pause_is_held() -> None:
    assert TIMELINE.span(Span(9, 11)) == Span(9, 13)
    assert TIMELINE.span(Span(8, 10)) == Span(8, 10)
    assert TIMELINE.span(Span(10, 11)) == Span(12, 13)


def test_pauses_lie_one_after_the_other() -> None:
    assert [TIMELINE.pause(place) for place in (0, 1)] == [Span(10, 12), Span(22, 25)]
    assert TIMELINE.longer == 5
    assert [TIMELINE.film(time) for time in (9, 11, 12, 14, 22, 24, 26)] == [
        9, 10, 10, 12, 20, 20, 21
    ]  # fmt: skip


TIMELINES = st.lists(st.tuples(st.integers(1, 99), st.integers(1, 50)), max_size=6).map(
    lambda drawn: Timeline(
        tuple(Pause(at, length / 10, ()) for at, length in sorted(dict(drawn).items()))
    )
)


@given(TIMELINES, st.floats(0, 120), st.floats(0, 120))
def test_both_ways_lead_back_and_keep_the_order(
    timeline: Timeline, one: float, other: float
) -> None:
    assert timeline.film(timeline.extended(one)) == pytest.approx(one, abs=SAME)
    if one <= other:
        assert timeline.extended(one) <= timeline.extended(other)
        assert timeline.film(one) <= timeline.film(other)
