"""Two timelines: the film's, and that of its extended form, in which it pauses. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from vidcap.script import Pause, Span

SAME = 0.002  # s: containers count in milliseconds, rounded either way


@dataclass(frozen=True, slots=True)
class Timeline:
    """Where the film pauses, and for how long; in time order."""

    pauses: tuple[Pause, ...]

    @property
    def longer(self) -> float:
        """Seconds by which the extended form is longer."""
        return sum(pause.length for pause in self.pauses)

    def extended(self, time: float, *, is_end: bool = False) -> float:
        """Return when something of the film comes in the extended form, s.

        Args:
            time: of the film, s.
            is_end: of what ends then: it ends before a pause at that time; what is told through a
                pause is held.
        """
        if is_end:
            passed = bisect_left(self._places, time - SAME)
        else:
            passed = bisect_right(self._places, time + SAME)
        return time + self._before[passed]

    def film(self, time: float) -> float:
        """Return which time of the film is shown then; through a pause, the pause's own."""
        for pause, before in zip(reversed(self.pauses), reversed(self._before[:-1]), strict=True):
            if time >= pause.at + before:
                return max(pause.at, time - before - pause.length)
        return time

    def span(self, span: Span) -> Span:
        """Return when a stretch of the film lies in the extended form."""
        start = self.extended(span.start)
        return Span(start, max(self.extended(span.end, is_end=True), start + 0.001))

    def pause(self, place: int) -> Span:
        """Return when a pause lies in the extended form."""
        start = self.pauses[place].at + self._before[place]
        return Span(start, start + self.pauses[place].length)

    @property
    def _places(self) -> Sequence[float]:
        return [pause.at for pause in self.pauses]

    @property
    def _before(self) -> list[float]:
        """Seconds of pause before each one, and at the end of all."""
        return list(accumulate((pause.length for pause in self.pauses), initial=0.0))
