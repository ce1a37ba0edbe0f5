"""Lay subtitles over the speech that is heard: are their times this film's? Pure.

A file made for another copy of a film is off by a steady offset (another logo before it), by a
steady rate (24 pictures a second shown at 25), or not of this film at all. Where people speak is a
row of ones and zeros; the offset is where the rows of cues and of speech correlate best
(cross-correlation by Fourier transform), tried at each rate at which films are shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from vidcap.script import Cue, Span

STEP = 0.05  # s of one number of a row
REACH = 90.0  # s by which subtitles are moved at most
RATES = (1.0, 25 / 24, 24 / 25, 25 / 23.976, 23.976 / 25, 24 / 23.976, 23.976 / 24)
LEAST_SPEECH = 15.0  # s of it, heard and written, below which nothing can be told
FEWEST = 8  # cues, likewise
SMALL = 0.4  # s: cues begin before a word and end after it, so less says nothing
GOOD = 0.3  # correlation from which rows belong together
GAIN = 0.15  # of correlation that a move must bring
CLEAR = 0.05  # of correlation that another rate must bring
CHANCE = 2.0  # over the root of how many spans there are: correlation that chance may bring
ALONE = 1.25  # times the correlation anywhere else that it must have
ELSEWHERE = 4.0  # s from the best place that are elsewhere

Row = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Alignment:
    """How subtitles lie against the speech that is heard: cue time x rate + offset is film time."""

    offset: float = 0.0  # s
    rate: float = 1.0
    before: float = 0.0  # correlation as they are, -1 to 1
    after: float = 0.0  # the same when they are moved

    @property
    def is_move(self) -> bool:
        """Whether they must be moved at all."""
        return (self.offset, self.rate) != (0.0, 1.0)

    @property
    def told(self) -> str:
        """What is done to them, for people."""
        rate = f" and stretched by {self.rate:.4f}" if self.rate != 1 else ""
        return f"moved by {self.offset:+.1f} s{rate}"

    def of(self, cues: Sequence[Cue]) -> tuple[Cue, ...]:
        """Return the cues at their film times; what would lie before the film is left out."""
        moved = (
            (cue, cue.span.start * self.rate + self.offset, cue.span.end * self.rate + self.offset)
            for cue in cues
        )
        return tuple(replace(cue, span=Span(max(a, 0.0), b)) for cue, a, b in moved if b > 0)


def alignment(cues: Sequence[Span], speech: Sequence[Span], part: Span) -> Alignment | None:
    """Return how cues lie against speech; None: too little of either to tell.

    They stay where they are unless moving them brings a clear gain, to a place that is clearly
    the best one.

    Args:
        cues: with words, in time order.
        speech: as it is heard in `part`, in time order.
        part: the stretch of film that was heard, s.
    """
    count = max(1, round(part.length / STEP))
    heard = _row(speech, part.start, count)
    near = [cue for cue in cues if cue.overlap(_wider(part)) > 0]
    written = _row(near, part.start, count)
    # of cues that lie elsewhere now, too: they may belong here
    least = min(float(heard.sum()) * STEP, sum(cue.length for cue in near))
    if least < LEAST_SPEECH or len(near) < FEWEST:
        return None
    before = _likeness(written, heard)
    best = max((_best(near, heard, rate, part) for rate in RATES), key=lambda found: found.after)
    best = replace(_refined(near, heard, best, part), before=before)
    drift = abs(best.rate - 1) * part.length
    good = max(GOOD, CHANCE / sqrt(min(len(near), len(speech))))
    if best.after < good or best.after - before < GAIN or max(abs(best.offset), drift) < SMALL:
        return Alignment(before=before, after=before)
    return best


def _wider(part: Span) -> Span:
    return Span(max(0.0, part.start - REACH), part.end * max(RATES) + REACH)


def _row(spans: Sequence[Span], start: float, count: int) -> Row:
    """Return ones where a span is, zeros elsewhere, from `start` on."""
    row = np.zeros(count, np.float32)
    for span in spans:
        first, last = round((span.start - start) / STEP), round((span.end - start) / STEP)
        row[max(first, 0) : max(last, 0)] = 1
    return row


def _likeness(one: Row, other: Row) -> float:
    """Return Pearson's correlation of two rows; 0 where one of them never changes."""
    a, b = one - one.mean(), other - other.mean()
    norm = float(np.sqrt(np.dot(a, a) * np.dot(b, b)))
    return float(np.dot(a, b)) / norm if norm else 0.0


def _best(cues: Sequence[Span], heard: Row, rate: float, part: Span) -> Alignment:
    """Return the best offset at a rate; no correlation (0) where it is not clearly the best."""
    moved = [Span(cue.start * rate, cue.end * rate) for cue in cues]
    reach = round(REACH / STEP)
    written = _row(moved, part.start - REACH, len(heard) + 2 * reach)
    a, b = written - written.mean(), heard - heard.mean()
    size = 1 << (len(written) + len(heard)).bit_length()
    products = np.fft.irfft(np.fft.rfft(b, size) * np.conj(np.fft.rfft(a, size)), size)
    # place k: the cues moved by k - reach steps lie over the speech
    row = np.concatenate([products[-2 * reach :], products[:1]])
    norm = float(np.sqrt(np.dot(a, a) * np.dot(b, b)))
    if not norm:
        return Alignment(rate=rate)
    row = row / norm
    place = int(np.argmax(row))
    wide = round(ELSEWHERE / STEP)
    others = np.concatenate([row[: max(place - wide, 0)], row[place + wide :]])
    if len(others) and row[place] < ALONE * others.max():
        return Alignment(rate=rate)
    offset = round((place - reach) * STEP, 3)
    return _measured(cues, heard, Alignment(offset, rate), part)


def _measured(cues: Sequence[Span], heard: Row, move: Alignment, part: Span) -> Alignment:
    """Return a move with the correlation that it brings."""
    spans = [
        Span(cue.start * move.rate + move.offset, cue.end * move.rate + move.offset) for cue in cues
    ]
    return replace(move, after=_likeness(_row(spans, part.start, len(heard)), heard))


def _refined(cues: Sequence[Span], heard: Row, move: Alignment, part: Span) -> Alignment:
    """Return a move with the steady drift that is left taken out, if that brings anything.

    The first and the last third of the part are laid over each other by themselves.
    """
    third = part.length / 3
    ends = (Span(part.start, part.start + third), Span(part.end - third, part.end))
    left: list[float] = []
    for end in ends:
        first = round((end.start - part.start) / STEP)
        own = heard[first : first + round(third / STEP)]
        moved = [
            Span(cue.start * move.rate + move.offset, cue.end * move.rate + move.offset)
            for cue in cues
        ]
        inside = [span for span in moved if span.overlap(end) > 0]
        if own.sum() * STEP < LEAST_SPEECH or not inside:
            return move
        found = _best(inside, own, 1.0, end)
        if found.after < GOOD or abs(found.offset) > ELSEWHERE:
            return move
        left.append(found.offset)
    turn = (left[1] - left[0]) / (2 * third)
    middle = part.start + part.length / 2
    rate = move.rate * (1 + turn)
    offset = move.offset * (1 + turn) + sum(left) / 2 - turn * middle
    better = _measured(cues, heard, replace(move, offset=round(offset, 3), rate=rate), part)
    return better if better.after - move.after >= CLEAR else move
