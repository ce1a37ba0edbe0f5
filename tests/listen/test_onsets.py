import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.listen.bed import FRAME, Listener
from vidcap.listen.onsets import HUSH, KEPT, PAST, onsets
from vidcap.listen.silero import RATE_HZ
from vidcap.media.sound import AudioFormat

STEP = 0.1
RISE = 12.0
SECONDS = 12


def row(*runs):
    """Levels of 0.1 s each: runs of (s, dB)."""
    return np.concatenate([np.full(round(seconds / STEP), level) for seconds, level in runs])


@pytest.mark.parametrize(
    ("levels", "starts"),
    [
        pytest.param(row((5, -60), (0.1, -20), (5, -60)), [4.9], id="a click in silence"),
        pytest.param(row((5, -30), (0.5, -15), (5, -30)), [4.9], id="a crash over wind"),
        pytest.param(row((10, -20)), [], id="a steady drone"),
        pytest.param(row((5, -70), (0.1, -40), (5, -70)), [], id="a soft rustle in silence"),
        pytest.param(row((0.3, -70), (5, -20)), [], id="what the film begins with"),
        pytest.param(
            np.linspace(-60, -10, 100), [], id="what becomes loud within seconds is not sudden"
        ),
        pytest.param(
            np.concatenate([row((4, -30)), np.tile(row((0.1, -12), (0.4, -30)), 20)]),
            [3.9],
            id="of a drum only the first beat",
        ),
        pytest.param(
            np.tile(row((4.5, -40), (0.5, -15)), 3), [4.4, 9.4, 14.4], id="shots seconds apart"
        ),
    ],
)
def test_onsets(levels, starts):
    found = list(onsets(levels, STEP, rise=RISE))
    assert [one.span.start for one in found] == pytest.approx(starts)
    assert all(one.span.length == pytest.approx(KEPT) for one in found)


LEVELS = st.lists(st.sampled_from([-70.0, -50, -40, -30, -20, -10]), max_size=120)


@given(LEVELS)
def test_a_sudden_sound_is_louder_than_all_of_the_seconds_before(levels):
    """And no two of them are told of the same moment."""
    found = list(onsets(np.array(levels), STEP, rise=RISE))
    for one in found:
        start = round(one.span.start / STEP)
        past = levels[max(0, start + 1 - round(PAST / STEP)) : start]
        loudest = max(HUSH, *past, HUSH)
        assert max(levels[start : start + 2]) >= loudest + RISE
    ends = [one.span.end for one in found]
    assert all(one.span.start >= end - 0.11 for one, end in zip(found[1:], ends, strict=False))


@given(LEVELS)
def test_who_asks_for_more_gets_no_more(levels):
    row = np.array(levels)
    assert len(list(onsets(row, STEP, rise=20))) <= len(list(onsets(row, STEP, rise=10)))


def noise(level):
    return np.random.default_rng(1).normal(0, level, SECONDS * RATE_HZ).astype(np.float32)


def heard(sound, start=0.0):
    listener = Listener(AudioFormat(RATE_HZ, 1, "mono"), start)
    listener.hear(sound[None], sound)
    return listener.onsets(RISE)


def test_a_slam_over_room_noise_is_heard_where_it_is():
    sound = noise(0.003)
    slam = slice(6 * RATE_HZ, 6 * RATE_HZ + 2 * FRAME)
    sound[slam] += noise(0.3)[slam]
    (one,) = heard(sound, start=20.0)
    assert one.span.start == pytest.approx(25.9)
    assert one.rise > 30
    assert heard(noise(0.1)) == ()


def test_of_music_with_a_beat_no_beat_is_sudden():
    """A drum four times a second over a chord, from the film's start."""
    time = np.arange(SECONDS * RATE_HZ) / RATE_HZ
    chord = sum(np.sin(2 * np.pi * pitch * time) for pitch in (220, 277, 330)) * 0.02
    drum = noise(0.4) * np.exp(-30 * (time % 0.25))
    assert heard((chord + drum).astype(np.float32)) == ()
