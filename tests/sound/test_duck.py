"""The envelope is down over every line before it starts, and touches nothing else."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.script import Span
from vidcap.sound.duck import SHORTEST_RAMP, Dip, Envelope, envelope

RATE = 1000
FADES = {"fade_down": 0.3, "fade_up": 0.5, "merge": 1.0}


def gains(shape: Envelope, seconds: float) -> np.ndarray:
    gain = shape.gain(0, round(seconds * RATE), RATE)
    return np.ones(round(seconds * RATE), np.float32) if gain is None else gain


def at(shape: Envelope, time: float) -> float:
    """Return the gain in dB at a time."""
    gain = shape.gain(round(time * RATE), 1, RATE)
    return 0.0 if gain is None else float(20 * np.log10(gain[0]))


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        pytest.param(1.6, 0.0, id="up before the ramp"),
        pytest.param(1.85, -6.0, id="half-way down, in decibels"),
        pytest.param(2.0, -12.0, id="down before the first word"),
        pytest.param(3.0, -12.0, id="down throughout"),
        pytest.param(4.0, -12.0, id="down to the last word"),
        pytest.param(4.25, -6.0, id="half-way up"),
        pytest.param(4.5, 0.0, id="up after the ramp"),
    ],
)
def test_one_dip(time, expected):
    shape = envelope([Dip(Span(2, 4), -12)], [], **FADES)
    assert at(shape, time) == pytest.approx(expected, abs=0.1)


def test_close_lines_share_a_dip_and_go_over_between_their_depths():
    shape = envelope([Dip(Span(2, 3), -12), Dip(Span(3.8, 5), -6)], [], **FADES)
    assert [at(shape, time) for time in (3.0, 3.4, 3.8)] == pytest.approx([-12, -9, -6], abs=0.1)
    assert shape.touched == (Span(1.7, 5.5),)


def test_lines_farther_apart_let_the_film_up():
    shape = envelope([Dip(Span(2, 3), -12), Dip(Span(4.2, 5), -12)], [], **FADES)
    assert at(shape, 3.7) == 0
    assert len(shape.touched) == 2


def test_speech_between_two_lines_is_not_held_down():
    shape = envelope([Dip(Span(2, 3), -12), Dip(Span(3.9, 5), -12)], [Span(3.3, 3.6)], **FADES)
    assert [at(shape, time) for time in (3.31, 3.45, 3.59)] == [0, 0, 0]
    assert at(shape, 3.9) == pytest.approx(-12, abs=0.1)


def test_a_ramp_ends_beside_speech():
    shape = envelope([Dip(Span(2, 3), -12)], [Span(0.5, 1.8), Span(3.3, 9)], **FADES)
    assert shape.touched[0].start == pytest.approx(1.8)
    assert shape.touched[0].end == pytest.approx(3.3)


def test_a_line_that_needs_no_ducking_makes_no_dip():
    assert envelope([Dip(Span(2, 3), 0.0)], [], **FADES).touched == ()


def test_a_line_at_the_films_start_is_ducked_from_the_first_sample():
    shape = envelope([Dip(Span(0, 1), -12)], [], **FADES)
    assert at(shape, 0) == pytest.approx(-12, abs=0.1)


DIPS = st.lists(st.tuples(st.integers(3, 40), st.integers(2, 40), st.integers(-24, 0)), max_size=8)


@st.composite
def cases(draw):
    """Dips clear of each other by 0.3 s or more, speech in what is left; tenths of a second."""
    dips, speech, now = [], [], 0
    for pause, length, gain in draw(DIPS):
        if pause >= 8 and draw(st.booleans()):
            speech.append(Span((now + 2) / 10, (now + pause - 3) / 10))
        start = now + pause
        now = start + length
        dips.append(Dip(Span(start / 10, now / 10), float(gain)))
    return dips, speech, now / 10 + 2


FADE = st.floats(0.05, 1.0)


@given(cases(), FADE, FADE, st.floats(0, 2))
def test_every_line_is_down_throughout_and_speech_and_the_rest_are_not(case, down, up, merge):
    dips, speech, seconds = case
    shape = envelope(dips, speech, fade_down=down, fade_up=up, merge=merge)
    gain = gains(shape, seconds)
    assert gain.max(initial=1.0) == 1.0
    for dip in dips:
        inside = gain[round(dip.span.start * RATE) : round(dip.span.end * RATE) - 1]
        assert inside.max(initial=0) <= 10 ** (dip.gain_db / 20) + 1e-3
        if dip.gain_db < 0:
            assert inside.min(initial=1) >= 10 ** (min(d.gain_db for d in dips) / 20) - 1e-3
    touched = np.zeros(len(gain), bool)
    for span in shape.touched:
        touched[max(0, round(span.start * RATE) - 1) : round(span.end * RATE) + 2] = True
    assert (gain[~touched] == 1.0).all()
    for span in speech:
        assert (gain[round(span.start * RATE) + 1 : round(span.end * RATE)] == 1.0).all()


@given(st.floats(3, 9), st.floats(0.1, 9), FADE, FADE)
def test_ramps_are_as_long_as_asked_where_nothing_stands_beside(start, length, down, up):
    span = Span(start, start + length)
    shape = envelope([Dip(span, -9)], [], fade_down=down, fade_up=up, merge=0)
    assert min(down, up) >= SHORTEST_RAMP
    assert shape.touched == (Span(span.start - down, span.end + up),)


@given(cases(), st.integers(20, 4000))
def test_blocks_of_any_size_give_the_same(case, size):
    dips, speech, seconds = case
    shape = envelope(dips, speech, **FADES)
    parts = []
    for start in range(0, round(seconds * RATE), size):
        count = min(size, round(seconds * RATE) - start)
        gain = shape.gain(start, count, RATE)
        parts.append(np.ones(count, np.float32) if gain is None else gain)
    assert np.allclose(np.concatenate(parts), gains(shape, seconds), atol=1e-6)
