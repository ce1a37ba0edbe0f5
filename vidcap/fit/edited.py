"""Place the lines of a track that a person wrote: where it says, or next to it. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from vidcap.fit.spoken import Measure
from vidcap.recipe import FitSettings
from vidcap.script import Cue, Line, Span

MOVE = 2.0  # s by which a line may leave the place a person gave it; AD_RULES T8


def keep_places(
    cues: Sequence[Cue], gaps: Sequence[Span], measure: Measure, settings: FitSettings
) -> tuple[Line, ...]:
    """Return one line for each cue: where the cue starts if it is free there, else next to it.

    A line never lies over speech nor nearer than `settings.apart` to the one before it; where no
    such place is within `MOVE` of its cue's start it is skipped, with what it would have needed.

    Args:
        cues: in time order; each keeps its number in the id of its line.
        gaps: in which may be spoken, in time order.
        measure: tells how long a sentence takes.
        settings: the distance between lines.
    """
    lines: list[Line] = []
    free_from = 0.0
    for number, cue in enumerate(cues, 1):
        line_id = f"L{cue.number or number:04}"
        length = measure(cue.text)
        if length is None:
            reason = "the voice failed: it could not speak this line"
            lines.append(Line(line_id, "", cue.text, "skipped", reason))
            continue
        start, room = _nearest(cue.span.start, length, free_from, gaps)
        if start is None:
            needs = max(round(length - room, 3), 0.001)
            reason = f"no room: {needs:.1f} s more were needed near {cue.span.start:.1f} s"
            lines.append(Line(line_id, "", cue.text, "skipped", reason, length=length, needs=needs))
            continue
        moved = start - cue.span.start
        reason = "as written" if moved == 0 else f"moved by {moved:+.1f} s to a free place"
        lines.append(Line(line_id, "", cue.text, "placed", reason, start=start, length=length))
        free_from = start + length + settings.apart
    return tuple(lines)


def _nearest(
    wish: float, length: float, free_from: float, gaps: Sequence[Span]
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
