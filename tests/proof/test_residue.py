"""The film is taken out of a mix by gain and lag as they are, whatever voice lies over it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.films.small import recording
from vidcap.proof.pair import RATE
from vidcap.proof.residue import FRAME, HOP, delayed, gains, lag_of, residues


def film_of(seconds: float, *, is_stereo: bool = True) -> np.ndarray:
    """Middle and side planes of noise that comes and goes."""
    count = round(seconds * RATE)
    random = np.random.default_rng(3)
    swell = 0.02 * (1.2 + np.sin(np.arange(count) / RATE * 7))
    planes = random.standard_normal((2, count)) * swell
    return (planes * [[1], [float(is_stereo)]]).astype(np.float32)


def voice_of(seconds: float) -> np.ndarray:
    return recording(seconds, RATE).samples


@pytest.mark.parametrize("lag", [0, 3, -250, 0.5, -7.3, 800.125])
def test_a_lag_is_found_to_a_hundredth_of_a_sample(lag: float) -> None:
    one = film_of(4)[0]
    found, likeness = lag_of(one, delayed(one, lag))
    assert found == pytest.approx(lag, abs=0.01)
    assert likeness > 0.85  # what is moved beyond the end is lost


def test_silence_has_no_lag() -> None:
    assert lag_of(np.zeros(RATE, np.float32), film_of(1)[0]) == (0.0, 0.0)


@pytest.mark.parametrize("is_stereo", [True, False])
@pytest.mark.parametrize("over_db", [-40, 8, 20])
def test_a_gain_is_measured_under_a_voice(over_db: float, is_stereo: bool) -> None:
    film = film_of(3, is_stereo=is_stereo)
    time = np.arange(film.shape[1]) / RATE
    true = np.interp(time, [0.7, 1.0, 2.0, 2.5], [0, -12, -12, 0])
    mix = film * (10 ** (true / 20)).astype(np.float32)
    voice = voice_of(0.9)
    power = np.sqrt((film[0] ** 2).mean() / (voice**2).mean()) * 10 ** ((over_db - 12) / 20)
    mix[0, RATE : RATE + len(voice)] += voice * power
    off = 20 * np.log10(gains(film, mix)) - true
    assert np.abs(off).max() < (1.0 if is_stereo else 4.0)
    assert np.abs(off[: RATE // 2]).max() < 0.05


def test_a_silent_film_has_a_gain_of_one() -> None:
    assert (gains(np.zeros((2, RATE), np.float32), film_of(1)) == 1).all()


@settings(max_examples=20)
@given(st.lists(st.integers(1, 5 * RATE), min_size=1, max_size=5), st.floats(-30, 30))
def test_together_the_stretches_are_the_whole_film(sizes: list[int], lag: float) -> None:
    """However it is cut, nothing is lost, doubled or out of place."""
    film = film_of(sum(sizes) / RATE)
    voice = np.zeros_like(film)
    middle = film.shape[1] // 2
    voice[0, middle : middle + 200] = 0.9
    mix = delayed(film, lag) + voice
    edges = np.cumsum([0, *sizes])
    found = list(residues((film[:, a:b], mix[:, a:b]) for a, b in pairwise(edges)))
    whole = np.concatenate([residue.voice for residue in found])
    assert len(whole) == -(-film.shape[1] // HOP) * HOP
    for residue in found:
        assert len(residue.voice_power) * FRAME == len(residue.voice)
    loud = np.flatnonzero(np.abs(whole) > 0.5)
    assert abs(loud[0] - middle) <= 2
    assert abs(loud[-1] - min(middle + 199, film.shape[1] - 1)) <= 2
