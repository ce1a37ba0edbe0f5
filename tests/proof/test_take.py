"""Takes are found to the sample in the narration, to 0.1 ms in the residue."""

from __future__ import annotations

import wave
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.films.small import recording
from vidcap.errors import InputError
from vidcap.proof.pair import RATE
from vidcap.proof.residue import delayed
from vidcap.proof.take import Narration, Windows, found
from vidcap.script import Span

NATIVE = 48000
PART = Span(10.0, 16.0)


def written(path: Path, samples: np.ndarray, *, width: int = 2) -> Path:
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(width)
        sound.setframerate(NATIVE)
        sound.writeframes((samples * 32767).astype("<i2").tobytes())
    return path


def test_stretches_of_a_narration_are_known_to_the_sample(tmp_path: Path) -> None:
    """Also where a block of reading ends amid one; short pauses do not part a line."""
    samples = np.zeros(NATIVE * 25, np.float32)
    for first, stop in ((100, 9000), (15000, 20000), (478000, 482000), (900001, 1000000)):
        samples[first:stop] = 0.3
    narration = Narration(written(tmp_path / "n.wav", samples))
    places = [(100, 20000), (478000, 482000), (900001, 1000000)]
    assert narration.stretches() == tuple(Span(a / NATIVE, b / NATIVE) for a, b in places)


def test_a_take_is_what_stands_there(tmp_path: Path) -> None:
    voice = recording(0.8, NATIVE).samples
    samples = np.zeros(NATIVE * 3, np.float32)
    samples[NATIVE : NATIVE + len(voice)] = voice
    narration = Narration(written(tmp_path / "n.wav", samples))
    (span,) = narration.stretches()
    take = narration.take(span)
    assert len(take) == pytest.approx(0.8 * RATE, abs=RATE * 0.01)


def test_a_silent_narration_has_no_stretches(tmp_path: Path) -> None:
    assert Narration(written(tmp_path / "n.wav", np.zeros(999))).stretches() == ()


def test_what_is_no_narration_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "n.wav"
    text.write_text("no sound")
    with pytest.raises(InputError, match="cannot be read as WAV"):
        Narration(text)
    with pytest.raises(InputError, match="has 8 bits a sample"):
        Narration(written(tmp_path / "b.wav", np.zeros(10), width=1))


@pytest.mark.parametrize("noise_db", [-60, -15, 0])
@pytest.mark.parametrize("off", [0.0, 0.3, -1.2, 0.00237])
def test_a_take_is_found_in_noise(off: float, noise_db: float) -> None:
    take = recording(1.5, RATE).samples
    window = np.zeros(round(PART.length * RATE), np.float32)
    first = round(2.0 * RATE)
    window[first : first + len(take)] = take
    window = delayed(window, off * RATE)
    level = np.sqrt((take**2).mean()) * 10 ** (noise_db / 20)
    window += np.random.default_rng(1).standard_normal(len(window)).astype(np.float32) * level
    place = found(take, Span(12.0, 13.5), window, PART)
    assert place is not None
    assert place.off == pytest.approx(off, abs=1e-4)
    assert place.likeness > (0.98 if noise_db < -10 else 0.6)


def test_a_take_that_is_not_there_is_not_found() -> None:
    take = recording(1.0, RATE).samples
    other = np.random.default_rng(1).standard_normal(6 * RATE).astype(np.float32)
    assert found(take, Span(12, 13), other, PART) is None
    assert found(take, Span(12, 13), np.zeros(6 * RATE, np.float32), PART) is None
    assert found(take, Span(12, 13), other[:100], PART) is None


def test_of_a_sentence_said_twice_the_one_in_its_place_is_found() -> None:
    take = recording(1.0, RATE).samples
    window = np.zeros(6 * RATE, np.float32)
    for start, gain in ((2.0, 1.0), (3.4, 1.5)):
        window[round(start * RATE) : round(start * RATE) + len(take)] = take * gain
    place = found(take, Span(12, 13), window, PART)
    assert place is not None
    assert place.off == pytest.approx(0, abs=1e-4)


@given(
    st.lists(st.tuples(st.integers(0, 90), st.integers(1, 40)), max_size=6),
    st.lists(st.integers(1, 60), max_size=6),
)
def test_windows_are_what_stands_there(wanted: list[tuple[int, int]], sizes: list[int]) -> None:
    """A hundredth of a second has eighty samples; what lies after the end of the sound lacks."""
    step = RATE // 100
    whole = np.arange(sum(sizes) * step, dtype=np.float32)
    spans = {n: Span(a / 100, (a + count) / 100) for n, (a, count) in enumerate(sorted(wanted))}
    windows = Windows(spans)
    got = {}
    for first, stop in pairwise(np.cumsum([0, *sizes]) * step):
        got |= dict(windows.feed(whole[first:stop]))
    got |= dict(windows.rest())
    assert got.keys() == spans.keys()
    for number, span in spans.items():
        expected = whole[round(span.start * RATE) : round(span.end * RATE)]
        assert (got[number] == expected).all()
