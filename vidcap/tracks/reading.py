"""Read a description track in whatever of the known forms a person keeps it."""

from __future__ import annotations

from pathlib import Path

from vidcap.errors import InputError
from vidcap.media.cues import FORMATS, read_cues
from vidcap.media.text import read_text
from vidcap.script import Cue
from vidcap.tracks.table import parse_table

ENDINGS = (*FORMATS, ".csv")


def read_track(path: Path) -> tuple[Cue, ...]:
    """Return the cues of an SRT, WebVTT, ASS or CSV file in its own order.

    Raises:
        InputError: the file cannot be read, is of no known form, holds no cue, or a broken one.
    """
    suffix = path.suffix.lower()
    if suffix in FORMATS:
        return read_cues(path)
    if suffix != ".csv":
        what = f"{suffix or 'a name without ending'!r} is no known form of track"
        raise InputError(what, str(path), f"name a file ending in {', '.join(ENDINGS)}")
    cues = parse_table(read_text(path), str(path))
    if not cues:
        raise InputError("holds no cue", str(path), "name a description track")
    return cues
