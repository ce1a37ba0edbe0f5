"""Takes are laid sample by sample at their times, at the film's rate, below their peaks."""

import wave

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.films.small import recording
from vidcap.sound.narration import (
    Narration,
    Placed,
    limited,
    loudness_of,
    narration_blocks,
    resampled,
    write_wav,
)


@pytest.mark.parametrize("wanted", [48000, 44100, 22050, 16000])
def test_a_resampled_take_starts_where_it_did_and_lasts_as_long(wanted):
    take = recording(1.0)
    sound = resampled(take.samples, take.rate_hz, wanted)
    assert len(sound) == wanted
    time = np.arange(wanted) / wanted
    expected = np.interp(time, np.arange(22050) / 22050, take.samples)
    size = 1 << 18
    products = np.fft.irfft(np.conj(np.fft.rfft(expected, size)) * np.fft.rfft(sound, size))
    lag = int(np.argmax(products))
    assert min(lag, size - lag) <= 1
    assert np.corrcoef(sound, expected)[0, 1] > 0.97


def test_loudness_of_a_take_leaves_the_silence_around_it_out():
    take = recording(2.0)
    assert loudness_of(take.samples, 22050) == pytest.approx(
        loudness_of(np.pad(take.samples, 22050), 22050), abs=0.3
    )


@given(st.integers(0, 1000), st.floats(0.05, 1.5), st.integers(1, 4000))
def test_the_limiter_keeps_below_the_ceiling_and_else_changes_nothing(seed, ceiling, count):
    sound = np.random.default_rng(seed).standard_normal(count).astype(np.float32) * 0.4
    result = limited(sound, ceiling, 48000)
    assert len(result) == count
    assert np.abs(result).max() <= ceiling * 1.0001
    if np.abs(sound).max() <= ceiling:
        assert (result == sound).all()
    assert (np.abs(result) <= np.abs(sound) + 1e-7).all()


def test_the_limiter_is_down_before_the_peak_and_leaves_the_rest_alone():
    sound = np.full(48000, 0.1, np.float32)
    sound[24000] = 1.0
    result = limited(sound, 0.5, 48000)
    changed = np.flatnonzero(result != sound)
    assert changed.min() < 24000 < changed.max()
    assert changed.max() - changed.min() < 0.02 * 48000
    steps = np.abs(np.diff(np.delete(result, 24000)))
    assert steps.max() < 0.002  # no click


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(1, 60)), max_size=6),
    st.lists(st.integers(1, 90), min_size=1, max_size=30),
)
def test_the_reading_head_gives_every_sample_at_its_place(takes, sizes):
    placed, expected, at = [], np.zeros(3000, np.float32), 0
    for pause, length in takes:
        at += pause
        sound = np.arange(1, length + 1, dtype=np.float32)
        expected[at : at + length] = sound
        placed.append(Placed(at, lambda sound=sound: sound))
        at += length
    narration, got = Narration(placed), np.zeros(0, np.float32)
    for size in sizes:
        block = narration.read(size)
        got = np.concatenate([got, np.zeros(size, np.float32) if block is None else block])
    assert (got == expected[: len(got)]).all()


def test_a_take_is_fetched_only_when_it_is_reached():
    fetched = []

    def take(number):
        fetched.append(number)
        return np.ones(10, np.float32)

    narration = Narration([Placed(place, lambda n=place: take(n)) for place in (5, 100, 200)])
    narration.read(50)
    assert fetched == [5]
    narration.read(51)
    assert fetched == [5, 100]


def test_the_wav_file_is_as_long_as_the_film(tmp_path):
    placed = [Placed(1000, lambda: np.full(500, 0.5, np.float32))]
    write_wav(tmp_path / "n.wav", narration_blocks(placed, 12345, size=777), 48000)
    with wave.open(str(tmp_path / "n.wav")) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 48000)
        samples = np.frombuffer(file.readframes(99999), np.int16)
    assert len(samples) == 12345
    assert (samples[1000:1500] == 16384).all()
    assert not samples[:1000].any()
    assert not samples[1500:].any()


def test_what_is_too_loud_for_the_wav_file_does_not_turn_over(tmp_path):
    placed = [Placed(0, lambda: np.array([2.0, -2.0], np.float32))]
    write_wav(tmp_path / "n.wav", narration_blocks(placed, 2, size=2), 8000)
    with wave.open(str(tmp_path / "n.wav")) as file:
        assert np.frombuffer(file.readframes(2), np.int16).tolist() == [32767, -32767]
