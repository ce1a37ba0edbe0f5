import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.script import Span
from vidcap.watch.rest import REACH, STILL, Moving, rest_of

SEEN = Span(2.0, 8.0)


@pytest.mark.parametrize(
    ("changes", "rest"),
    [
        ({7.9: 1.0, 8.0: 1.0}, 8.0),
        ({7.8: 1.0, 7.9: 2.0, 8.0: 9.0}, 7.9),
        ({7.8: 9.0, 7.9: 7.0, 8.0: 8.0}, 7.9),
        ({6.5: 0.0, 7.9: 9.0, 8.0: 8.0}, 8.0),
        ({7.9: 9.0, 8.1: 0.0}, 7.9),
        ({}, 8.0),
    ],
    ids=["at the end", "before it moves", "all move", "too early", "the next shot", "no frames"],
)
def test_the_last_frame_at_rest_is_held(changes: dict[float, float], rest: float) -> None:
    assert rest_of([Moving(end, change) for end, change in changes.items()], SEEN) == rest


@given(st.lists(st.tuples(st.floats(0, 10), st.floats(0, 100)), max_size=30))
def test_it_lies_in_the_stretch_and_nothing_after_it_is_at_rest(
    drawn: list[tuple[float, float]],
) -> None:
    frames = [Moving(end, change) for end, change in sorted(drawn)]
    rest = rest_of(frames, SEEN)
    assert SEEN.end - REACH < rest <= SEEN.end
    assert not any(rest + 0.001 < f.end <= SEEN.end and f.change <= STILL for f in frames)
