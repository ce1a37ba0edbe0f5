"""The sounds of the extended form: the described mix, with lines in its pauses, and the film's own.

Both go to silence and come back in the same way, so that beside the lines they are alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vidcap.media.sound import AudioFormat
from vidcap.script import Pause
from vidcap.sound import Spoken
from vidcap.sound.balance import anchor
from vidcap.sound.mix import BLOCK, HEADROOM_DB, Mix, film_blocks, voice_gains
from vidcap.sound.narration import limited, loudness_of, narration_blocks, resampled

FADE = 0.2  # s over which the film's sound goes before a pause and comes after it

Blocks = Iterator[NDArray[np.float32]]  # (channels, n) each


@dataclass(frozen=True, slots=True)
class PausedSound:
    """A sound that pauses, made anew at every reading."""

    form: AudioFormat
    sound: Callable[[], Blocks]  # without pauses, the first sample at time 0
    pauses: tuple[Pause, ...]
    told: Callable[[Pause], NDArray[np.float32]]  # what is heard in a pause, (n,), one channel

    def blocks(self) -> Blocks:
        """Yield the sound as blocks (channels, n), the first sample at time 0."""
        rate = self.form.rate_hz
        waiting = [(round(pause.at * rate), pause) for pause in self.pauses]
        stops = np.array([place for place, _ in waiting], np.int64)
        at = 0
        for block in self.sound():
            faded = block * self._gain(at, block.shape[1], stops)
            done = 0
            while waiting and waiting[0][0] <= at + block.shape[1]:
                place, pause = waiting.pop(0)
                yield faded[:, done : place - at]
                yield self._voiced(pause)
                done = place - at
            yield faded[:, done:]
            at += block.shape[1]
        for _, pause in waiting:  # at the very end
            yield self._voiced(pause)

    def _voiced(self, pause: Pause) -> NDArray[np.float32]:
        return voice_gains(self.form.layout)[:, None] * self.told(pause)

    def _gain(self, start: int, count: int, stops: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the gain (count,) of the sound: 0 at a pause, 1 away from it."""
        fade = FADE * self.form.rate_hz
        near = stops[(stops > start - fade) & (stops < start + count + fade)]
        gain = np.ones(count, np.float32)
        places = np.arange(start, start + count)
        for stop in near:
            gain = np.minimum(gain, np.abs(places - stop) / fade).astype(np.float32)
        return gain


def described_sound(
    mix: Mix,
    pauses: Sequence[Pause],
    takes: Mapping[str, Spoken],
    *,
    edge: float,
    apart: float,
    peak_dbtp: float,
) -> PausedSound:
    """Return the described mix, with lines where it pauses.

    Args:
        mix: the described sound.
        pauses: of the film, in time order.
        takes: recordings of the lines that are told in them.
        edge: s of silence before the first line of a pause.
        apart: s between two lines of one.
        peak_dbtp: highest true peak.
    """
    rate, levels = mix.form.rate_hz, mix.levels
    loudness = anchor(levels.dialogue_lufs, levels.programme_lufs)
    ceiling = 10 ** ((peak_dbtp - HEADROOM_DB) / 20)

    def told(pause: Pause) -> NDArray[np.float32]:
        sound = _silence(pause, rate)
        at = round(edge * rate)
        for name in pause.lines:
            voice = _voice(takes[name], rate, loudness, ceiling)[: len(sound) - at]
            sound[at : at + len(voice)] += voice
            at += len(voice) + round(apart * rate)
        return sound

    return PausedSound(mix.form, mix.blocks, tuple(pauses), told)


def own_sound(mix: Mix, pauses: Sequence[Pause]) -> PausedSound:
    """Return the film's own sound, with silence where the film pauses."""
    rate = mix.form.rate_hz
    return PausedSound(
        form=mix.form,
        sound=lambda: film_blocks(mix.source, mix.form),
        pauses=tuple(pauses),
        told=lambda pause: _silence(pause, rate),
    )


def narrated(mix: Mix, described: PausedSound) -> PausedSound:
    """Return the lines of the described sound alone: those in gaps and those in pauses."""
    rate = mix.form.rate_hz
    samples, size = round(mix.source.film.duration * rate), round(BLOCK * rate)
    return PausedSound(
        form=AudioFormat(rate, 1, "mono"),
        sound=lambda: (part[None] for part in narration_blocks(mix.placed, samples, size=size)),
        pauses=described.pauses,
        told=described.told,
    )


def _silence(pause: Pause, rate_hz: int) -> NDArray[np.float32]:
    return np.zeros(round(pause.length * rate_hz), np.float32)


def _voice(take: Spoken, rate_hz: int, lufs: float, ceiling: float) -> NDArray[np.float32]:
    """Return a take (n,) at the film's rate, as loud as its dialogue."""
    sound = resampled(take.samples, take.rate_hz, rate_hz)
    gain = 10 ** ((lufs - loudness_of(sound, rate_hz)) / 20)
    return limited((sound * gain).astype(np.float32), ceiling, rate_hz)
