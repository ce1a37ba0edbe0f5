"""What a script says of a film, laid on the times of its extended form, in which it pauses. Pure.

This is worked out anew from `pauses` of the script, and not asked of the room that made the film.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vidcap.script import Line, Script, Span

SAME = 0.002  # s: containers count in milliseconds, rounded either way


def pauses_of(script: Script) -> tuple[Span, ...]:
    """Return when the film pauses, at the times of the extended form."""
    spans: list[Span] = []
    longer = 0.0
    for pause in script.pauses:
        start = pause.at + longer
        longer += pause.length
        spans.append(Span(start, start + pause.length))
    return tuple(spans)


def at_its_times(script: Script, pauses: Sequence[Span]) -> Script:
    """Return a script whose speech, gaps and placed lines stand at the times of the extended form.

    Args:
        script: with the film's own times.
        pauses: where the film pauses, at the times of the extended form.
    """
    longer = sum(pause.length for pause in pauses)
    return replace(
        script,
        film=replace(script.film, duration=script.film.duration + longer),
        speech=tuple(moved(span, pauses) for span in script.speech),
        gaps=tuple(moved(span, pauses) for span in script.gaps),
        lines=tuple(_moved_line(line, pauses) for line in script.lines),
    )


def moved(span: Span, pauses: Sequence[Span]) -> Span:
    """Return when a stretch of the film lies in its extended form; a pause within prolongs it."""
    start, end = span.start, span.end
    for pause in pauses:  # in time order: what was added so far makes the times comparable
        if pause.start <= start + SAME:
            start += pause.length
        if pause.start < end - SAME:
            end += pause.length
    return Span(start, max(end, start + SAME))


def _moved_line(line: Line, pauses: Sequence[Span]) -> Line:
    span = line.span
    return line if span is None else replace(line, start=moved(span, pauses).start)
