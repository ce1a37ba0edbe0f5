"""Find the gaps in the dialogue where a line may be spoken. Pure: spans in, spans out."""

from __future__ import annotations

from collections.abc import Iterable

from vidcap.script import Span


def dialogue_gaps(
    speech: Iterable[Span], part: Span, *, after: float, before: float, shortest: float
) -> tuple[Span, ...]:
    """Return the stretches of `part` that stay clear of all speech, in time order.

    The stretch before the first word and the one after the last count too. Sort by start, sweep
    once, O(n log n); Klee, Amer. Math. Monthly 84 (1977) 284-285.

    Args:
        speech: spoken spans, s; any order, may overlap or stick out of `part`.
        part: the stretch of film to be described, s.
        after: silence kept after the end of every spoken span, s.
        before: silence kept before the start of every spoken span, s.
        shortest: gaps shorter than this are dropped, s; above 0.
    """
    if after < 0 or before < 0 or shortest <= 0:
        raise ValueError(f"margins {after} s and {before} s, shortest gap {shortest} s")
    gaps: list[Span] = []
    free_from = part.start
    blocked = [(spoken.start - before, spoken.end + after) for spoken in sorted(speech)]
    for stop, resume in [*blocked, (part.end, part.end)]:  # the part's end closes the last gap
        if min(stop, part.end) - free_from >= shortest:
            gaps.append(Span(free_from, min(stop, part.end)))
        free_from = max(free_from, resume)
    return tuple(gaps)
