"""Voice and film are set so that the voice is heard and nothing clips."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.recipe import MixSettings
from vidcap.sound.balance import LOUDEST, SOFTEST, USUAL, anchor, balance, duck_under

SETTINGS = MixSettings(duck_db=-18.0, over_bed_lu=8.0)
LEVEL = st.one_of(st.just(-inf), st.floats(-60, -3))


@pytest.mark.parametrize(
    ("dialogue", "programme", "expected"),
    [
        pytest.param(-27.0, -20.0, -27.0, id="the dialogue's"),
        pytest.param(-inf, -19.0, -19.0, id="without dialogue the film's"),
        pytest.param(-inf, -45.0, USUAL, id="not as faint as a faint film"),
        pytest.param(-inf, -inf, USUAL, id="a silent film: the usual"),
        pytest.param(-50.0, -40.0, SOFTEST, id="not too soft"),
        pytest.param(-5.0, -5.0, LOUDEST, id="not too loud"),
    ],
)
def test_where_the_voice_starts_from(dialogue, programme, expected):
    assert anchor(dialogue, programme) == expected


@pytest.mark.parametrize(
    ("bed", "voice", "duck"),
    [
        pytest.param(-50.0, -24.0, 0.0, id="over a quiet bed the film stays"),
        pytest.param(-30.0, -24.0, -2.0, id="it goes down only as far as needed"),
        pytest.param(-20.0, -24.0, -12.0, id="further under music"),
        pytest.param(-12.0, -22.0, -18.0, id="no further than allowed: the voice is raised"),
        pytest.param(-4.0, LOUDEST, -18.0, id="but not over its loudest"),
        pytest.param(-inf, -24.0, 0.0, id="over silence"),
    ],
)
def test_the_levels_of_a_line(bed, voice, duck):
    decided = balance(bed, 0.0, -24.0, settings=SETTINGS, ceiling=0.9)
    assert decided.voice_lufs == pytest.approx(voice)
    assert decided.duck_db == pytest.approx(duck)


@given(LEVEL, st.floats(0, 1.5), st.floats(-33, -16), st.floats(-24, 0), st.floats(0.3, 1.0))
def test_film_and_voice_together_stay_below_the_ceiling(bed, peak, start, deepest, ceiling):
    settings = MixSettings(duck_db=deepest)
    decided = balance(bed, peak, start, settings=settings, ceiling=ceiling)
    film = peak * 10 ** (decided.duck_db / 20)
    assert film + decided.voice_peak <= ceiling * (1 + 1e-9)
    assert decided.voice_peak >= 0.59 * ceiling
    assert decided.duck_db <= 0
    assert start <= decided.voice_lufs <= LOUDEST


def test_a_voice_softer_than_decided_takes_a_deeper_duck():
    assert duck_under(-24.0, -20.0, settings=SETTINGS) == pytest.approx(-12.0)
    assert duck_under(-28.0, -20.0, settings=SETTINGS) == pytest.approx(-16.0)
