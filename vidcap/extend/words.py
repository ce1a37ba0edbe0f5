"""Extended description as text: for players that pause the film, and for the extended film."""

from __future__ import annotations

from collections.abc import Sequence

from vidcap.extend.timeline import Timeline
from vidcap.script import Cue, Line, Pause, Span

POINT = 0.005  # s that a cue lasts at which a player pauses, and between two of them


def pausing_cues(lines: Sequence[Line], pauses: Sequence[Pause]) -> tuple[Cue, ...]:
    """Return cues in the film's own time: lines in the gaps, and points at which a player pauses.

    The form is that of the World Wide Web Consortium's own films: a cue too short to be spoken in
    makes a player that speaks descriptions hold the film until it has spoken.
    """
    by_id = {line.id: line for line in lines}
    cues = [Cue(line.span, line.text) for line in lines if line.span is not None]
    for pause in pauses:
        for place, name in enumerate(pause.lines):
            start = pause.at + 2 * POINT * place
            cues.append(Cue(Span(start, start + POINT), by_id[name].text))
    return tuple(sorted(cues, key=lambda cue: cue.span))


def extended_cues(
    lines: Sequence[Line], timeline: Timeline, *, edge: float, apart: float
) -> tuple[Cue, ...]:
    """Return the cues of the extended film, in its own time: those in gaps, and those in pauses.

    Args:
        lines: placed and skipped ones.
        timeline: where the film pauses.
        edge: silence before the first line of a pause, s.
        apart: silence between two lines of one, s.
    """
    by_id = {line.id: line for line in lines}
    cues = [Cue(timeline.span(line.span), line.text) for line in lines if line.span is not None]
    for place, pause in enumerate(timeline.pauses):
        at = timeline.pause(place).start + edge
        for name in pause.lines:
            end = at + (by_id[name].length or 0.0)
            cues.append(Cue(Span(at, end), by_id[name].text))
            at = end + apart
    return tuple(sorted(cues, key=lambda cue: cue.span))


def vtt_text(cues: Sequence[Cue], language: str) -> str:
    """Return cues as WebVTT (W3C WebVTT, section 4.1), for `<track kind="descriptions">`."""
    head = f"WEBVTT\nKind: descriptions\nLanguage: {language}\n"
    blocks = (
        f"\n{_stamp(cue.span.start)} --> {_stamp(cue.span.end)}\n{cue.text}\n" for cue in cues
    )
    return head + "".join(blocks)


def _stamp(time: float) -> str:
    milliseconds = round(time * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"
