from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vidcap.listen.bed import ALIKE, ALIKE_LU, SILENT, Listener
from vidcap.listen.silero import RATE_HZ
from vidcap.media.loudness import Meter
from vidcap.media.sound import AudioFormat
from vidcap.script import Span

SECONDS = 6
LAYOUTS = {1: "mono", 2: "stereo", 6: "5.1"}


def noise(level: float, seconds: float = SECONDS, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, level, round(seconds * RATE_HZ)).astype(np.float32)


def blows(level: float) -> np.ndarray:
    """Four bursts of noise a second, each dying away."""
    time = np.arange(SECONDS * RATE_HZ) / RATE_HZ
    return noise(level) * np.exp(-20 * (time % 0.25)).astype(np.float32)


def heard(sound: np.ndarray, *, size: int = 1000, start: float = 0.0) -> Listener:
    channels = np.atleast_2d(sound)
    listener = Listener(AudioFormat(RATE_HZ, len(channels), LAYOUTS[len(channels)]), start)
    for at in range(0, channels.shape[1], size):
        block = channels[:, at : at + size]
        listener.hear(block, block.mean(0))
    return listener


@pytest.mark.parametrize("channels", LAYOUTS)
@pytest.mark.parametrize("level", [0.001, 0.01, 0.1])
def test_loudness_is_that_of_all_channels(level: float, channels: int) -> None:
    """The mean of the channels would be softer: by 3 LU and more of two, by 14 of six."""
    sound = np.stack([noise(level, seed=seed) for seed in range(channels)])
    meter = Meter(AudioFormat(RATE_HZ, channels, LAYOUTS[channels]))
    meter.feed(sound)
    (bed,) = heard(sound).beds([Span(0, SECONDS)])
    assert bed.loudness == pytest.approx(meter.loudness().integrated(), abs=0.3)


def test_blows_are_busier_than_noise_and_that_than_silence() -> None:
    tone = (0.1 * np.sin(np.arange(SECONDS * RATE_HZ) * 0.1)).astype(np.float32)
    sounds = {"silence": 0 * tone, "tone": tone, "noise": noise(0.1), "blows": blows(0.5)}
    busy = {
        name: heard(sound).beds([Span(0, SECONDS)])[0].busyness for name, sound in sounds.items()
    }
    assert busy["silence"] == 0
    assert busy["tone"] < busy["noise"] < busy["blows"]
    assert heard(sounds["silence"]).beds([Span(1, 3)])[0].loudness == SILENT


@given(
    st.lists(st.sampled_from([0.0, 0.001, 0.02, 0.2]), min_size=1, max_size=8),
    st.integers(300, 5000),
)
@example([0.001, 0.001, 0.0, 0.001, 0.0, 0.0], 300)  # two that are joined become like a third
def test_beds_tile_their_gaps_and_neighbours_differ(levels: list[float], size: int) -> None:
    sound = np.concatenate([noise(level, 2.0) for level in levels])
    gaps = [Span(0.0, 0.7), Span(1.0, 2.0 * len(levels))]
    beds = heard(sound, size=size, start=0.0).beds(gaps)
    for gap in gaps:
        inside = [bed for bed in beds if bed.span.overlap(gap) > 0]
        assert inside[0].span.start == gap.start
        assert inside[-1].span.end == gap.end
        for one, other in pairwise(inside):
            assert one.span.end == other.span.start
            far = abs(one.loudness - other.loudness) > ALIKE_LU
            assert far or abs(one.busyness - other.busyness) > ALIKE


def test_what_begins_later_is_told_at_its_own_time() -> None:
    sound = np.concatenate([noise(0.0, 4.0), noise(0.1, 4.0)])
    quiet, *_, loud = heard(sound, start=10.0).beds([Span(10, 18)])
    assert quiet.span == Span(10, 14)
    assert quiet.loudness < -60 < -30 < loud.loudness
