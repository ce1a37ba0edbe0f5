"""Read the text subtitles that lie inside a film."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import av.error

from vidcap.media.opening import opened
from vidcap.media.probe import Source
from vidcap.script import Stream

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.packet import Packet

Spoken = tuple[float, float, str]  # start and end, s of the film; lines joined by a newline

_TEXT_CODECS = frozenset({"subrip", "ass", "ssa", "webvtt", "mov_text", "text", "srt"})
_ASS_FIELDS = 8  # before the text of an event: read order, layer, style, name, margins, effect
_OVERRIDE = re.compile(r"\{\\[^}]*\}")
_LONGEST = 10.0  # s a text stays that has no duration of its own


def embedded_text(source: Source) -> list[tuple[Stream, list[Spoken]]]:
    """Return every text subtitle track with its texts in time order, without markup.

    Pictures (DVD, Blu-ray) and codecs that cannot be decoded are left out.
    """
    found = {
        stream.index: (stream, list[Spoken]())
        for stream in source.film.streams
        if stream.kind == "subtitle" and stream.codec in _TEXT_CODECS
    }
    if not found:
        return []
    with opened(source.path) as container:
        for packet in _packets(container, list(found)):
            base = packet.time_base or Fraction(1)
            if packet.pts is None:
                continue
            start = float(packet.pts * base) - source.zero
            length = float((packet.duration or 0) * base) or _LONGEST
            text = "\n".join(_texts(packet)).strip()
            if text:  # MP4 fills the time between texts with empty ones
                found[packet.stream.index][1].append((start, start + length, text))
    return [(stream, sorted(texts)) for stream, texts in found.values()]


def plain_text(event: str) -> str:
    r"""Return the text of an ASS event (`0,0,Default,,0,0,0,,{\i1}Hello\Nyou`) without markup."""
    text = event.split(",", _ASS_FIELDS)[-1]
    text = _OVERRIDE.sub("", text)
    return text.replace("\\N", "\n").replace("\\n", "\n").replace("\\h", " ").strip()


def _packets(container: InputContainer, indices: list[int]) -> Iterator[Packet[Any]]:
    try:
        yield from container.demux(tuple(container.streams[index] for index in indices))
    except av.error.InvalidDataError:  # the film is damaged from here on
        return


def _texts(packet: Packet[Any]) -> Iterator[str]:
    """Yield the texts of a packet; one that does not decode has none."""
    try:
        events = packet.decode()
    except av.error.InvalidDataError:
        return
    for event in events:
        ass = getattr(event, "ass", b"")
        if ass:
            yield plain_text(ass.decode("utf-8", "replace"))
