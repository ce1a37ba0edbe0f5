"""A description track as a table: CSV with columns of times and words, as people keep them.

The first row names the columns. Separators may be commas, semicolons or tabs; times seconds or
HH:MM:SS with decimals, or SRT's comma. Beyond the end, before the film or over each other: times
are taken as they stand, to be judged by others.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Sequence

from vidcap.errors import InputError
from vidcap.script import Cue, Span

_COLUMNS = {  # what a column may be called, in lower case with single spaces
    "start": ("start", "in", "begin", "from", "start time", "time in", "tc in", "in time", "time"),
    "end": ("end", "out", "stop", "to", "until", "end time", "time out", "tc out", "out time"),
    "length": ("length", "duration", "seconds", "dur"),
    "text": (
        *("text", "description", "line", "ad", "narration", "audio description", "sentence"),
        *("caption", "content"),
    ),
}
_TIME = re.compile(r"(-?)(?:(?:(\d+):)?(\d{1,2}):)?(\d+(?:[.,]\d+)?)", re.ASCII)


def parse_table(text: str, where: str) -> tuple[Cue, ...]:
    """Return the cues of a CSV text in the file's order; rows without words are left out.

    Args:
        text: decoded, with newlines only.
        where: the file, for messages.

    Raises:
        InputError: a needed column is missing, or a time cannot be read; the message names the
            line.
    """
    head, _, _ = text.partition("\n")
    reader = csv.reader(io.StringIO(text), delimiter=max(",;\t", key=head.count))
    try:
        places = _places(next(reader, []), where)
        cues, number = list[Cue | None](), reader.line_num + 1
        for row in reader:  # a cell may hold lines of its own
            cues.append(_cue(row, places, number, where))
            number = reader.line_num + 1
    except csv.Error as error:
        raise InputError(f"is no CSV ({error})", where, "save it as CSV again") from error
    return tuple(cue for cue in cues if cue is not None)


def _places(head: Sequence[str], where: str) -> dict[str, int]:
    """Return the place of each column that is there."""
    named = [" ".join(re.split(r"[\s_-]+", name.strip().lower())) for name in head]
    places = {
        column: next(named.index(name) for name in names if name in named)
        for column, names in _COLUMNS.items()
        if not set(names).isdisjoint(named)
    }
    wanted = ("start", "length" if "length" in places else "end", "text")
    if missing := [column for column in wanted if column not in places]:
        what = f"has no column {' or '.join(missing)}"
        raise InputError(what, f"{where}, line 1", "name the columns start,end,text")
    return places


def _cue(row: Sequence[str], places: dict[str, int], number: int, where: str) -> Cue | None:
    cells = {column: row[at].strip() if at < len(row) else "" for column, at in places.items()}
    if not cells["text"]:
        return None
    place = f"{where}, line {number}"
    start = _seconds(cells["start"], place)
    is_end = bool(cells.get("end"))
    end = _seconds(cells["end"] if is_end else cells.get("length", ""), place)
    if not is_end:
        end += start
    if not end > start:
        raise InputError("the cue does not end after it starts", place, "mend its times")
    return Cue(Span(start, end), cells["text"], 0, number)


def _seconds(cell: str, place: str) -> float:
    match = _TIME.fullmatch(cell)
    if match is None:
        what = f"{cell!r:.60} is no time"
        raise InputError(what, place, "write seconds, or 00:01:02.345")
    sign, hours, minutes, seconds = match.groups()
    value = int(hours or 0) * 3600 + int(minutes or 0) * 60 + float(seconds.replace(",", "."))
    if not math.isfinite(value):
        raise InputError(f"{cell!r:.60} is no time", place, "write seconds, or 00:01:02.345")
    return -value if sign else value
