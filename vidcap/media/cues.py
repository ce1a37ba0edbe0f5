"""Read a file of subtitles, whatever of the usual formats it has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from vidcap.errors import InputError
from vidcap.media.ass import parse_ass
from vidcap.media.srt import parse_srt
from vidcap.media.text import read_text
from vidcap.media.webvtt import parse_vtt
from vidcap.script import Cue

FORMATS: Mapping[str, Callable[[str, str], tuple[Cue, ...]]] = MappingProxyType(
    {".srt": parse_srt, ".vtt": parse_vtt, ".ass": parse_ass}
)


def read_cues(path: Path) -> tuple[Cue, ...]:
    """Return the cues of a subtitle file in its own order, markup taken out.

    Raises:
        InputError: the file cannot be read, is of no known format, holds no cue, or a broken one.
    """
    parse = FORMATS.get(path.suffix.lower())
    if parse is None:
        what = f"{path.suffix or 'a name without ending'!r} is no known format of subtitles"
        raise InputError(what, str(path), f"name a file ending in {', '.join(FORMATS)}")
    cues = parse(read_text(path), str(path))
    if not cues:
        raise InputError("holds no cue", str(path), "name a file with subtitles")
    return cues
