"""Listen to the finished file by numbers: is the film's sound there, are the lines in time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

import av
import numpy as np
from numpy.typing import NDArray

from vidcap.deliver import Spoken
from vidcap.media.loudness import Meter, PeakMeter, audio_frame, decibels
from vidcap.media.probe import Source
from vidcap.media.sound import AudioFormat, audio_format, blocks, mono
from vidcap.script import Span

RATE = 8000  # Hz at which sounds are compared: lossy codecs keep the wave below 4 kHz
PIECE = 1.0  # s compared at once
CLEAR = 0.02  # s left out beside what the mix touched
REACH = 0.05  # s by which a sound is moved to and fro when its lag is looked for
ENDS = 5  # pieces at the start and at the end of the film whose lag is looked for
FINE = 8  # steps of a sample in which it is looked for
AUDIBLE = 10 ** (-60 / 20)  # root mean square from which on a piece is compared
CERTAIN = 0.5  # correlation of a take with the mix from which on its place is known


@dataclass(frozen=True, slots=True)
class Heard:
    """How the described sound compares with the film's own, and where its lines are heard."""

    likeness: (
        float  # correlation outside the lines, a mean by power; 1: there is nothing to compare
    )
    lags_ms: tuple[float, ...]  # there, of the first and the last pieces that tell; late: positive
    onsets_ms: tuple[float | None, ...]  # of each line; late: positive; None: it cannot be told


def pieces(
    sound: Iterable[NDArray[np.float32]], rate_hz: int, spans: Sequence[Span]
) -> Iterator[NDArray[np.float32]]:
    """Yield the sound of each span, (..., n), silence where there is none.

    Only what the next span may need is held.

    Args:
        sound: blocks (n,) or (channels, n) from time 0 on.
        rate_hz: of the blocks.
        spans: in time order; they may overlap.
    """
    source = iter(sound)
    held: NDArray[np.float32] = next(source, np.zeros(0, np.float32))
    held_start = 0
    for span in spans:
        start, end = max(0, round(span.start * rate_hz)), round(span.end * rate_hz)
        parts, count = [held], held.shape[-1]
        while held_start + count < end:
            block = next(source, None)
            if block is None:
                lacking = end - held_start - count
                block = np.zeros((*held.shape[:-1], lacking), np.float32)
            parts.append(block)
            count += block.shape[-1]
            while len(parts) > 1 and held_start + parts[0].shape[-1] <= start:
                held_start += parts[0].shape[-1]
                count -= parts[0].shape[-1]
                parts.pop(0)
        held = np.concatenate(parts, axis=-1)
        yield held[..., max(start - held_start, 0) : end - held_start]
        held, held_start = held[..., max(start - held_start, 0) :], max(held_start, start)


def untouched(touched: Sequence[Span], duration: float) -> list[Span]:
    """Return the film outside what the mix touched, in pieces of `PIECE`."""
    free: list[Span] = []
    at = 0.0
    edges = [(span.start, span.end) for span in sorted(touched)]
    for start, end in [*edges, (duration, duration)]:
        while min(start, duration) - CLEAR - at >= PIECE:
            free.append(Span(at, at + PIECE))
            at += PIECE
        at = max(at, end + CLEAR)
    return free


def compare(
    film: Source | None,
    result: Source,
    touched: Sequence[Span],
    spans: Sequence[Span],
    takes: Iterable[Spoken],
) -> Heard:
    """Compare the described sound with the film's own outside the lines, with the takes in them.

    Each track is decoded once; only what is compared just then is held.

    Args:
        film: a film whose dialogue is the film's own sound; None: it is silent.
        result: the described film, the described track as its dialogue.
        touched: what the mix changed.
        spans: of the lines as the script has them, in time order.
        takes: their recordings.
    """
    free = untouched(touched, result.film.duration) if film is not None else []
    wide = [Span(max(0.0, span.start - REACH), span.end + REACH) for span in spans]
    windows = sorted([*((span, False) for span in free), *((span, True) for span in wide)])
    sounds = pieces(mono(result, RATE, channel="all"), RATE, [window for window, _ in windows])
    own = pieces(mono(film, RATE, channel="all"), RATE, free) if film is not None else iter(())
    lines = iter(zip(spans, takes, strict=True))
    tally = _Tally()
    onsets: list[float | None] = []
    for (window, is_line), sound in zip(windows, sounds, strict=True):
        if is_line:
            span, take = next(lines)
            onsets.append(_onset(span, window, take, sound))
        else:
            tally.add(next(own), sound)
    return Heard(tally.likeness, tally.lags_ms, tuple(onsets))


