"""Measure loudness and true peak (ITU-R BS.1770-4) of sound that comes in blocks.

libavfilter's ebur128 gives the loudness of 400 ms each 100 ms, through PyAV; from these any
stretch can be judged afterwards, gated or not, in one pass over the film. A film of two hours
leaves 72,000 numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, inf, isnan, log10

import av
import av.error
import numpy as np
from av.filter import Graph
from numpy.typing import NDArray

from vidcap.media.sound import AudioFormat
from vidcap.script import Span

HOP, WINDOW = 0.1, 4  # s between two values; values' hops in a window
SHORT_TERM = 30  # hops
ABSOLUTE_GATE, RELATIVE_GATE = -70.0, -10.0  # LUFS, LU; BS.1770-4 annex 1
NOTHING = -160.0  # LUFS; about what the filter tells of digital silence
OVERSAMPLING = 4  # BS.1770-4 annex 2


@dataclass(frozen=True, slots=True, eq=False)
class Loudness:
    """The loudness of a sound over time."""

    momentary: NDArray[np.float64]  # (n,) LUFS of the 400 ms that begin at i * 100 ms

    def integrated(self, spans: Sequence[Span] | None = None) -> float:
        """Return the gated loudness, LUFS, of all or of what lies in the spans; -inf: none."""
        if spans is None:
            inside = self.momentary
        else:
            inside = np.concatenate([np.empty(0), *(self._within(span) for span in spans)])
        loud = inside[inside > ABSOLUTE_GATE]
        if not len(loud):
            return -inf
        return _mean(loud[loud > _mean(loud) + RELATIVE_GATE])

    def mean(self, span: Span) -> float:
        """Return the loudness of a stretch, not gated, LUFS; -inf: silence, or nothing there."""
        inside = self._within(span)
        if not len(inside):  # shorter than a window: the one around it
            middle = round((span.start + span.end) / 2 / HOP - WINDOW / 2)
            inside = self.momentary[max(middle, 0) : max(middle, 0) + 1]
        value = _mean(inside) if len(inside) else -inf
        return value if value > ABSOLUTE_GATE else -inf

    def loudest(self, span: Span) -> float:
        """Return the highest short-term loudness (3 s) in a stretch, LUFS; its mean if shorter."""
        inside = self._within(span)
        size = SHORT_TERM - WINDOW + 1  # so many windows of 400 ms cover 3 s
        if len(inside) <= size:
            return self.mean(span)
        power = np.convolve(10 ** (inside / 10), np.full(size, 1 / size), mode="valid")
        return 10 * log10(float(power.max()))

    def _within(self, span: Span) -> NDArray[np.float64]:
        """Return the values whose window lies in the span."""
        first = ceil(round(span.start / HOP, 3))
        last = floor(round(span.end / HOP, 3)) - WINDOW
        return self.momentary[max(first, 0) : max(last + 1, 0)]


class Meter:
    """Takes a sound block by block and gives its loudness."""

    def __init__(self, form: AudioFormat) -> None:
        """Build the filter for sound of this format."""
        self._form, self._count = form, 0
        self._values: list[float] = []
        self._graph = Graph()
        entry = self._graph.add(
            "abuffer",
            sample_rate=str(form.rate_hz),
            sample_fmt="fltp",
            channel_layout=form.layout,
            time_base=f"1/{form.rate_hz}",
        )
        meter = self._graph.add("ebur128", "metadata=1:framelog=quiet")
        entry.link_to(meter)
        meter.link_to(self._graph.add("abuffersink"))
        self._graph.configure()

    def feed(self, block: NDArray[np.float32]) -> None:
        """Add a block (channels, n)."""
        self._graph.push(audio_frame(block, self._form, self._count))
        self._count += block.shape[1]
        while True:
            try:
                frame = self._graph.pull()
            except (av.error.BlockingIOError, av.error.EOFError):
                return
            value = float(frame.metadata["lavfi.r128.M"])
            # where sound falls to digital silence its running sum can fall below 0: no number
            self._values.append(NOTHING if isnan(value) else value)

    def loudness(self) -> Loudness:
        """Return the loudness of what was fed."""
        return Loudness(np.array(self._values[WINDOW - 1 :]))


class PeakMeter:
    """Takes a sound block by block and gives its true peak."""

    def __init__(self, form: AudioFormat) -> None:
        """Prepare for sound of this format."""
        self._form, self._count, self._peak = form, 0, 0.0
        self._resampler = av.AudioResampler(
            format="fltp", layout=form.layout, rate=OVERSAMPLING * form.rate_hz
        )

    def feed(self, block: NDArray[np.float32]) -> None:
        """Add a block (channels, n)."""
        self._peak = max(self._peak, float(np.abs(block).max(initial=0)))
        for frame in self._resampler.resample(audio_frame(block, self._form, self._count)):
            self._peak = max(self._peak, float(np.abs(frame.to_ndarray()).max(initial=0)))
        self._count += block.shape[1]

    @property
    def peak(self) -> float:
        """The highest magnitude between or at the samples; 1 is full scale."""
        return self._peak


def audio_frame(block: NDArray[np.float32], form: AudioFormat, start: int) -> av.AudioFrame:
    """Return a block (channels, n) as a frame whose first sample is number `start`."""
    frame = av.AudioFrame.from_ndarray(
        np.ascontiguousarray(block), format="fltp", layout=form.layout
    )
    frame.sample_rate = form.rate_hz
    frame.pts, frame.time_base = start, Fraction(1, form.rate_hz)
    return frame


def decibels(magnitude: float) -> float:
    """Return a magnitude in dB of full scale; -inf for 0."""
    return 20 * log10(magnitude) if magnitude > 0 else -inf


def _mean(values: NDArray[np.float64]) -> float:
    """Return the mean by power of loudness values."""
    return 10 * log10(float(np.mean(10 ** (values / 10))))
