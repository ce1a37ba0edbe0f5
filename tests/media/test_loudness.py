"""Loudness and true peak agree with BS.1770 on signals whose values are known."""

from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.media.loudness import Loudness, Meter, PeakMeter, decibels
from vidcap.media.sound import AudioFormat
from vidcap.script import Span

MONO = AudioFormat(48000, 1, "mono")
STEREO = AudioFormat(48000, 2, "stereo")


def tone(seconds, level_db, *, hz=997.0, rate=48000, channels=1):
    time = np.arange(round(seconds * rate)) / rate
    wave = 10 ** (level_db / 20) * np.sin(2 * np.pi * hz * time)
    return np.tile(wave, (channels, 1)).astype(np.float32)


def measured(sound, form):
    meter = Meter(form)
    for start in range(0, sound.shape[1], 5000):
        meter.feed(sound[:, start : start + 5000])
    return meter.loudness()


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        pytest.param(MONO, -23.0, id="0 dB of 997 Hz in one channel is -3.01 LUFS"),
        pytest.param(STEREO, -20.0, id="two channels are 3 LU louder"),
        pytest.param(AudioFormat(48000, 6, "5.1"), -15.35, id="side channels count 1.5 dB more"),
        pytest.param(AudioFormat(44100, 1, "mono"), -23.0, id="at another rate"),
    ],
)
def test_a_tone_has_the_loudness_of_the_standard(form, expected):
    sound = tone(5, -20, rate=form.rate_hz, channels=form.channels)
    assert measured(sound, form).integrated() == pytest.approx(expected, abs=0.2)


def test_silence_has_no_loudness():
    loudness = measured(np.zeros((1, 96000), np.float32), MONO)
    assert loudness.integrated() == -inf
    assert loudness.mean(Span(0, 2)) == -inf


@pytest.mark.parametrize("seed", range(3))
def test_a_fall_to_digital_silence_leaves_numbers(seed):
    """The filter's running sum can fall below 0 there, of which there is no logarithm."""
    noise = np.random.default_rng(seed).normal(0, 0.5, 96000) * np.linspace(1, 0, 96000)
    sound = np.concatenate([noise, np.zeros(48000)])[None, :].astype(np.float32)
    loudness = measured(sound, MONO)
    assert not np.isnan(loudness.momentary).any()
    assert loudness.mean(Span(0, 3)) > -20
    assert loudness.mean(Span(2.5, 3)) == -inf


def test_the_gate_leaves_pauses_out():
    sound = np.concatenate([tone(4, -20), tone(6, -50)], axis=1)
    loudness = measured(sound, MONO)
    assert loudness.integrated() == pytest.approx(-23.0, abs=0.4)
    assert loudness.mean(Span(0, 10)) == pytest.approx(-23 - 4, abs=0.4)  # four of ten seconds


def test_stretches_are_measured_apart():
    sound = np.concatenate([tone(3, -20), tone(3, -30), tone(3, -20)], axis=1)
    loudness = measured(sound, MONO)
    assert loudness.mean(Span(3.05, 5.95)) == pytest.approx(-33.0, abs=0.2)
    assert loudness.integrated([Span(3, 6)]) == pytest.approx(-33.0, abs=0.2)
    assert loudness.integrated([Span(0, 2.9), Span(6.1, 9)]) == pytest.approx(-23.0, abs=0.2)
    assert loudness.integrated([]) == -inf


def test_a_stretch_shorter_than_a_window_takes_the_one_around_it():
    sound = np.concatenate([tone(3, -20), tone(3, -30)], axis=1)
    assert measured(sound, MONO).mean(Span(1.0, 1.2)) == pytest.approx(-23.0, abs=0.2)


def test_a_stretch_after_the_end_is_silent():
    assert measured(tone(2, -20), MONO).mean(Span(30, 31)) == -inf


def test_the_loudest_three_seconds_of_a_long_stretch_count():
    sound = np.concatenate([tone(4, -40), tone(3, -20), tone(4, -40)], axis=1)
    loudness = measured(sound, MONO)
    assert loudness.loudest(Span(0, 11)) == pytest.approx(-23.0, abs=0.3)
    assert loudness.loudest(Span(0, 2)) == loudness.mean(Span(0, 2))


@given(st.lists(st.floats(-60, -10), min_size=1, max_size=60), st.floats(-20, 20))
def test_gating_follows_level(values, shift):
    """What is louder by some dB measures louder by as many, as long as all passes the gate."""
    one = Loudness(np.array(values)).integrated()
    two = Loudness(np.array(values) + shift).integrated()
    if min(values) + shift > -70:
        assert two == pytest.approx(one + shift, abs=1e-6)
    assert min(values) - 1e-6 <= one <= max(values) + 1e-6


def test_a_peak_between_samples_is_found():
    """A tone at a quarter of the rate, sampled 45 degrees off its crests, peaks 3 dB higher."""
    wave = np.sin(np.pi / 2 * np.arange(4800) + np.pi / 4) * np.sin(np.pi * np.arange(4800) / 4800)
    wave = wave[None, :].astype(np.float32)  # faded in and out: an edge would ring
    meter = PeakMeter(MONO)
    meter.feed(wave)
    assert np.abs(wave).max() == pytest.approx(0.7071, abs=1e-3)
    assert decibels(meter.peak) == pytest.approx(0.0, abs=0.3)


def test_no_sound_has_no_peak():
    assert decibels(PeakMeter(MONO).peak) == -inf
