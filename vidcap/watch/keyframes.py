"""Choose the keyframes of a film while its frames go by, holding only a few of them."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from vidcap.media.frames import Frame
from vidcap.script import Span
from vidcap.watch import Cut
from vidcap.watch.glimpse import Glimpse
from vidcap.watch.rest import REACH, Moving, rest_of

_SLOT = 0.5  # s; of the frames within a slot the best is a candidate
_LOOK = 0.07  # s between two frames that are looked at
_BREAK = 8.0  # novelty that ends a slot: it may be a cut, so both sides keep a candidate
_ABOVE = 1.3  # times the novelty of the frames before it: shaking cameras are no row of cuts
_BEFORE = 3  # frames
_MOST = 8  # candidates held for one keyframe: each is a whole decoded frame in memory
_MOST_RECENT = 16  # and held while a cut may still become known
_LONG = 1.5  # times the usual stretch from which a shot gets a further keyframe
_EDGE = 0.1  # s from the ends of a stretch in which frames are often smeared
_AT_EDGE, _OFF_CENTRE = 0.4, 0.3  # merit that is lost there, and linearly away from the middle
_ALIKE = 30.0  # mean difference from the other candidates that costs a merit of 1
_APART = 0.5  # s from a keyframe to the further frames of its stretch
_LIT = 0.75  # share of a keyframe's mean luma that its further frames have at least
_DULL, _GLARING = 50.0, 215.0  # mean luma out of which a picture is badly exposed


@dataclass(frozen=True, slots=True)
class Candidate:
    """A frame that may become a keyframe."""

    frame: Frame
    glimpse: Glimpse
    sharpness: float  # variance of the Laplacian of the small luma
    unrest: float  # the larger of its changes from the frame before and to the frame after

    @property
    def time(self) -> float:
        """When it is shown, s."""
        return self.frame.time

    @property
    def merit(self) -> float:
        """How good a picture it is by itself: sharp, still, well exposed."""
        level = self.glimpse.level
        exposure = max(0.0, _DULL - level, level - _GLARING) / 20
        return math.log1p(self.sharpness) - self.unrest / 10 - exposure


@dataclass(frozen=True, slots=True)
class Choice:
    """A chosen keyframe and the stretch of its shot that it stands for."""

    candidate: Candidate
    seen: Span
    planes: tuple[NDArray[np.uint8], ...]  # small luma of all candidates: where bars are looked for
    rest: float  # s until which the frame is shown that is best held at its end
    beside: tuple[Candidate, ...] = ()  # up to two further frames: an early one, and a late one


class Chooser:
    """Gathers candidates and gives up the best of each stretch of a shot.

    However long a shot is and however wildly its camera moves, at most `_MOST` + `_MOST_RECENT`
    frames are held.
    """

    def __init__(self, *, every: float, patience: float) -> None:
        """Set up for a film.

        Args:
            every: length of the stretch that one keyframe stands for, s.
            patience: s that may pass before a cut becomes known.
        """
        self._every = every
        self._patience = patience
        self._start: float | None = None  # of the open stretch; None: only black so far
        self._clear = float("-inf")  # from here on the shot is clear of the change before it
        self._slot: Candidate | None = None
        self._slot_start = 0.0
        self._candidates: list[Candidate] = []
        self._last: tuple[Frame, Glimpse] | None = None  # the frame before
        self._novelties: deque[float] = deque(maxlen=_BEFORE)
        self._looked = float("-inf")  # when a frame was last considered
        self._recent: deque[Moving] = deque()  # as far back as a stretch may end that is settled

    @property
    def held(self) -> int:
        """How many decoded frames are in memory for it."""
        return len(self._candidates) + (self._slot is not None) + (self._last is not None)

    def add(self, frame: Frame, glimpse: Glimpse) -> list[Choice]:
        """Take the next frame; return the keyframe of a long shot that is settled by now."""
        self._recent.append(Moving(glimpse.time + glimpse.duration, glimpse.change))
        while self._recent[0].end < glimpse.time - self._patience - _LONG * self._every - REACH:
            self._recent.popleft()
        if self._last is not None:
            self._consider(*self._last, glimpse.change)
        if self._may_be_cut(glimpse) or glimpse.time - self._slot_start >= _SLOT:
            self._end_slot(glimpse.time)
        self._last = frame, glimpse
        if self._start is None:
            self._start = None if glimpse.is_black else glimpse.time
        return self._settle_whole(glimpse.time - self._patience)

    def cut(self, cut: Cut) -> list[Choice]:
        """End the shot at a cut; return its last keyframes."""
        return [*self._settle_whole(cut.start), *self._settle(cut)]

    def finish(self, end: float) -> list[Choice]:
        """End the film."""
        if self._last is not None:
            self._consider(*self._last, 0.0)
            self._last = None
        return [*self._settle_whole(end), *self._settle(Cut(end, end, end))]

    def _consider(self, frame: Frame, glimpse: Glimpse, next_change: float) -> None:
        """Keep a frame if it is better than the one kept of its slot."""
        if glimpse.is_black or (self._slot is not None and frame.time - self._looked < _LOOK):
            return
        self._looked = frame.time
        unrest = max(glimpse.change, next_change)
        candidate = Candidate(frame, glimpse, _sharpness(glimpse), unrest)
        if self._slot is None or candidate.merit > self._slot.merit:
            self._slot = candidate

    def _end_slot(self, time: float) -> None:
        if self._slot is not None:
            self._candidates.append(self._slot)
        self._slot = None
        self._slot_start = time
        settled = [item for item in self._candidates if item.time < time - self._patience]
        if len(settled) > _MOST:
            self._candidates.remove(_spare(settled))
        elif len(self._candidates) - len(settled) > _MOST_RECENT:
            self._candidates.remove(_spare(self._candidates[len(settled) :]))

    def _may_be_cut(self, glimpse: Glimpse) -> bool:
        usual = sum(self._novelties) / _BEFORE
        self._novelties.append(glimpse.novelty)
        return glimpse.novelty >= max(_BREAK, _ABOVE * usual)

    def _settle_whole(self, until: float) -> list[Choice]:
        """Choose for the whole stretches of a long shot that lie before `until`."""
        choices: list[Choice] = []
        while self._start is not None and until - self._start >= _LONG * self._every:
            end = self._start + self._every
            choices += self._settle(Cut(end, end, end))
        return choices

    def _settle(self, cut: Cut) -> list[Choice]:
        """Choose among the candidates before the cut; frames within its change only if need be."""
        if self._slot is not None and self._slot.time < cut.time:
            self._end_slot(self._slot_start)
        mine = [item for item in self._candidates if item.time < cut.time]
        clear = [item for item in mine if self._clear <= item.time < cut.start]
        self._candidates = self._candidates[len(mine) :]
        start, self._start, self._clear = self._start, cut.time, cut.end
        if not mine or start is None:
            return []
        # while it fades in a shot is seen already; fading out counts only where nothing is clear
        seen = Span(start, cut.start if start < cut.start else cut.time)
        best = _best(clear or mine, seen)
        planes = tuple(item.glimpse.small.luma for item in mine)
        return [Choice(best, seen, planes, rest_of(self._recent, seen), _beside(best, clear))]


def _best(candidates: Sequence[Candidate], seen: Span) -> Candidate:
    """Return the candidate that is good by itself and most like the others."""
    shape = candidates[0].glimpse.pattern.luma.shape
    alike = [item for item in candidates if item.glimpse.pattern.luma.shape == shape]
    mean = np.mean([item.glimpse.pattern.luma for item in alike], axis=0)

    def worth(candidate: Candidate) -> float:
        apart = float(np.abs(candidate.glimpse.pattern.luma - mean).mean())
        edge = min(candidate.time - seen.start, seen.end - candidate.time)
        off_centre = 1 - 2 * max(0.0, edge) / seen.length
        return (
            candidate.merit
            - apart / _ALIKE
            - _OFF_CENTRE * off_centre
            - (_AT_EDGE if edge < _EDGE else 0.0)
        )

    return max(alike, key=worth)


def _beside(best: Candidate, clear: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Return the earliest and the latest frame some way off the best one in time, and as light.

    In a fade everybody vanishes.
    """
    level = best.glimpse.level
    alike = [item for item in clear if _LIT * level <= item.glimpse.level <= level / _LIT]
    early = [item for item in alike if item.time <= best.time - _APART]
    late = [item for item in alike if item.time >= best.time + _APART]
    return (*early[:1], *late[-1:])


def _spare(candidates: Sequence[Candidate]) -> Candidate:
    """Return the worse one of the two that stand closest together."""
    close = min(pairwise(candidates), key=lambda pair: pair[1].time - pair[0].time)
    return min(close, key=lambda item: item.merit)


def _sharpness(glimpse: Glimpse) -> float:
    _, deviation = cv2.meanStdDev(cv2.Laplacian(glimpse.small.luma, cv2.CV_16S))
    return float(deviation[0, 0]) ** 2
