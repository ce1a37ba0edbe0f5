from itertools import pairwise

import numpy as np
import pytest

from vidcap.listen.silero import RATE_HZ, WINDOW, Ear, whole_windows


def noise(seconds, level=0.05):
    return np.random.default_rng(7).normal(0, level, round(seconds * RATE_HZ)).astype(np.float32)


@pytest.mark.parametrize("cuts", [[], [1], [511, 512, 513, 2000], list(range(0, 70_000, 160))])
@pytest.mark.parametrize("count", [1, 3, 64, 1000])
def test_pieces_are_the_sound_whatever_the_blocks(cuts, count):
    sound = noise(4.5)
    pieces = list(whole_windows([sound[a:b] for a, b in pairwise([0, *cuts, len(sound)])], count))
    assert all(len(piece) == count * WINDOW for piece in pieces[:-1])
    assert 0 < len(pieces[-1]) <= count * WINDOW
    whole = np.concatenate(pieces)
    assert np.array_equal(whole[: len(sound)], sound)
    assert len(whole) == -(-len(sound) // WINDOW) * WINDOW
    assert not whole[len(sound) :].any()


def test_no_sound_is_no_piece():
    assert list(whole_windows([], 64)) == []


def test_what_follows_changes_nothing_that_was_heard():
    sound = noise(2.048)
    count = len(sound) // WINDOW
    longer = np.concatenate([sound, noise(1.024, level=0.5)])
    assert np.array_equal(Ear().hear(longer)[:count], Ear().hear(sound))


@pytest.mark.parametrize(
    "sound",
    [
        pytest.param(np.zeros(32 * WINDOW, np.float32), id="silence"),
        pytest.param(noise(1.024), id="noise"),
        pytest.param(
            np.sin(np.arange(32 * WINDOW) * (2 * np.pi * 440 / RATE_HZ)).astype(np.float32),
            id="tone",
        ),
    ],
)
def test_what_is_no_voice_is_no_speech(sound):
    assert Ear().hear(sound)[10:].max() < 0.15
