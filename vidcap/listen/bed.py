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

from vidcap.listen.onsets import onsets
from vidcap.listen.silero import RATE_HZ
from vidcap.media.loudness import Loudness, Meter
from vidcap.media.sound import AudioFormat
from vidcap.script import Bed, Onset, Span

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
    """Hears a track block by block, and tells of it afterwards; a frame is three numbers."""

    def __init__(self, form: AudioFormat, start: float = 0.0) -> None:
        """Prepare for sound of this format that begins at `start` s of the film."""
        self._start = start
        self._meter = Meter(form)
        self._rest = np.zeros(0, np.float32)
        self._before: NDArray[np.float64] | None = None  # levels of the bands, dB
        self._flux: list[float] = []  # dB
        self._levels: list[float] = []  # dB of full scale
        hertz = np.fft.rfftfreq(FRAME, 1 / RATE_HZ)
        edges = np.geomspace(LOWEST_HZ, RATE_HZ / 2, BANDS + 1)
        band = np.searchsorted(edges, hertz, "right")[:, None]
        self._bands = (np.minimum(band, BANDS) == np.arange(1, BANDS + 1)).astype(np.float64)

    def hear(self, block: Samples, mean: Samples) -> None:
        """Add a block of the track.

        Args:
            block: (channels, n), at the track's rate.
            mean: what it adds to the mean of the channels at the speech finder's rate, (m,).
        """
        self._meter.feed(block)
        sound = np.concatenate([self._rest, mean])
        whole = len(sound) - len(sound) % FRAME
        self._rest = sound[whole:]
        if not whole:
            return
        spectra = np.abs(np.fft.rfft(sound[:whole].reshape(-1, FRAME), axis=1)) ** 2
        spectra[:, 1:-1] *= 2  # Parseval, of one side
        power = spectra @ self._bands / FRAME**2
        whole_level = _decibels(power.sum(1, keepdims=True))
        self._levels += whole_level[:, 0].tolist()
        floor = np.maximum(SILENT, whole_level - DEEP)
        level = np.maximum(_decibels(power), floor)
        before = level[:1] if self._before is None else self._before
        rise = np.maximum(np.diff(level, axis=0, prepend=before), 0)
        self._flux += rise.mean(1).tolist()
        self._before = level[-1:]

    def beds(self, gaps: Sequence[Span]) -> tuple[Bed, ...]:
        """Return what sounds in the gaps, each in one bed or several that are unlike."""
        loudness = self._meter.loudness()
        pieces = ([self._bed(piece, loudness) for piece in _cut(gap)] for gap in gaps)
        return tuple(bed for gap in pieces for bed in _joined(gap))

    def onsets(self, rise: float) -> tuple[Onset, ...]:
        """Return what begins suddenly, by `rise` dB and more, in film time; speech does, too."""
        found = onsets(np.array(self._levels), FRAME / RATE_HZ, rise=rise)
        return tuple(
            Onset(Span(self._start + one.span.start, self._start + one.span.end), one.rise)
            for one in found
        )

    def _bed(self, span: Span, heard: Loudness) -> Bed:
        step = FRAME / RATE_HZ
        first = max(0, int((span.start - self._start) / step))
        last = max(first + 1, int((span.end - self._start) / step))
        flux = self._flux[first:last]
        loudness = heard.mean(Span(span.start - self._start, span.end - self._start))
        busyness = min(1.0, sum(flux) / len(flux) / EVENTFUL) if flux else 0.0
        return Bed(span, round(max(SILENT, loudness), 2), round(busyness, 3))


def _decibels(power: NDArray[np.float64]) -> NDArray[np.float64]:
    return 10 * np.log10(power + 1e-12)


def _cut(gap: Span) -> Iterator[Span]:
    """Return a gap in pieces of `PIECE` s and more, of equal length."""
    count = max(1, int(gap.length / PIECE))
    edges = [gap.start + gap.length * place / count for place in range(count)] + [gap.end]
    return (Span(start, end) for start, end in pairwise(edges))


def _joined(beds: Iterable[Bed]) -> Iterator[Bed]:
    """Yield beds, neighbours that are alike as one; so may those be that were joined before."""
    kept: list[Bed] = []
    for bed in beds:
        while kept and _are_alike(kept[-1], bed):
            bed = _together(kept.pop(), bed)
        kept.append(bed)
    yield from kept


def _are_alike(one: Bed, other: Bed) -> bool:
    is_as_loud = abs(other.loudness - one.loudness) <= ALIKE_LU
    return is_as_loud and abs(other.busyness - one.busyness) <= ALIKE


def _together(one: Bed, other: Bed) -> Bed:
    """Return two neighbours as one bed, each counting by its length."""
    share = other.span.length / (one.span.length + other.span.length)
    return Bed(
        Span(one.span.start, other.span.end),
        round(one.loudness + share * (other.loudness - one.loudness), 2),
        round(one.busyness + share * (other.busyness - one.busyness), 3),
    )
