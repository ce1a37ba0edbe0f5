"""Advanced SubStation Alpha text to cues, as far as times and words go."""

from __future__ import annotations

import re

from vidcap.errors import InputError
from vidcap.media.markup import without_markup
from vidcap.script import Cue, Span

_TIME = re.compile(r"(\d+):([0-5]?\d):([0-5]?\d)[.:](\d{2})", re.ASCII)
_FIELDS = "Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text"  # ASS v4+
_DRAWING = re.compile(r"\{[^{}]*\\p[1-9][^{}]*\}.*?(?=\{[^{}]*\\p0[^{}]*\}|$)", re.DOTALL)
_ANY_OVERRIDE = re.compile(r"\{[^{}]*\}")


def parse_ass(text: str, where: str) -> tuple[Cue, ...]:
    """Return the dialogue events in time order; comments and drawings are left out.

    Args:
        text: decoded, with newlines only.
        where: the file, for messages.

    Raises:
        InputError: it has no [Events] section, or an event cannot be read; the message names the
            event and its line.
    """
    names = _names(_FIELDS)
    is_events, was_there, cues = False, False, list[Cue]()
    for number, line in enumerate(text.split("\n"), start=1):
        line = line.strip()
        if line.startswith("["):
            is_events = line.lower() == "[events]"
            was_there = was_there or is_events
        elif is_events and line.startswith("Format:"):
            names = _names(line.removeprefix("Format:"))
        elif is_events and line.startswith("Dialogue:"):
            place = f"{where}, cue {len(cues) + 1}, line {number}"
            values = line.removeprefix("Dialogue:").split(",", len(names) - 1)
            event = dict(zip(names, values, strict=False))
            span = _span(event.get("start", ""), event.get("end", ""), place)
            cues.append(Cue(span, _words(event.get("text", "")), len(cues) + 1, number))
    if not was_there:
        raise InputError("has no [Events] section", where, "name an ASS file")
    return tuple(sorted(cues, key=lambda cue: (cue.span, cue.number)))


def _names(fields: str) -> list[str]:
    return [name.strip().lower() for name in fields.split(",")]


def _span(start: str, end: str, place: str) -> Span:
    times = [_TIME.fullmatch(time.strip()) for time in (start, end)]
    hundredths = [
        ((int(h) * 60 + int(m)) * 60 + int(s)) * 100 + int(c)
        for h, m, s, c in (time.groups() for time in times if time is not None)
    ]
    if len(hundredths) != 2:
        raise InputError(
            f"{start.strip()!r:.30} to {end.strip()!r:.30} are no times",
            place,
            "write them as 0:01:02.34",
        )
    if not hundredths[1] > hundredths[0]:
        raise InputError("the cue does not end after it starts", place, "mend its times")
    return Span(hundredths[0] / 100, hundredths[1] / 100)


def _words(text: str) -> str:
    plain = _ANY_OVERRIDE.sub("", _DRAWING.sub("", text))
    return without_markup(plain.replace("\\N", "\n").replace("\\n", "\n").replace("\\h", " "))
