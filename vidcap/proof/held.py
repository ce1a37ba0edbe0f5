"""Is the picture held while the film pauses, and is its own sound silent then?"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from math import log10

import numpy as np

from vidcap.media.opening import opened
from vidcap.media.probe import Source
from vidcap.proof.report import STAMP, PauseSeen
from vidcap.proof.voiced import STEP, Values
from vidcap.script import Cue, Span

LEAST = 0.4  # s from which on a picture that is held may be a pause
EDGE = 0.05  # s at both ends of a pause in which a codec may smear the film's sound
FLOOR = 1e-12


def frame_times(film: Source) -> list[float]:
    """Return when each frame of the picture is shown, s of the film, in order; nothing is decoded.

    Raises:
        InputError: it is no film.
    """
    with opened(film.path) as container:
        stamps = [
            packet.pts * (packet.time_base or Fraction(1))
            for packet in container.demux(container.streams[film.video])
            if packet.size and packet.pts is not None
        ]
    return sorted(float(stamp) - film.zero for stamp in stamps)


def pauses_seen(
    told: Sequence[Span] | None, frames: Sequence[float], film: Values | None, lines: Sequence[Cue]
) -> tuple[PauseSeen, ...]:
    """Return the pauses of a film, in time order, and what is seen and heard in each.

    Args:
        told: where the script says the film pauses; None: there is no script, and a pause is where
            the picture is held in silence while a line is told.
        frames: when each is shown, in order.
        film: (n,) power of the film's own sound, one value for `STEP`; None: it is silent.
        lines: as they are written.
    """
    if told is not None:
        return tuple(PauseSeen(span, _held(span, frames), _level(span, film)) for span in told)
    seen = (
        PauseSeen(span, span, _level(span, film))
        for span in _holds(frames)
        if any(span.start <= line.span.start and line.span.end <= span.end for line in lines)
    )
    return tuple(pause for pause in seen if pause.is_silent)


def _held(pause: Span, frames: Sequence[float]) -> Span | None:
    """Return from when to when the frame is held that is shown as the pause begins."""
    following = bisect_right(frames, pause.start + STAMP)
    if 0 < following < len(frames):
        return Span(frames[following - 1], frames[following])
    return None


def _holds(frames: Sequence[float]) -> Iterator[Span]:
    return (Span(one, two) for one, two in pairwise(frames) if two - one >= LEAST)


def _level(span: Span, film: Values | None) -> float | None:
    """Return how loud the film's own sound is then, dB of full scale; None: there is none."""
    if film is None:
        return None
    first, stop = round((span.start + EDGE) / STEP), round((span.end - EDGE) / STEP)
    part = film[first : max(stop, first + 1)]
    return 10 * log10(max(float(np.mean(part)), FLOOR)) if len(part) else None
