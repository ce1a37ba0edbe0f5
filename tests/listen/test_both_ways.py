from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.listen.both_ways import AFTER, BEFORE, PIECE, heard_with, speech_both_ways
from vidcap.listen.silero import RATE_HZ, STEP, WINDOW, Ear
from vidcap.media.probe import examine
from vidcap.media.sound import mono
from vidcap.script import Span


def noise(seconds, level=0.05):
    return np.random.default_rng(7).normal(0, level, round(seconds * RATE_HZ)).astype(np.float32)


def heard(*blocks):
    return np.array(list(speech_both_ways(blocks))).reshape(-1, 2)


@pytest.mark.parametrize("cuts", [[1], [511, 512, 513, 2000], list(range(0, 300_000, 1600))])
def test_the_size_of_the_blocks_changes_nothing(cuts):
    sound = noise(20)
    blocks = [sound[a:b] for a, b in pairwise([0, *cuts, len(sound)])]
    assert np.array_equal(heard(*blocks), heard(sound))


@pytest.mark.parametrize("seconds", [0, 0.01, 1.0, PIECE * STEP, PIECE * STEP + 0.1, 20])
def test_there_is_a_pair_for_each_window_the_last_one_filled_up(seconds):
    sound = noise(seconds)
    assert len(heard(sound)) == -(-len(sound) // WINDOW)


def test_each_piece_is_heard_by_itself_with_its_run_ups(assembled):
    """The slow obvious way: the ear on the stretch of sound that may lead it, and on no other."""
    sound = np.concatenate(list(mono(examine(assembled.path), RATE_HZ)))[: 3 * PIECE * WINDOW]
    found = heard(sound)
    for first in (0, PIECE, 2 * PIECE):
        begin, end = max(0, first - BEFORE), min(3 * PIECE, first + PIECE + AFTER)
        forwards = Ear().hear(sound[begin * WINDOW : (first + PIECE) * WINDOW])[-PIECE:]
        backwards = Ear().hear(sound[first * WINDOW : end * WINDOW][::-1])[::-1][:PIECE]
        assert np.array_equal(found[first : first + PIECE], np.stack([forwards, backwards], 1))


def test_sound_turned_round_is_heard_the_other_way_round(assembled):
    sound = np.concatenate(list(mono(examine(assembled.path), RATE_HZ)))[: PIECE * WINDOW]
    assert np.array_equal(heard(sound[::-1]), heard(sound)[::-1, ::-1])


def test_a_voice_is_speech_both_ways(assembled):
    """The first utterance lies from 6 to 11 s over silence, and over the bound of a piece."""
    found = heard(*mono(examine(assembled.path), RATE_HZ))
    first = assembled.speech[0]
    assert (found[round(first.start / STEP) : round(first.end / STEP)].mean(0) > 0.8).all()
    assert found[: round((first.start - 0.3) / STEP)].max() < 0.15


def test_no_more_is_read_than_is_asked_for():
    """Sound is taken two pieces at a time: memory does not grow with the film."""
    taken = []

    def blocks():
        for count in range(1000):
            taken.append(count)
            yield noise(0.1)

    next(speech_both_ways(blocks()))
    assert len(taken) * 0.1 <= 2 * PIECE * STEP + 0.1


WINDOWS = st.integers(1, 6 * PIECE)


@given(st.integers(0, 6 * PIECE), WINDOWS, WINDOWS)
def test_a_part_is_heard_as_in_the_whole(start, count, rest):
    """What may lead the network in a window lies within its piece and the run-ups to it."""
    film = Span(0.0, (start + count + rest) * STEP)
    around = heard_with(Span(start * STEP, (start + count) * STEP), film)
    assert around.start / STEP % PIECE == pytest.approx(0)
    first, last = start // PIECE * PIECE, -(-(start + count) // PIECE) * PIECE
    assert around.start <= max(0, first - BEFORE) * STEP + 1e-6
    assert around.end >= min((last + AFTER) * STEP, film.end) - 1e-6
    assert film.start <= around.start < around.end <= film.end
