"""Find takes: their stretches in the narration alone, and each of them again in the residue."""

from __future__ import annotations

import wave
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from vidcap.errors import InputError
from vidcap.media.loudness import audio_frame
from vidcap.media.sound import AudioFormat
from vidcap.proof.pair import RATE
from vidcap.script import Span

WIDTH = 2  # bytes of a sample
QUIET = 2  # least magnitude of a sample that is sound: 1 may be rounding
PAUSE = 0.2  # s of quiet between two stretches
REACH = 1.5  # s before and after its place in the narration where a take is looked for
LIKE = 0.5  # correlation from which a take is found
FAINTEST = 1e-5  # power over a take's, -50 dB, below which nothing is like it
NEAR = 0.02  # s around its place in the narration where it is found first
CLEARLY = 0.05  # correlation by which another place must be more like it

Wave = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Found:
    """Where a take is heard."""

    off: float  # s after its place in the narration
    likeness: float  # correlation, 0 to 1


class Narration:
    """A narration track that lies beside the film: 16-bit PCM, the first sample at film time 0."""

    def __init__(self, path: Path) -> None:
        """Read the head of the file.

        Raises:
            InputError: it is no such file.
        """
        remedy = "name the narration that vidcap wrote (.ad.wav)"
        try:
            with wave.open(str(path), "rb") as sound:
                width, self._channels = sound.getsampwidth(), sound.getnchannels()
                self.rate_hz, self._count = sound.getframerate(), sound.getnframes()
        except (OSError, EOFError, wave.Error) as error:
            raise InputError(f"cannot be read as WAV ({error})", str(path), remedy) from error
        if width != WIDTH:
            raise InputError(f"has {8 * width} bits a sample, not 16", str(path), remedy)
        self._path = path

    def stretches(self) -> tuple[Span, ...]:
        """Return where it is not silent, to the sample; pauses up to `PAUSE` are no silence."""
        found: list[tuple[int, int]] = []
        for start, samples in self._blocks():
            places = np.flatnonzero(np.abs(samples) >= QUIET)
            if not len(places):
                continue
            breaks = np.flatnonzero(np.diff(places) > PAUSE * self.rate_hz)
            firsts = start + places[np.concatenate([[0], breaks + 1])]
            lasts = start + places[np.concatenate([breaks, [len(places) - 1]])] + 1
            for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
                if found and first - found[-1][1] <= PAUSE * self.rate_hz:
                    first = found.pop()[0]
                found.append((first, last))
        return tuple(Span(a / self.rate_hz, b / self.rate_hz) for a, b in found)

    def take(self, span: Span) -> Wave:
        """Return what it has in a span at `RATE`, (n,)."""
        first, stop = (round(time * self.rate_hz) for time in (span.start, span.end))
        with wave.open(str(self._path), "rb") as sound:
            sound.setpos(min(first, self._count))
            samples = self._mono(sound.readframes(stop - first))
        form = AudioFormat(self.rate_hz, 1, "mono")
        resampler = av.AudioResampler(format="fltp", layout="mono", rate=RATE)
        frame = audio_frame((samples / 32768).astype(np.float32)[None], form, 0)
        frames = resampler.resample(frame) + resampler.resample(None)
        return np.concatenate([part.to_ndarray()[0] for part in frames])

    def _blocks(self) -> Iterator[tuple[int, NDArray[np.int16]]]:
        with wave.open(str(self._path), "rb") as sound:
            start = 0
            while data := sound.readframes(10 * self.rate_hz):
                samples = self._mono(data)
                yield start, samples
                start += len(samples)

    def _mono(self, data: bytes) -> NDArray[np.int16]:
        return np.frombuffer(data, "<i2").reshape(-1, self._channels)[:, 0].astype(np.int16)


class Windows:
    """Cuts the stretches wanted out of a sound that comes in blocks; holds what it needs alone."""

    def __init__(self, spans: Mapping[int, Span]) -> None:
        """Take the spans, s, by their numbers; they may overlap."""
        self._waiting = {
            number: (round(span.start * RATE), round(span.end * RATE))
            for number, span in spans.items()
        }
        self._held = np.zeros(0, np.float32)
        self._start = 0  # of what is held

    def feed(self, block: Wave) -> Iterator[tuple[int, Wave]]:
        """Add a block (n,); yield the numbers of the spans that are whole now, and their sound."""
        self._held = np.concatenate([self._held, block])
        end = self._start + len(self._held)
        yield from self._cut(end)
        keep = min((first for first, _ in self._waiting.values()), default=end)
        drop = min(max(0, keep - self._start), len(self._held))
        self._held, self._start = self._held[drop:], self._start + drop

    def rest(self) -> Iterator[tuple[int, Wave]]:
        """Yield what is left at the end of the sound, as far as there is sound."""
        stop = max((stop for _, stop in self._waiting.values()), default=0)
        yield from self._cut(stop)

    def _cut(self, end: int) -> Iterator[tuple[int, Wave]]:
        for number, (first, stop) in list(self._waiting.items()):
            if stop <= end:
                del self._waiting[number]
                yield number, self._held[max(0, first - self._start) : max(0, stop - self._start)]


def _sought(alike: NDArray[np.float64], expected: int) -> int:
    """Return the place of the take: where it belongs, unless another is clearly more like it.

    A sentence said twice is heard at two places, and codecs decide which is the more alike.
    """
    near = round(NEAR * RATE)
    first = max(0, expected - near)
    there = alike[first : expected + near + 1]
    best = int(np.argmax(alike))
    if len(there) and there.max() >= alike[best] - CLEARLY:
        return first + int(np.argmax(there))
    return best


def around(span: Span, duration: float) -> Span:
    """Return the part of the film in which a take of this span is looked for."""
    return Span(max(0.0, span.start - REACH), min(span.end + REACH, max(duration, span.end)))


def found(take: Wave, span: Span, window: Wave, part: Span) -> Found | None:
    """Return where a take is in the residue; None: it is not there.

    Normalised cross-correlation; between the samples a parabola through its three highest values.

    Args:
        take: (m,) at `RATE`.
        span: its place in the narration.
        window: (n,) the residue.
        part: the window's place in the film.
    """
    energy = float(np.dot(take, take))
    if energy == 0 or len(window) < len(take):
        return None
    size = 1 << (len(window) + len(take)).bit_length()
    spectrum = np.conj(np.fft.rfft(take, size)) * np.fft.rfft(window, size)
    places = len(window) - len(take) + 1
    products = np.fft.irfft(spectrum, size)[:places]
    sums = np.concatenate([[0.0], np.cumsum(window.astype(np.float64) ** 2)])
    powers = sums[len(take) :] - sums[:places]
    alike = products / np.sqrt(np.maximum(powers, FAINTEST * energy) * energy)
    begin = max(0, round(part.start * RATE))
    place = _sought(alike, round(span.start * RATE) - begin)
    likeness = float(alike[place])
    if likeness < LIKE:
        return None
    shift = 0.0
    if 0 < place < places - 1:
        before, peak, after = products[place - 1 : place + 2]
        bend = before - 2 * peak + after
        shift = float((before - after) / (2 * bend)) if bend < 0 else 0.0
    return Found((begin + place + shift) / RATE - span.start, min(likeness, 1.0))
