"""Fades: the old shot sinks into black, the new one rises from it; or is cut to or from black."""

from __future__ import annotations

from collections import deque

from vidcap.watch import Cut
from vidcap.watch.glimpse import Glimpse
from vidcap.watch.patterns import likeness_inside

LONGEST = 2.0  # s of a fade out or in
_SAME = 0.7  # likeness over a moment of black: a blink within one shot
_BLINK = 0.5  # s that a blink lasts at most
_STEEP = 0.06  # share of its light that a fade gains or loses at least within `_PACE`
_BLACK = 16.0  # luma of black
_PACE = 0.15  # s
_NEARLY = 60.0  # mean luma up to which a frame just before black belongs to a fade


class Fades:
    """Finds the stretches of black between two shots.

    The cut is the first frame of the new shot that shows anything.
    """

    def __init__(self) -> None:
        """Set up for a film."""
        self._recent: deque[Glimpse] = deque()
        self._clear: Glimpse | None = None  # the last frame that was not black
        self._black_from: float | None = None
        self._rising: Cut | None = None  # found, its fade in still going on
        self._sunk = 0.0  # when the fade out began

    @property
    def open_since(self) -> float | None:
        """When the change that is going on began, s; None: there is none."""
        if self._rising is not None:
            return self._rising.start
        return self._sunk if self._black_from is not None and self._clear else None

    def feed(self, glimpse: Glimpse) -> list[Cut]:
        """Take the next frame; return the fade that has ended, if one has."""
        ended = self._risen(glimpse) if self._rising is not None else []
        if glimpse.is_black:
            if self._black_from is None:
                self._black_from = glimpse.time
                self._sunk = self._fall(glimpse)
        else:
            if self._black_from is not None and self._clear is not None:
                blink = glimpse.time - self._black_from <= _BLINK
                if not (blink and likeness_inside(self._clear.pattern, glimpse.pattern) >= _SAME):
                    self._rising = Cut(glimpse.time, self._sunk, glimpse.time)
            self._black_from = None
            self._clear = glimpse
        self._recent.append(glimpse)
        while glimpse.time - self._recent[0].time > LONGEST:
            self._recent.popleft()
        return ended

    def finish(self) -> list[Cut]:
        """Return what the film's end leaves open: a fade in, or black to the end."""
        if self._rising is not None:
            return [self._rising]
        if self._black_from is not None and self._clear is not None:
            return [Cut(self._black_from, self._sunk, self._black_from)]
        return []

    def _risen(self, glimpse: Glimpse) -> list[Cut]:
        """Return the fade once the picture has stopped getting brighter."""
        assert self._rising is not None
        cut = self._rising
        then = next((g for g in self._recent if glimpse.time - g.time <= _PACE), glimpse)
        rises = _brighter(glimpse, then) and not glimpse.is_black
        if rises and glimpse.time - cut.time < LONGEST:
            self._rising = Cut(cut.time, cut.start, glimpse.time)
            return []
        if glimpse.time - cut.time < _PACE and not glimpse.is_black:
            return []
        self._rising = None
        return [cut]

    def _fall(self, black: Glimpse) -> float:
        """Return when the picture began to get darker, looking back from its first black frame."""
        later = [*self._recent, black]
        start = black.time
        for place in range(len(later) - 2, -1, -1):
            glimpse = later[place]
            then = next(
                g for g in later[place + 1 :] if g.time - glimpse.time >= _PACE or g is black
            )
            if not _brighter(glimpse, then):
                break
            start = glimpse.time
        # the last clear frame before a hard cut to black is no part of a fade
        steps = sum(start <= glimpse.time < black.time for glimpse in self._recent)
        return start if steps > 1 and self._recent[-1].level < _NEARLY else black.time


def _brighter(one: Glimpse, other: Glimpse) -> bool:
    """Whether one frame is brighter by what a fade changes between two frames so far apart."""
    return one.level - _BLACK > (other.level - _BLACK) * (1 + _STEEP) + 1
