"""Dissolves: for a while each frame is a mixture of the old shot and the new one."""

from __future__ import annotations

import bisect

import cv2

from vidcap.watch import Cut
from vidcap.watch.glimpse import Glimpse
from vidcap.watch.patterns import likeness_inside

LENGTHS = (0.5, 1.0)  # s of the windows that are tried
_EVERY = 0.08  # s between two trials
_APART = 8.0  # mean difference of the window's ends, luma and doubled chroma
_UNLIKE = 0.45  # likeness of the window's ends at most
_MIXED = 0.32  # of that difference by which the middle may miss the mean of the ends
_QUIET = 0.3  # s without a find that end a dissolve
_UNEVEN = 1.3  # a window may be longer than meant by this factor: low frame rates


class Dissolves:
    """Finds dissolves by their middle frame, which is the mean of two unlike frames around it.

    Objects and cameras that move do not pass: half-way they are elsewhere, not half there. Fades
    pass as well, black being the other frame: whoever asks takes fades out.
    """

    def __init__(self) -> None:
        """Set up for a film."""
        self._recent: list[Glimpse] = []  # those of the longest window
        self._tried = float("-inf")
        self._found: Cut | None = None
        self._worth = 0.0

    @property
    def open_since(self) -> float | None:
        """When the dissolve that is going on began, s; None: there is none."""
        return self._found.start if self._found else None

    def feed(self, glimpse: Glimpse) -> list[Cut]:
        """Take the next frame; return the dissolve that is over, if one is."""
        self._recent.append(glimpse)
        while glimpse.time - self._recent[0].time > max(LENGTHS) * _UNEVEN:
            del self._recent[0]
        if glimpse.time - self._tried < _EVERY:
            return []
        self._tried = glimpse.time
        for length in LENGTHS:
            self._try(glimpse, length)
        if self._found is not None and glimpse.time - self._found.end > _QUIET:
            return self.finish()
        return []

    def finish(self) -> list[Cut]:
        """Return the dissolve that was still open."""
        found, self._found, self._worth = self._found, None, 0.0
        return [found] if found else []

    def _try(self, last: Glimpse, length: float) -> None:
        """Look whether the window that ends in `last` is a dissolve."""
        first = self._near(last.time - length)
        span = last.time - first.time
        if not length / _UNEVEN <= span <= length * _UNEVEN:
            return
        middle = self._near((first.time + last.time) / 2)
        worth = mixture(first, middle, last)
        if worth <= 0:
            return
        start, end = first.time, last.time
        if self._found is not None:
            start, end = min(start, self._found.start), max(end, self._found.end)
        time = middle.time if worth > self._worth or self._found is None else self._found.time
        self._worth = max(worth, self._worth)
        self._found = Cut(time, start, end)

    def _near(self, time: float) -> Glimpse:
        """Return the frame that is nearest to a time."""
        after = bisect.bisect_left(self._recent, time, key=lambda glimpse: glimpse.time)
        around = self._recent[max(0, after - 1) : after + 1]
        return min(around, key=lambda glimpse: abs(glimpse.time - time))


def mixture(first: Glimpse, middle: Glimpse, last: Glimpse) -> float:
    """Return how well `middle` is a mixture of two unlike frames: 0 not at all, 1 perfectly."""
    one, between, other = (glimpse.pattern.cells for glimpse in (first, middle, last))
    if not one.size == between.size == other.size or not first.time < middle.time < last.time:
        return 0.0
    apart = cv2.norm(one, other, cv2.NORM_L1) / one.size
    if apart < _APART or first.is_black or middle.is_black or last.is_black:
        return 0.0
    share = (middle.time - first.time) / (last.time - first.time)
    mean = cv2.addWeighted(one, 1 - share, other, share, 0)
    missed = cv2.norm(mean.ravel(), between, cv2.NORM_L1) / one.size / apart
    if missed > _MIXED:
        return 0.0
    alike = likeness_inside(first.pattern, last.pattern)
    return (1 - missed) * (1 - max(0.0, alike)) if alike <= _UNLIKE else 0.0