class _Tally:
    """Sums up piece by piece how alike two sounds are."""

    def __init__(self) -> None:
        self._alike = self._power = 0.0
        self._first: list[float] = []
        self._last: list[float] = []

    def add(self, one: NDArray[np.float32], two: NDArray[np.float32]) -> None:
        """Compare a piece (n,) of the film's sound with the same of the described one."""
        power = float(np.dot(one, one))
        if sqrt(power / len(one)) < AUDIBLE:
            return
        # at its best lag: containers count in milliseconds, and half of one turns a high tone over
        lag, certainty = lag_of(one, two)
        self._alike, self._power = self._alike + power * certainty, self._power + power
        if certainty < CERTAIN:
            return
        if len(self._first) < ENDS:
            self._first.append(lag)
        else:
            self._last = [*self._last, lag][-ENDS:]

    @property
    def likeness(self) -> float:
        """The mean correlation by power; 1: nothing was heard."""
        return self._alike / self._power if self._power else 1.0

    @property
    def lags_ms(self) -> tuple[float, ...]:
        """The median lag at the start and at the end, as far as they are known."""
        groups = (group for group in (self._first, self._last) if group)
        return tuple(float(np.median(group)) * 1000 / RATE for group in groups)


def _onset(span: Span, window: Span, take: Spoken, sound: NDArray[np.float32]) -> float | None:
    """Return by how many ms a line is late in a window's sound (n,); None: it cannot be told."""
    voice = _at_rate(take)
    lead = round(span.start * RATE) - round(window.start * RATE)
    expected = np.zeros(len(sound), np.float32)
    count = min(len(voice), len(sound) - lead)
    expected[lead : lead + count] = voice[:count]
    lag, certainty = lag_of(expected, sound)
    return lag * 1000 / RATE if certainty >= CERTAIN else None


def lag_of(one: NDArray[np.float32], two: NDArray[np.float32]) -> tuple[float, float]:
    """Return by how many samples `two` (n,) is later than `one` (n,), and their correlation then.

    Cross-correlation by Fourier transform within `REACH`, at `FINE` times the rate: at the rate
    itself a lag of half a sample would make equal sounds look unlike.
    """
    size = 1 << (len(one) + len(two)).bit_length()
    spectrum = np.conj(np.fft.rfft(one, size)) * np.fft.rfft(two, size)
    products = np.fft.irfft(spectrum, size * FINE) * FINE
    norm = sqrt(float(np.dot(one, one)) * float(np.dot(two, two)))
    if norm == 0:
        return 0.0, 0.0
    reach = min(round(REACH * RATE), len(one) - 1) * FINE
    window = np.concatenate([products[-reach:], products[: reach + 1]])
    peak = int(np.argmax(window))
    return (peak - reach) / FINE, float(window[peak]) / norm


def loudness_and_peak(result: Source, spans: Sequence[Span]) -> tuple[float, float]:
    """Return the described sound's loudness, LUFS, and its true peak in the spans, dBTP."""
    form = audio_format(result)
    meter = Meter(form)
    peak = 0.0

    def metered() -> Iterator[NDArray[np.float32]]:
        for block in blocks(result):
            meter.feed(block)
            yield block

    sound = metered()
    for piece in pieces(sound, form.rate_hz, spans):
        gauge = PeakMeter(form)
        gauge.feed(piece)
        peak = max(peak, gauge.peak)
    for _ in sound:  # the rest, for the meter
        continue
    return meter.loudness().integrated(), decibels(peak)


def _at_rate(take: Spoken) -> NDArray[np.float32]:
    """Return a take (n,) at the rate of comparison."""
    resampler = av.AudioResampler(format="fltp", layout="mono", rate=RATE)
    frame = audio_frame(take.samples[None, :], AudioFormat(take.rate_hz, 1, "mono"), 0)
    frames = resampler.resample(frame) + resampler.resample(None)
    return np.concatenate([part.to_ndarray()[0] for part in frames])
