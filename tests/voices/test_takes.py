"""A take is what is heard, and nothing else is a take."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.voices import SpeechFailure, Take
from vidcap.voices.takes import take_of

RATE = 22050


def tone(seconds, level=0.5):
    return np.sin(np.arange(round(seconds * RATE)) * 0.2) * 32767 * level


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_the_voices_own_silence_is_trimmed(before, after):
    sound = np.concatenate([np.zeros(before), tone(0.5), np.zeros(after)]).astype(np.int16)
    take = take_of("x", sound, RATE)
    assert isinstance(take, Take)
    assert take.length == pytest.approx(0.5, abs=0.001)
    assert take.samples.dtype == np.float32
    assert np.abs(take.samples).max() == pytest.approx(0.5, abs=0.01)


def test_silence_inside_a_line_stays():
    sound = np.concatenate([tone(0.2), np.zeros(RATE), tone(0.2)]).astype(np.int16)
    assert take_of("x", sound, RATE).length == pytest.approx(1.4, abs=0.001)


@pytest.mark.parametrize(
    "sound",
    [
        pytest.param(np.zeros(0), id="nothing"),
        pytest.param(np.zeros(RATE), id="silence"),
        pytest.param(tone(0.5, level=0.001), id="noise far below speech"),
        pytest.param(np.concatenate([np.zeros(RATE), tone(0.01)]), id="a click"),
    ],
)
def test_what_cannot_be_heard_is_a_failure(sound):
    failure = take_of("Hello.", sound.astype(np.int16), RATE)
    assert isinstance(failure, SpeechFailure)
    assert failure.text == "Hello."
    assert "sound" in failure.reason
