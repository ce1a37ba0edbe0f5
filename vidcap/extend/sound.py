"""The sound of the extended form: the described mix, with silence and lines where it pauses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vidcap.media.sound import AudioFormat
from vidcap.script import Pause, Span
from vidcap.sound import Spoken
from vidcap.sound.balance import anchor
from vidcap.sound.mix import HEADROOM_DB, Mix, voice_gains
from vidcap.sound.narration import limited, loudness_of, resampled

FADE = 0.2  # s over which the film's sound goes before a pause and comes after it


@dataclass(frozen=True, slots=True)
class ExtendedSound:
    """The sound of a film that pauses, made anew at every reading."""

    mix: Mix
    pauses: tuple[Pause, ...]
    takes: Mapping[str, Spoken]
    edge: float  # s of silence before the first line of a pause
    apart: float  # s between two lines of one
    peak_dbtp: float

    @property
    def form(self) -> AudioFormat:
        """Rate and layout: the mix's."""
        return self.mix.form

    @property
    def touched(self) -> Sequence[Span]:
        """Where the mix differs from the film's own sound, s of the film."""
        return self.mix.touched

    def blocks(self) -> Iterator[NDArray[np.float32]]:
        """Yield the sound as blocks (channels, n), the first sample at time 0."""
        rate = self.form.rate_hz
        waiting = [(round(pause.at * rate), pause) for pause in self.pauses]
        stops = np.array([place for place, _ in waiting], np.int64)
        at = 0
        for block in self.mix.blocks():
            faded = block * self._gain(at, block.shape[1], stops)
            done = 0
            while waiting and waiting[0][0] <= at + block.shape[1]:
                place, pause = waiting.pop(0)
                yield faded[:, done : place - at]
                yield self._told(pause)
                done = place - at
            yield faded[:, done:]
            at += block.shape[1]
        for _, pause in waiting:  # at the very end
            yield self._told(pause)

    def _gain(self, start: int, count: int, stops: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the gain (count,) of the film's sound: 0 at a pause, 1 away from it."""
        fade = FADE * self.form.rate_hz
        near = stops[(stops > start - fade) & (stops < start + count + fade)]
        gain = np.ones(count, np.float32)
        places = np.arange(start, start + count)
        for stop in near:
            gain = np.minimum(gain, np.abs(places - stop) / fade).astype(np.float32)
        return gain

    def _told(self, pause: Pause) -> NDArray[np.float32]:
        """Return the sound of a pause (channels, n): its lines, silence around them."""
        rate = self.form.rate_hz
        sound = np.zeros(round(pause.length * rate), np.float32)
        at = round(self.edge * rate)
        for name in pause.lines:
            voice = self._voice(self.takes[name])[: len(sound) - at]
            sound[at : at + len(voice)] += voice
            at += len(voice) + round(self.apart * rate)
        return voice_gains(self.form.layout)[:, None] * sound

    def _voice(self, take: Spoken) -> NDArray[np.float32]:
        """Return a take (n,) at the film's rate, as loud as its dialogue."""
        rate, levels = self.form.rate_hz, self.mix.levels
        sound = resampled(take.samples, take.rate_hz, rate)
        wanted = anchor(levels.dialogue_lufs, levels.programme_lufs)
        gain = 10 ** ((wanted - loudness_of(sound, rate)) / 20)
        ceiling = 10 ** ((self.peak_dbtp - HEADROOM_DB) / 20)
        return limited((sound * gain).astype(np.float32), ceiling, rate)
