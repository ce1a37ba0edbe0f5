"""SubRip text to cues and back: the one door to pysrt.

pysrt 1.1.2 is held by the hand: it takes `00:0x:00,000` for 0 minutes and `00:00:01,5` for five
milliseconds, so time lines are checked before it sees them, and it does not know line numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pysrt

from vidcap.errors import InputError
from vidcap.media.markup import without_markup
from vidcap.script import Cue, Span

_ARROW = "-->"
_TIME = r"\d{1,3}:[0-5]?\d:[0-5]?\d[,.]\d{3}"
_TIME_LINE = re.compile(rf"\s*{_TIME}\s*{_ARROW}\s*{_TIME}(\s[^>]*)?", re.ASCII)


def parse_srt(text: str, where: str) -> tuple[Cue, ...]:
    """Return the cues of a SubRip text in the file's order.

    A blank line inside a cue's text is forgiven: what follows it and begins with neither a number
    nor a time belongs to the cue before.

    Args:
        text: decoded, with newlines only.
        where: the file, for messages.

    Raises:
        InputError: a cue cannot be read; the message names the cue and its line.
    """
    cues: list[Cue] = []
    for count, (first, block) in enumerate(_blocks(text), start=1):
        row = 0 if _ARROW in block[0] else min(1, len(block) - 1)  # a number may stand above
        head, place = block[row], f"{where}, cue {count}, line {first + row}"
        if not _TIME_LINE.fullmatch(head):
            raise InputError(
                f"{head.strip()!r:.60} is no time line",
                place,
                "write it as 00:01:02,345 --> 00:01:05,678",
            )
        item = pysrt.SubRipItem.from_lines([*block, ""])  # a time line alone is refused otherwise
        start, end = item.start.ordinal / 1000, item.end.ordinal / 1000
        if not end > start:
            raise InputError("the cue does not end after it starts", place, "mend its times")
        number = item.index if isinstance(item.index, int) else 0
        cues.append(Cue(Span(start, end), without_markup(item.text), number, first + row))
    return tuple(cues)


def format_srt(cues: Iterable[Cue]) -> str:
    """Return the SubRip text of cues: the same bytes for the same cues, newlines only.

    Times are rounded to the millisecond, ends at least one after their start. Blank lines inside a
    text, which would end the cue, are left out. A cue without a number gets its place in the row.
    """
    return "".join(
        f"{_item(cue, cue.number or place)}\n" for place, cue in enumerate(cues, start=1)
    )


def _item(cue: Cue, number: int) -> pysrt.SubRipItem:
    start = round(cue.span.start * 1000)
    end = max(round(cue.span.end * 1000), start + 1)
    lines = (line.strip() for line in cue.text.splitlines())
    text = "\n".join(line for line in lines if line)
    return pysrt.SubRipItem(number, start, end, text)


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines of each cue with the number of its first line, counted from 1."""
    first, block = 0, list[str]()
    is_after_blank = True
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            is_after_blank = True
            continue
        if is_after_blank and (not block or line.strip().isdecimal() or _ARROW in line):
            if block:
                yield first, block
            first, block = number, []
        is_after_blank = False
        block.append(line)
    if block:
        yield first, block
