"""WebVTT text to cues, as far as times and words go (W3C WebVTT, sections 4.1 and 6.4)."""

from __future__ import annotations

import html
import re

from vidcap.errors import InputError
from vidcap.media.markup import without_markup
from vidcap.script import Cue, Span

_ARROW = "-->"
_TIME = r"(?:(\d{1,4}):)?([0-5]?\d):([0-5]\d)[.,](\d{3})"
_TIME_LINE = re.compile(rf"\s*{_TIME}\s*{_ARROW}\s*{_TIME}(?:\s.*)?", re.ASCII)
_TIME_TAG = re.compile(r"<[\d:.]+>")  # when a word lights up


def parse_vtt(text: str, where: str) -> tuple[Cue, ...]:
    """Return the cues of a WebVTT text in the file's order; settings and styles are left out.

    Args:
        text: decoded, with newlines only.
        where: the file, for messages.

    Raises:
        InputError: it does not begin with WEBVTT, or a cue cannot be read; the message names the
            cue and its line.
    """
    lines = text.split("\n")
    if not re.match(r"WEBVTT($|\s)", lines[0]):
        raise InputError("does not begin with WEBVTT", where, "name a WebVTT file")
    cues: list[Cue] = []
    for number, line in enumerate(lines, start=1):
        if _ARROW not in line:
            continue  # an identifier, a comment, a style, or text that belongs to a cue above
        place = f"{where}, cue {len(cues) + 1}, line {number}"
        match = _TIME_LINE.fullmatch(line)
        if match is None:
            raise InputError(
                f"{line.strip()!r:.60} is no time line",
                place,
                "write it as 00:01:02.345 --> 00:01:05.678",
            )
        start, end = _seconds(*match.groups()[:4]), _seconds(*match.groups()[4:])
        if not end > start:
            raise InputError("the cue does not end after it starts", place, "mend its times")
        body = lines[number:]
        length = next((n for n, item in enumerate(body) if not item.strip()), len(body))
        words = without_markup(_TIME_TAG.sub("", "\n".join(body[:length])))
        cues.append(Cue(Span(start, end), html.unescape(words), len(cues) + 1, number))
    return tuple(cues)


def _seconds(hours: str | None, minutes: str, seconds: str, milliseconds: str) -> float:
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    return (whole * 1000 + int(milliseconds)) / 1000
