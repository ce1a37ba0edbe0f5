"""Choose where the film pauses for the lines that found no room: extended description. Pure.

A pause holds the last frame before it, so it stands at the end of what its first line tells, which
is then in the picture, and there at a frame that hardly moves. Lines that follow soon share it, as
far as it may last: of pauses that begin with the first line that has none, the one that lies latest
serves the most. AD_RULES section 8.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from vidcap.extend import EDGE
from vidcap.listen.spans import unite, widen
from vidcap.recipe import ExtendSettings
from vidcap.script import Keyframe, Line, Moment, Pause, Shot, Span

END = 0.1  # s before the end after which nothing pauses: no frame follows that could be late
FRAME = 0.05  # s; a frame that is held is shown before its pause for that long at least


def pauses(
    lines: Sequence[Line],
    moments: Sequence[Moment],
    keyframes: Sequence[Keyframe],
    shots: Sequence[Shot],
    speech: Sequence[Span],
    part: Span,
    settings: ExtendSettings,
) -> tuple[Pause, ...]:
    """Return the pauses in time order, with the skipped lines that are told in each.

    Told are lines that were skipped for want of room alone, of moments worth a pause; those that
    find no place outside speech, or none within a pause of the length allowed, stay untold.

    Args:
        lines: of the standard track; measured.
        moments: theirs.
        keyframes: theirs; they know where their stretch is at rest.
        shots: in time order; films pause best at their ends.
        speech: a film never pauses in it, nor in a line of the standard track.
        part: the stretch that is described.
        settings: of pauses.
    """
    by_id = {moment.id: moment for moment in moments}
    rests = {frame.id: frame.rest for frame in keyframes}
    ends = [shot.span.end for shot in shots]
    told = [line.span for line in lines if line.span is not None]
    silent = _silences([*speech, *told], part.start, part.end - END, settings.margin)
    chosen: list[Pause] = []
    for line in lines:
        moment = by_id.get(line.moment)
        if moment is None or line.needs is None or line.length is None:
            continue
        alone = line.length + 2 * EDGE
        if moment.value < settings.least_value or alone > settings.longest:
            continue
        first = moment.seen.start + FRAME  # before that it is not in the picture
        window = Span(first, max(first, moment.seen.end) + settings.late + FRAME)
        last = chosen[-1] if chosen else None
        if last is not None and window.start <= last.at <= window.end:
            longer = last.length + settings.apart + line.length
            if longer <= settings.longest:
                chosen[-1] = Pause(last.at, round(longer, 3), (*last.lines, line.id))
                continue
        after = last.at + FRAME if last is not None else part.start
        at = _place(window, moment.seen.end, rests.get(moment.keyframe), after, ends, silent)
        if at is not None and _is_rare(chosen, at, settings.most_a_minute):
            chosen.append(Pause(round(at, 3), round(alone, 3), (line.id,)))
    return tuple(chosen)


def _silences(spoken: Sequence[Span], at: float, end: float, margin: float) -> list[Span]:
    """Return the stretches from `at` to `end` at least `margin` away from all speech."""
    free: list[Span] = []
    for span in [*unite(widen(spoken, before=margin, after=margin)), Span(end, end + 1)]:
        if min(span.start, end) > at:
            free.append(Span(at, min(span.start, end)))
        at = max(at, span.end)
    return free


def _place(
    window: Span,
    seen_until: float,
    rest: float | None,
    after: float,
    ends: Sequence[float],
    silent: Sequence[Span],
) -> float | None:
    """Return where to pause; None: there is nowhere.

    At the end of what is told, so that it is in the picture, or a little before, where it is at
    rest; else at the end whether it moves or not, else at the last silent instant
    before, else at the last end of a shot soon after, or the last silent instant there.
    """
    low = max(window.start, after)
    cuts = ends[bisect_left(ends, low) : bisect_right(ends, window.end)]
    own = [at for at in (rest, seen_until) if at is not None and low <= at <= seen_until]
    places = [*own, *_last_silent(silent, low, seen_until), *reversed(cuts)]
    places += _last_silent(silent, low, window.end)
    return next((at for at in places if any(one.start <= at <= one.end for one in silent)), None)


def _last_silent(silent: Sequence[Span], low: float, high: float) -> list[float]:
    """Return the last silent instant from `low` to `high`, if there is one."""
    return [min(one.end, high) for one in silent if one.start <= high and one.end >= low <= high][
        -1:
    ]


def _is_rare(chosen: Sequence[Pause], at: float, most: int) -> bool:
    """Tell whether a further pause leaves no minute with too many."""
    return sum(pause.at > at - 60 for pause in chosen) < most
