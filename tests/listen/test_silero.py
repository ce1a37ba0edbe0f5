from itertools import pairwise

import numpy as np
import pytest

from vidcap.listen.silero import RATE_HZ, ROW, STEP, WINDOW, speech_probabilities
from vidcap.media.probe import examine
from vidcap.media.sound import mono


def noise(seconds, level=0.05):
    return np.random.default_rng(7).normal(0, level, round(seconds * RATE_HZ)).astype(np.float32)


@pytest.mark.parametrize("cuts", [[], [1], [511, 512, 513, 2000], list(range(0, 70_000, 160))])
def test_the_size_of_the_blocks_changes_nothing(cuts):
    sound = noise(4.5)
    blocks = [sound[a:b] for a, b in pairwise([0, *cuts, len(sound)])]
    assert list(speech_probabilities(blocks)) == list(speech_probabilities([sound]))


def test_there_is_a_probability_for_each_window_the_last_one_filled_up():
    assert len(list(speech_probabilities([noise(1.0)]))) == -(-RATE_HZ // WINDOW)
    assert list(speech_probabilities([])) == []


@pytest.mark.parametrize(
    "sound",
    [
        pytest.param(np.zeros(RATE_HZ, np.float32), id="silence"),
        pytest.param(noise(1.0), id="noise"),
        pytest.param(
            np.sin(np.arange(RATE_HZ) * (2 * np.pi * 440 / RATE_HZ)).astype(np.float32), id="tone"
        ),
    ],
)
def test_what_is_no_voice_is_no_speech(sound):
    assert max(list(speech_probabilities([sound]))[10:]) < 0.15


def test_a_voice_is_speech(assembled):
    """The first utterance lies from 6 to 11 s over silence."""
    blocks = mono(examine(assembled.path), RATE_HZ)
    heard = np.fromiter(speech_probabilities(blocks), float)
    first = assembled.speech[0]
    assert heard[round(first.start / STEP) : round(first.end / STEP)].mean() > 0.8
    assert heard[: round(first.start / STEP) - 1].max() < 0.15


def test_no_more_is_read_than_is_asked_for():
    """Sound is taken a row of windows at a time: memory does not grow with the film."""
    taken = []

    def blocks():
        for count in range(1000):
            taken.append(count)
            yield noise(0.1)

    probabilities = speech_probabilities(blocks())
    next(probabilities)
    assert len(taken) * 0.1 <= ROW * STEP + 0.1
