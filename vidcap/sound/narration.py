"""The narration: takes at the film's rate and their level, laid at their times."""

from __future__ import annotations

import wave
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from vidcap.media.loudness import Meter, audio_frame
from vidcap.media.sound import AudioFormat

LIMITER_STEP = 0.001  # s; the gain is worked out once in each
LIMITER_REACH = 5  # steps before and after a peak over which the gain falls and rises
PADDING = 0.4  # s of silence around a take that is measured: a window of the meter


def resampled(samples: NDArray[np.float32], rate_hz: int, wanted_hz: int) -> NDArray[np.float32]:
    """Return a take (n,) at another rate, by libswresample through PyAV; starts are kept."""
    if rate_hz == wanted_hz:
        return samples
    form = AudioFormat(rate_hz, 1, "mono")
    resampler = av.AudioResampler(format="fltp", layout="mono", rate=wanted_hz)
    frames = resampler.resample(audio_frame(samples[None, :], form, 0)) + resampler.resample(None)
    sound = np.concatenate([frame.to_ndarray()[0] for frame in frames])
    wanted = round(len(samples) * wanted_hz / rate_hz)
    return np.pad(sound[:wanted], (0, max(0, wanted - len(sound))))


def loudness_of(samples: NDArray[np.float32], rate_hz: int) -> float:
    """Return the integrated loudness of a take (n,), LUFS; -inf: it cannot be heard."""
    meter = Meter(AudioFormat(rate_hz, 1, "mono"))
    quiet = np.zeros(round(PADDING * rate_hz), np.float32)
    meter.feed(np.concatenate([quiet, samples, quiet])[None, :])
    return meter.loudness().integrated()


def limited(samples: NDArray[np.float32], ceiling: float, rate_hz: int) -> NDArray[np.float32]:
    """Return a take (n,) without magnitudes over the ceiling.

    The gain of each step is the least that any step in reach needs, smoothed over half that reach
    and read in straight lines between the steps' centres; so it is down before a peak comes.
    """
    peak = float(np.abs(samples).max(initial=0))
    if peak <= ceiling:
        return samples
    size = max(1, round(LIMITER_STEP * rate_hz))
    steps = -(-len(samples) // size)
    peaks = np.abs(np.pad(samples, (0, steps * size - len(samples)))).reshape(steps, size).max(1)
    needed = np.minimum(1.0, ceiling / np.maximum(peaks, ceiling * 1e-6))
    padded = np.pad(needed, LIMITER_REACH, constant_values=1.0)
    least = np.lib.stride_tricks.sliding_window_view(padded, 2 * LIMITER_REACH + 1).min(1)
    half = LIMITER_REACH - 1  # the reading between centres takes one step of the reach
    kernel = np.hanning(2 * half + 3)[1:-1]
    smooth = np.convolve(np.pad(least, half, mode="edge"), kernel / kernel.sum(), mode="valid")
    centres = (np.arange(steps) + 0.5) * size
    gain = np.interp(np.arange(len(samples)), centres, smooth)
    return (samples * gain).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Placed:
    """A take's place; its sound is fetched when the narration comes to it."""

    start: int  # sample of the film
    fetch: Callable[[], NDArray[np.float32]]  # (n,) at the film's rate and its final level


class Narration:
    """A reading head over placed takes: silence where there is none."""

    def __init__(self, placed: Sequence[Placed]) -> None:
        """Start at the film's first sample; `placed` is in time order and does not overlap."""
        self._waiting = list(reversed(placed))
        self._at = 0
        self._sound: NDArray[np.float32] | None = None
        self._sound_start = 0

    def read(self, count: int) -> NDArray[np.float32] | None:
        """Return the next `count` samples (count,); None: they are silence."""
        block: NDArray[np.float32] | None = None
        stop = self._at + count
        while True:
            if self._sound is None:
                if not self._waiting or self._waiting[-1].start >= stop:
                    break
                placed = self._waiting.pop()
                self._sound, self._sound_start = placed.fetch(), placed.start
            end = self._sound_start + len(self._sound)
            first, last = max(self._at, self._sound_start), min(stop, end)
            if last > first:
                if block is None:
                    block = np.zeros(count, np.float32)
                part = self._sound[first - self._sound_start : last - self._sound_start]
                block[first - self._at : last - self._at] += part
            if end > stop:
                break
            self._sound = None
        self._at = stop
        return block


def narration_blocks(
    placed: Sequence[Placed], samples: int, *, size: int
) -> Iterator[NDArray[np.float32]]:
    """Yield the narration (n,) from the film's start over `samples` samples."""
    narration = Narration(placed)
    for start in range(0, samples, size):
        count = min(size, samples - start)
        block = narration.read(count)
        yield np.zeros(count, np.float32) if block is None else block


def write_wav(path: Path, blocks: Iterator[NDArray[np.float32]], rate_hz: int) -> None:
    """Write blocks (n,) as a WAV file of 16 bit and one channel, at most 12 hours at 48 kHz.

    Raises:
        OSError: the file cannot be written.
    """
    with path.open("wb") as file, wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate_hz)
        for block in blocks:
            sound.writeframes(np.rint(np.clip(block, -1, 1) * 32767).astype("<i2").tobytes())
