"""Which line of a script is meant: by its id, its moment's, its number or a time. Pure."""

from __future__ import annotations

import re

from vidcap.errors import InputError
from vidcap.script import Line, Script, clock

_ID = re.compile(r"[LM]?(\d+)", re.IGNORECASE)
_TIME = re.compile(r"(?:(?:(\d+):)?(\d{1,2}):)?(\d+(?:[.,]\d+)?)")
_ROUNDED = 0.001  # s by which a track's times may differ from the script's


def line_asked(script: Script, asked: str, where: str) -> Line:
    """Return the line that is meant.

    Args:
        script: whose line it is.
        asked: `L0003`; `M0003`, its moment; `3`, its number in the track; or a time of the film
            with a colon, a point or a comma: the line spoken then, else the one whose picture is
            seen then.
        where: the script's file, for messages.

    Raises:
        InputError: there is no such line; the message names what there is.
    """
    if not script.lines:
        raise InputError("holds no line", where, "name a script of a film that was described")
    if match := _ID.fullmatch(asked):
        number = int(match[1])
        of_moment = asked[0] in "Mm"
        line = next(
            (one for one in script.lines if _number(one.moment if of_moment else one.id) == number),
            None,
        )
    elif match := _TIME.fullmatch(asked):
        hours, minutes, seconds = match.groups()
        line = _at(
            script,
            int(hours or 0) * 3600 + int(minutes or 0) * 60 + float(seconds.replace(",", ".")),
        )
    else:
        line = None
    if line is None:
        raise InputError(f"has no line {asked}", where, f"choose {_choices(script)}")
    return line


def _number(identity: str) -> int | None:
    digits = identity[1:]
    return int(digits) if digits.isdecimal() else None


def _at(script: Script, time: float) -> Line | None:
    """Return the line that is spoken at a time, else the one whose picture is seen then."""
    for line in script.placed:
        if line.span and line.span.start - _ROUNDED <= time < line.span.end:
            return line
    seen = {m.id for m in script.moments if m.seen.start - _ROUNDED <= time < m.seen.end}
    return next((line for line in script.lines if line.moment in seen), None)


def _choices(script: Script) -> str:
    """Return what can be asked for, in words."""
    ids = f"{script.lines[0].id} to {script.lines[-1].id}"
    text = ids if len(script.lines) > 1 else script.lines[0].id
    spans = [line.span for line in script.placed if line.span is not None]
    if spans:
        first, last = min(spans), max(spans)
        text += f", or a time between {clock(first.start)} and {clock(last.end)}"
    return text
