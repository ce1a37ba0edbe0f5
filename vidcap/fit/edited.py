"""Place the lines of a track that a person wrote: where it says, or next to it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from vidcap.fit.spoken import Measure, hurried, slowest
from vidcap.recipe import FitSettings
from vidcap.script import Cue, Line, Span

MOVE = 2.0  # s by which a line may leave the place a person gave it; AD_RULES T8
ROUNDED = 0.001  # s; a track's times are whole milliseconds


def keep_places(
    cues: Sequence[Cue], gaps: Sequence[Span], measure: Measure, settings: FitSettings
) -> tuple[Line, ...]:
    """Return one line for each cue: where the cue starts if it is free there, else next to it.

    A line never lies over speech nor nearer than `settings.apart` to the one before it. One that
    would run into speech, or into the place of the next cue, is spoken faster as far as it may be;
    if that does not help it moves, or the next one does. Where no place is within `MOVE` of its
    cue's start it is skipped, with what it would have needed.

    Args:
        cues: in time order; each keeps its number in the id of its line.
        gaps: in which may be spoken, in time order.
        measure: tells how long a sentence takes at a rate.
        settings: the distance between lines, and the fastest rate.
    """
    lines: list[Line] = []
    free_from = 0.0
    starts = [*(cue.span.start for cue in cues), float("inf")][1:]
    for number, (cue, following) in enumerate(zip(cues, starts, strict=False), 1):
        line_id = f"L{cue.number or number:04}"
        usual = measure(cue.text, 1.0)
        if usual is None:
            reason = "the voice failed: it could not speak this line"
            lines.append(Line(line_id, "", cue.text, "skipped", reason))
            continue
        place = partial(_nearest, cue.span.start, free_from, gaps)
        found = _kept(cue, following - settings.apart, place, measure, settings.fastest)
        if found is None:
            fast = measure(cue.text, settings.fastest) or usual
            needs = max(round(fast - place(fast)[1], 3), 0.001)
            reason = f"no room: {needs:.1f} s more were needed near {cue.span.start:.1f} s"
            reason += hurried(settings.fastest)
            lines.append(Line(line_id, "", cue.text, "skipped", reason, length=usual, needs=needs))
            continue
        start, length, rate = found
        moved = start - cue.span.start
        is_kept = abs(moved) <= ROUNDED
        reason = "as written" if is_kept else f"moved by {moved:+.1f} s to a free place"
        reason += hurried(rate)
        lines.append(Line(line_id, "", cue.text, "placed", reason, start, length, rate=rate))
        free_from = start + length + settings.apart
    return tuple(lines)


def _kept(
    cue: Cue,
    end: float,
    place: Callable[[float], tuple[float | None, float]],
    measure: Measure,
    fastest: float,
) -> tuple[float, float, float] | None:
    """Return start, length and rate of a cue's line; None: it has no place.

    Args:
        cue: as it was written.
        end: until when it leaves the next cue its place, s.
        place: tells where a line of a length may start, and the room there.
        measure: tells how long a sentence takes at a rate.
        fastest: rate.
    """

    def is_kept(length: float) -> bool:
        start, _ = place(length)
        return start is not None and abs(start - cue.span.start) <= ROUNDED

    wishes: tuple[Callable[[float], bool], ...] = (  # the dearest first
        lambda length: is_kept(length) and cue.span.start + length <= end + ROUNDED,
        is_kept,
        lambda length: place(length)[0] is not None,
    )
    for fits in wishes:
        if found := slowest(cue.text, measure, fastest, fits):
            rate, length = found
            start, _ = place(length)
            return None if start is None else (start, length, rate)
    return None


def _nearest(
    wish: float, free_from: float, gaps: Sequence[Span], length: float
) -> tuple[float | None, float]:
    """Return the allowed start nearest to `wish` (None: none), and the largest room near it, s."""
    best: float | None = None
    room = 0.0
    for gap in gaps:
        low = max(gap.start, free_from, wish - MOVE)
        room = max(room, min(gap.end, wish + MOVE + length) - low)
        latest = gap.end - length
        start = min(max(wish, low), latest)
        is_free = start >= low and abs(start - wish) <= MOVE
        if is_free and (best is None or abs(start - wish) < abs(best - wish)):
            best = start
    return best, room
