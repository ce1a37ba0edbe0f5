"""Choose the keyframes of a film while its frames go by, holding only a few of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from vidcap.media.frames import Frame
from vidcap.script import Span
from vidcap.watch import Cut
from vidcap.watch.glimpse import Glimpse

_SLOT = 0.5  # s; of the frames within a slot the best is a candidate
_BREAK = 12.0  # change that ends a slot: it may be a cut, so both sides keep a candidate
_MOST = 8  # candidates held for one keyframe: each is a whole decoded frame in memory
_CLEAR = 0.12  # s kept from a cut
_DULL, _GLARING = 35.0, 215.0  # mean luma out of which a picture is badly exposed


@dataclass(frozen=True, slots=True)
class Candidate:
    """A frame that may become a keyframe."""

    frame: Frame
    glimpse: Glimpse
    sharpness: float  # variance of the Laplacian of the small luma
    unrest: float  # the larger of its changes from the frame before and to the frame after

    @property
    def merit(self) -> float:
        """How good a picture it is by itself: sharp, still, well exposed."""
        level = self.glimpse.small.level
        exposure = max(0.0, _DULL - level, level - _GLARING) / 20
        return math.log1p(self.sharpness) - self.unrest / 10 - exposure


@dataclass(frozen=True, slots=True)
class Choice:
    """A chosen keyframe and the stretch of its shot that it stands for."""

    candidate: Candidate
    seen: Span
    planes: tuple[np.ndarray, ...]  # small luma of all candidates: where bars are looked for


class Chooser:
    """Gathers candidates and gives up the best of each stretch of a shot."""

    def __init__(self, *, every: float, patience: float) -> None:
        """Set up for a film.

        Args:
            every: length of the stretch that one keyframe stands for, s.
            patience: s that may pass before a cut becomes known.
        """
        self._every = every
        self._patience = patience
        self._start: float | None = None  # of the open stretch
        self._slot: Candidate | None = None
        self._slot_start = 0.0
        self._candidates: list[Candidate] = []
        self._last: Candidate | None = None  # the frame before, whose next change is not known yet

    def add(self, frame: Frame, glimpse: Glimpse) -> list[Choice]:
        """Take the next frame; return the keyframes of a long shot that are settled by now."""
        if self._start is None:
            self._start = glimpse.time
        if self._last is not None:
            self._consider(replace(self._last, unrest=max(self._last.unrest, glimpse.change)))
        if glimpse.change >= _BREAK or glimpse.time - self._slot_start >= _SLOT:
            self._end_slot(glimpse.time)
        sharpness = _sharpness(glimpse)
        self._last = Candidate(frame, glimpse, sharpness, glimpse.change)
        settled = glimpse.time - self._patience - self._start
        if settled >= 1.5 * self._every:
            return self._settle(self._start + self._every, self._start + self._every)
        return []

    def cut(self, cut: Cut) -> list[Choice]:
        """End the shot at a cut; return its last keyframes."""
        return self._settle(cut.start, cut.end, at=cut.time)

    def finish(self, end: float) -> list[Choice]:
        """End the film."""
        if self._last is not None:
            self._consider(self._last)
            self._last = None
        self._end_slot(end)
        return self._settle(end, end)

    def _consider(self, candidate: Candidate) -> None:
        if candidate.glimpse.is_black:
            return
        if self._slot is None or candidate.merit > self._slot.merit:
            self._slot = candidate

    def _end_slot(self, time: float) -> None:
        if self._slot is not None:
            self._candidates.append(self._slot)
        self._slot = None
        self._slot_start = time
        settled = [c for c in self._candidates if c.frame.time < time - self._patience]
        if len(settled) > _MOST:
            self._candidates.remove(min(settled, key=lambda c: c.merit))

    def _settle(self, until: float, clear: float, *, at: float | None = None) -> list[Choice]:
        """Choose among the candidates before `until`, drop those before `clear`."""
        start = self._start if self._start is not None else until
        end = until if at is None else at
        if self._slot is not None and self._slot.frame.time < until:
            self._end_slot(self._slot_start)
        mine = [c for c in self._candidates if c.frame.time < until]
        self._candidates = [c for c in self._candidates if c.frame.time >= clear]
        self._start = end
        if not mine or end <= start:
            return []
        best = _best(mine, Span(start, end))
        planes = tuple(c.glimpse.small.luma for c in mine)
        return [Choice(best, Span(start, end), planes)]


def _best(candidates: Sequence[Candidate], seen: Span) -> Candidate:
    """Return the candidate that is good by itself and most like the others."""
    mean = np.mean([c.glimpse.small.luma for c in candidates], axis=0)

    def worth(candidate: Candidate) -> float:
        apart = float(np.abs(candidate.glimpse.small.luma - mean).mean())
        time = candidate.frame.time
        edge = min(time - seen.start, seen.end - time)
        return candidate.merit - apart / 20 - (1.0 if edge < _CLEAR else 0.0)

    return max(candidates, key=worth)


def _sharpness(glimpse: Glimpse) -> float:
    _, deviation = cv2.meanStdDev(cv2.Laplacian(glimpse.small.luma, cv2.CV_16S))
    return float(deviation[0, 0]) ** 2
