"""What sounds where nobody speaks: how loud the gaps are, and how much happens in them.

Loudness is that of ITU-R BS.1770-4 without gating, of all channels as they are. Busyness is
spectral flux, how much louder bands of the spectrum get from frame to frame (Dixon, "Onset
Detection Revisited", DAFx 2006, section 2.1): wind, hum and steady music have little, blows, steps
and fast music have much.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from vidcap.listen.silero import RATE_HZ
from vidcap.media.loudness import Loudness, Meter
from vidcap.media.sound import AudioFormat, Mixdown
from vidcap.script import Bed, Span

FRAME = RATE_HZ // 10  # samples looked at together: 100 ms
SILENT = -70.0  # LUFS, dB; what is softer counts as that
BANDS = 16  # of equal ratio
LOWEST_HZ = 80.0
DEEP = 30.0  # dB below all of a frame; what is softer is not heard beside it
EVENTFUL = 4.0  # dB that bands rise by from frame to frame where nothing but events is heard
PIECE = 2.0  # s of a gap that are judged together, at least
ALIKE_LU, ALIKE = 4.0, 0.15  # loudness and busyness by which neighbours differ that are one bed

Samples = NDArray[np.float32]


class Listener:
    """Hears a track block by block, and tells of it afterwards; a frame is two numbers."""

    def __init__(self, form: AudioFormat, start: float = 0.0) -> None:
        """Prepare for sound of this format that begins at `start` s of the film."""
        self._start = start
        self._meter = Meter(form)
        self._room = Mixdown(form, RATE_HZ, channel="all")
        self._rest = np.zeros(0, np.float32)
        self._before: NDArray[np.float64] | None = None
        self._flux: list[float] = []  # dB
        hertz = np.fft.rfftfreq(FRAME, 1 / RATE_HZ)
        edges = np.geomspace(LOWEST_HZ, RATE_HZ / 2, BANDS + 1)
        self._band = np.clip(np.searchsorted(edges, hertz, "right"), 0, BANDS)

    def hear(self, block: Samples) -> None:
        """Add a block (channels, n) of the track."""
        self._meter.feed(block)
        sound = np.concatenate([self._rest, self._room.feed(block)])
        whole = len(sound) - len(sound) % FRAME
        self._rest = sound[whole:]
        if not whole:
            return
        spectra = np.abs(np.fft.rfft(sound[:whole].reshape(-1, FRAME), axis=1)) ** 2
        spectra[:, 1:-1] *= 2  # Parseval, of one side
        spectra /= FRAME**2
        for spectrum in spectra:
            power = np.bincount(self._band, spectrum, BANDS + 1)[1:]
            floor = max(SILENT, 10 * float(np.log10(power.sum() + 1e-12)) - DEEP)
            level = np.maximum(10 * np.log10(power + 1e-12), floor)
            rise = 0.0 if self._before is None else np.maximum(level - self._before, 0).mean()
            self._flux.append(float(rise))
            self._before = level

    def beds(self, gaps: Sequence[Span]) -> tuple[Bed, ...]:
        """Return what sounds in the gaps, each in one bed or several that are unlike."""
        loudness = self._meter.loudness()
        pieces = ([self._bed(piece, loudness) for piece in _cut(gap)] for gap in gaps)
        return tuple(bed for gap in pieces for bed in _joined(gap))

    def _bed(self, span: Span, heard: Loudness) -> Bed:
        step = FRAME / RATE_HZ
        first = max(0, int((span.start - self._start) / step))
        last = max(first + 1, int((span.end - self._start) / step))
        flux = self._flux[first:last]
        loudness = heard.mean(Span(span.start - self._start, span.end - self._start))
        busyness = min(1.0, sum(flux) / len(flux) / EVENTFUL) if flux else 0.0
        return Bed(span, round(max(SILENT, loudness), 2), round(busyness, 3))


def _cut(gap: Span) -> Iterator[Span]:
    """Return a gap in pieces of `PIECE` s and more, of equal length."""
    count = max(1, int(gap.length / PIECE))
    edges = [gap.start + gap.length * place / count for place in range(count)] + [gap.end]
    return (Span(start, end) for start, end in pairwise(edges))


def _joined(beds: Iterable[Bed]) -> Iterator[Bed]:
    """Yield beds, neighbours that are alike as one."""
    held: Bed | None = None
    for bed in beds:
        if held is None:
            held = bed
        elif (
            abs(bed.loudness - held.loudness) <= ALIKE_LU
            and abs(bed.busyness - held.busyness) <= ALIKE
        ):
            share = bed.span.length / (held.span.length + bed.span.length)
            held = Bed(
                Span(held.span.start, bed.span.end),
                round(held.loudness + share * (bed.loudness - held.loudness), 2),
                round(held.busyness + share * (bed.busyness - held.busyness), 3),
            )
        else:
            yield held
            held = bed
    if held is not None:
        yield held
