"""What is compared by ear is compared right: stretches, lags, likeness."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.deliver.hearing import CLEAR, PIECE, RATE, lag_of, pieces, untouched
from vidcap.script import Span


def noise(count, seed=0):
    return np.random.default_rng(seed).standard_normal(count).astype(np.float32)


@given(
    st.lists(st.tuples(st.integers(0, 120), st.integers(1, 40)), max_size=8),
    st.lists(st.integers(1, 60), max_size=6),
    st.sampled_from([None, 2]),
)
def test_pieces_are_what_stands_there(windows, sizes, channels):
    """A second has ten samples here; what lies after the end is silence."""
    length = sum(sizes)
    whole = np.arange(1, length + 1, dtype=np.float32)
    if channels:
        whole = np.stack([whole, -whole])
    edges = np.cumsum([0, *sizes])
    blocks = [whole[..., a:b] for a, b in pairwise(edges)]
    spans = sorted(Span(start / 10, (start + count) / 10) for start, count in windows)
    padded = np.concatenate([whole, np.zeros((*whole.shape[:-1], 300), np.float32)], axis=-1)
    found = list(pieces(iter(blocks), 10, spans))
    assert len(found) == len(spans)
    for span, piece in zip(spans, found, strict=True):
        expected = padded[..., round(span.start * 10) : round(span.end * 10)]
        if blocks:
            assert (piece == expected).all()
        else:
            assert not piece.any()


@given(st.lists(st.tuples(st.floats(0, 50), st.floats(0.1, 9)), max_size=6), st.floats(0.5, 60))
def test_what_is_compared_lies_clear_of_what_the_mix_touched(touched, duration):
    spans = [Span(start, start + length) for start, length in touched]
    free = untouched(spans, duration)
    for piece in free:
        assert piece.length == pytest.approx(PIECE)
        assert piece.start >= 0
        assert piece.end <= duration + 1e-9
        for span in spans:
            assert piece.end <= span.start - CLEAR + 1e-9 or piece.start >= span.end + CLEAR - 1e-9
    if not spans:
        assert len(free) == int(max(duration - CLEAR, 0) / PIECE)


@pytest.mark.parametrize("lag", [0, 3, -3, 80, -200])
def test_a_lag_is_found(lag):
    sound = noise(RATE)
    found, certainty = lag_of(sound, np.roll(sound, lag))
    assert found == pytest.approx(lag, abs=0.2)
    assert certainty > 0.95


def test_half_a_sample_does_not_make_equal_sounds_unlike():
    spectrum = np.fft.rfft(noise(RATE))
    spectrum[3500:] = 0
    turn = np.exp(-2j * np.pi * np.arange(len(spectrum)) / RATE * 0.5)
    one = np.fft.irfft(spectrum).astype(np.float32)
    two = np.fft.irfft(spectrum * turn).astype(np.float32)
    lag, certainty = lag_of(one, two)
    assert lag == pytest.approx(0.5, abs=0.1)
    assert certainty > 0.99


def test_other_sounds_are_not_alike():
    assert lag_of(noise(RATE), noise(RATE, seed=1))[1] < 0.1
    assert lag_of(noise(RATE), np.zeros(RATE, np.float32)) == (0.0, 0.0)
