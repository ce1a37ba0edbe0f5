"""The description track as SubRip: one cue a placed line, and back from an edited file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from vidcap.errors import InputError
from vidcap.media.srt import format_srt, parse_srt
from vidcap.media.text import read_text
from vidcap.script import Cue, Line


def cues_of(lines: Iterable[Line]) -> tuple[Cue, ...]:
    """Return a cue for each placed line in time order, under the number in the line's id.

    The numbers may leave some out, where lines were skipped: so a cue keeps its number as long as
    its line keeps its id. The cue lasts as long as the line is spoken.
    """
    cues = [
        Cue(line.span, line.text, int("".join(filter(str.isdecimal, line.id)) or 0))
        for line in lines
        if line.span is not None
    ]
    return tuple(sorted(cues, key=lambda cue: (cue.span, cue.number)))


def srt_of(lines: Iterable[Line]) -> str:
    """Return the placed lines as a SubRip text."""
    return srt_text(cues_of(lines))


def srt_text(cues: Iterable[Cue]) -> str:
    """Return cues as a SubRip text: the same for the same cues."""
    return format_srt(cues)


def write_srt(path: Path, cues: Iterable[Cue]) -> None:
    """Write cues as SubRip, UTF-8 with newlines: the same bytes for the same cues."""
    path.write_bytes(srt_text(cues).encode())


def read_srt(path: Path) -> list[Cue]:
    """Return the cues of a track in time order, also of one that a person edited.

    Raises:
        InputError: the file cannot be read or holds no cue, or a cue is broken; the message names
            the cue and its line.
    """
    cues = parse_srt(read_text(path), str(path))
    if not cues:
        raise InputError("holds no cue", str(path), "name a description track")
    return sorted(cues, key=lambda cue: cue.span)
