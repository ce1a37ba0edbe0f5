"""The envelope of the film's gain, computed from where the lines are. Pure.

A compressor that listens to the voice ducks too late, since it starts after the first word; this
envelope is down before it. Between its points the gain moves in straight lines of decibels, and
outside its dips it is exactly 1.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from vidcap.script import Span

SHORTEST_RAMP = 0.05  # s; a steeper one is heard as a click


@dataclass(frozen=True, slots=True)
class Dip:
    """A line, and the gain of the film that it needs."""

    span: Span
    gain_db: float  # 0 or less


@dataclass(frozen=True, slots=True)
class Envelope:
    """Points (time, gain) in time order; 0 dB before the first and after the last."""

    times: tuple[float, ...] = ()  # s
    gains_db: tuple[float, ...] = ()
    touched: tuple[Span, ...] = field(default=())  # outside these the gain is exactly 1

    def gain(self, start: int, count: int, rate_hz: int) -> NDArray[np.float32] | None:
        """Return the gain of each sample from `start` on, (count,); None: all are exactly 1.

        Only the points in and next to the block are looked at: O(count + log points).
        """
        first = bisect_right(self.times, start / rate_hz) - 1
        last = bisect_left(self.times, (start + count) / rate_hz)
        times = self.times[max(first, 0) : last + 1]
        gains = self.gains_db[max(first, 0) : last + 1]
        if not any(gains):
            return None
        moments = np.arange(start, start + count) / rate_hz
        decibels = np.interp(moments, times, gains)
        return (10 ** (decibels / 20)).astype(np.float32)


def envelope(
    dips: Sequence[Dip],
    speech: Sequence[Span],
    *,
    fade_down: float,
    fade_up: float,
    merge: float,
) -> Envelope:
    """Return the envelope that is down over every dip and up everywhere else.

    Two dips stay joined when they are closer than `merge`, or too close for both ramps, unless
    there is speech between them. A ramp that would reach into speech is shortened to end beside
    it, but not below `SHORTEST_RAMP`.

    Args:
        dips: in time order, clear of each other; those of 0 dB are left out.
        speech: the film's own words, in any order.
        fade_down: s of the ramp that ends where a dip starts.
        fade_up: s of the ramp that starts where a dip ends.
        merge: s.
    """
    groups: list[list[Dip]] = []
    for dip in dips:
        if dip.gain_db == 0:
            continue
        if groups and _joined(groups[-1][-1].span, dip.span, speech, merge, fade_down + fade_up):
            groups[-1].append(dip)
        else:
            groups.append([dip])
    points: list[tuple[float, float]] = []
    touched: list[Span] = []
    for place, group in enumerate(groups):
        start, end = group[0].span.start, group[-1].span.end
        silence_before = start - max((s.end for s in speech if s.end <= start), default=-1e9)
        silence_after = min((s.start for s in speech if s.start >= end), default=1e9) - end
        down = max(min(fade_down, silence_before), SHORTEST_RAMP)
        up = max(min(fade_up, silence_after), SHORTEST_RAMP)
        if place + 1 < len(groups):  # two ramps around a word between two lines
            up = min(up, max((groups[place + 1][0].span.start - end) / 2, 0.001))
        if points:
            down = min(down, max(start - points[-1][0], 0.001))
        points.append((start - down, 0.0))
        for dip in group:
            points += [(dip.span.start, dip.gain_db), (dip.span.end, dip.gain_db)]
        points.append((end + up, 0.0))
        touched.append(Span(start - down, end + up))
    return Envelope(
        tuple(time for time, _ in points), tuple(gain for _, gain in points), tuple(touched)
    )


def _joined(before: Span, after: Span, speech: Sequence[Span], merge: float, ramps: float) -> bool:
    """Say whether the film stays down between two dips."""
    spoken = any(s.start < after.start and s.end > before.end for s in speech)
    return not spoken and after.start - before.end < max(merge, ramps)
