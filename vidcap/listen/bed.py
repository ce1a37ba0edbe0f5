"""What sounds where nobody speaks: how loud the gaps are, and how much happens in them.

Loudness is that of ITU-R BS.1770-4 without gating, its K-weighting (annex 1, tables 1 and 2) laid
over the spectrum up to 8 kHz. Busyness is spectral flux, how much louder bands of the spectrum get
from frame to frame (Dixon, "Onset Detection Revisited", DAFx 2006, section 2.1): wind, hum and
steady music have little, blows, steps and fast music have much.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from vidcap.listen.silero import RATE_HZ
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
    """Hears sound that passes by, and tells of it afterwards; a frame is two numbers."""

    def __init__(self, start: float = 0.0) -> None:
        """Begin at `start` s of the film."""
        self._start = start
        self._rest = np.zeros(0, np.float32)
        self._before: NDArray[np.float64] | None = None
        self._power: list[float] = []  # K-weighted mean square of each frame
        self._flux: list[float] = []  # dB
        hertz = np.fft.rfftfreq(FRAME, 1 / RATE_HZ)
        self._weights = _k_weights(hertz)
        edges = np.geomspace(LOWEST_HZ, RATE_HZ / 2, BANDS + 1)
        self._band = np.clip(np.searchsorted(edges, hertz, "right"), 0, BANDS)

    def passing(self, blocks: Iterable[Samples]) -> Iterator[Samples]:
        """Yield blocks (n,) of mono sound at the speech finder's rate, as they come."""
        for block in blocks:
            self._hear(block)
            yield block

    def _hear(self, block: Samples) -> None:
        sound = np.concatenate([self._rest, block])
        whole = len(sound) - len(sound) % FRAME
        self._rest = sound[whole:]
        if not whole:
            return
        spectra = np.abs(np.fft.rfft(sound[:whole].reshape(-1, FRAME), axis=1)) ** 2
        spectra[:, 1:-1] *= 2  # Parseval, of one side
        spectra /= FRAME**2
        self._power += (spectra @ self._weights).tolist()
        for spectrum in spectra:
            power = np.bincount(self._band, spectrum, BANDS + 1)[1:]
            floor = max(SILENT, 10 * float(np.log10(power.sum() + 1e-12)) - DEEP)
            level = np.maximum(10 * np.log10(power + 1e-12), floor)
            rise = 0.0 if self._before is None else np.maximum(level - self._before, 0).mean()
            self._flux.append(float(rise))
            self._before = level

    def beds(self, gaps: Sequence[Span]) -> tuple[Bed, ...]:
        """Return what sounds in the gaps, each in one bed or several that are unlike."""
        return tuple(bed for gap in gaps for bed in _joined(self._bed(one) for one in _cut(gap)))

    def _bed(self, span: Span) -> Bed:
        step = FRAME / RATE_HZ
        first = max(0, int((span.start - self._start) / step))
        last = max(first + 1, int((span.end - self._start) / step))
        power, flux = self._power[first:last], self._flux[first:last]
        mean = sum(power) / len(power) if power else 0.0
        loudness = max(SILENT, -0.691 + 10 * float(np.log10(mean + 1e-12)))
        busyness = min(1.0, sum(flux) / len(flux) / EVENTFUL) if flux else 0.0
        return Bed(span, round(loudness, 2), round(busyness, 3))


def _k_weights(hertz: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return the gain in power of the K-weighting at each frequency; its filters at 48 kHz."""
    z = np.exp(-2j * np.pi * hertz / 48_000)
    shelf = (1.53512485958697 - 2.69169618940638 * z + 1.19839281085285 * z**2) / (
        1 - 1.69065929318241 * z + 0.73248077421585 * z**2
    )
    high = (1 - 2 * z + z**2) / (1 - 1.99004745483398 * z + 0.99007225036621 * z**2)
    gain: NDArray[np.float64] = np.abs(shelf * high) ** 2
    return gain


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
