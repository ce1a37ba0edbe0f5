"""Where a voice stands out of the residue, and which line each stretch of it belongs to. Pure.

What a lossy codec leaves in the residue lies 13 to 37 dB below the film (measured: loud battle in
Opus, soft music in AAC), a voice lies above it. So voice begins where the residue comes near the
film as it is heard around that moment, and goes on while it stays over what coding leaves.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from vidcap.proof.pair import RATE
from vidcap.proof.residue import FRAME
from vidcap.script import Cue, Span

STEP = FRAME / RATE  # s of one value
CLEAR_DB, TRACE_DB = -3.0, -11.0  # residue over film: a voice for sure; what may belong to one
FAINT_DB, FAINTEST_DB = -66.0, -76.0  # of full scale: the same
TAIL_DB = -45.0  # below its own loudest moment a voice is not heard
AROUND = 10  # values: a codec smears a loud moment so far, 50 ms
SURE = 3  # values of clear voice, 15 ms, without which a stretch is none
SHARE = 0.4  # of a stretch that must be clear: coding goes wrong for moments in dense noise
REACH = 1.5  # s from a line's written time within which its voice is looked for
STRAY = 0.15  # s of clear voice from which something that no line tells of is told
JOIN = 0.4  # s; strays closer than that are one

Values = NDArray[np.float32]


def voiced(voice: Values, film: Values) -> tuple[Span, ...]:
    """Return the stretches in which something clearly stands beside the film, in time order.

    Args:
        voice: (n,) power of the residue, one value for `STEP`.
        film: (n,) power of the film as heard in the mix.
    """
    level = 10 * np.log10(np.maximum(voice, 1e-12))
    near = np.lib.stride_tricks.sliding_window_view(np.pad(film, AROUND), 2 * AROUND + 1)
    bed = 10 * np.log10(np.maximum(near.max(axis=1), 1e-12))
    clear = level > np.maximum(bed + CLEAR_DB, FAINT_DB)
    trace = level > np.maximum(bed + TRACE_DB, FAINTEST_DB)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], trace.astype(np.int8), [0]])))
    spans = []
    for first, stop in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if clear[first:stop].sum() < max(SURE, SHARE * (stop - first)):
            continue
        loud = np.flatnonzero(level[first:stop] > level[first:stop].max() + TAIL_DB).tolist()
        spans.append(Span((first + loud[0]) * STEP, (first + loud[-1] + 1) * STEP))
    return tuple(spans)


def told_apart(
    lines: Sequence[Cue], stretches: Sequence[Span]
) -> tuple[tuple[Span | None, ...], tuple[Span, ...]]:
    """Return what is heard of each line, from its first sound to its last, and what is of none.

    A stretch belongs to the line whose written time it shares most of, else to the nearest one
    within `REACH` of which no other stretch is heard.

    Args:
        lines: in time order.
        stretches: in time order.
    """
    own: dict[int, list[Span]] = {}
    loose: list[Span] = []
    for stretch in stretches:
        shared = [stretch.overlap(line.span) for line in lines]
        best = int(np.argmax(shared)) if shared else 0
        if shared and shared[best] > 0:
            own.setdefault(best, []).append(stretch)
        else:
            loose.append(stretch)
    strays = []
    for stretch in loose:
        near = [(_away(line.span, stretch), place) for place, line in enumerate(lines)]
        away, place = min(near, default=(REACH, 0))
        if away >= REACH:
            strays.append(stretch)
        else:
            own.setdefault(place, []).append(stretch)
    heard = tuple(
        Span(min(s.start for s in own[place]), max(s.end for s in own[place]))
        if place in own
        else None
        for place in range(len(lines))
    )
    return heard, _gathered(strays)


def _away(one: Span, two: Span) -> float:
    return max(0.0, one.start - two.end, two.start - one.end)


def _gathered(strays: Sequence[Span]) -> tuple[Span, ...]:
    """Return strays that lie close to each other as one, without those that are too short."""
    groups: list[list[Span]] = [[stray] for stray in strays[:1]]
    for before, stray in pairwise(strays):
        if stray.start - before.end < JOIN:
            groups[-1].append(stray)
        else:
            groups.append([stray])
    return tuple(
        Span(group[0].start, group[-1].end)
        for group in groups
        if sum(stray.length for stray in group) >= STRAY
    )
