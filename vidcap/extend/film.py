"""Put the extended form into one file: the picture copied, one frame of it shown for longer.

Nothing of the picture is coded anew: what comes after a pause gets later stamps, and the frame
before it stays until then. Where frames are stored out of their order, a decoding stamp is moved
once no frame from before the pause follows. Text is shifted with the film; what is told through a
pause is held.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from contextlib import ExitStack
from fractions import Fraction
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av

from vidcap.deliver.essence import essences
from vidcap.deliver.plan import extended_title, language_code, text_title
from vidcap.errors import VerificationError
from vidcap.extend.timeline import SAME, Timeline
from vidcap.media.opening import opened
from vidcap.media.probe import Source, examine

if TYPE_CHECKING:
    from av.packet import Packet


def extend(
    described: Path, sound: Path, text: Path, timeline: Timeline, *, language: str, extended: Path
) -> tuple[str, ...]:
    """Write the extended film as Matroska and prove it; return what it could not take.

    Args:
        described: the described film: its picture and its subtitles are taken.
        sound: the sound of the extended form, coded, from time 0.
        text: all lines as SubRip, at their times in the extended form.
        timeline: where the film pauses.
        language: of the lines, BCP 47.
        extended: the file to write.

    Raises:
        VerificationError: the result is not what it should be; it does not stay.
    """
    source = examine(described)
    taken = [
        stream.index
        for stream in source.film.streams
        if stream.index == source.video
        or (stream.kind == "subtitle" and "descriptions" not in stream.flags)
    ]
    try:
        _write(source, taken, sound, text, timeline, language, extended)
        _check(source, taken, timeline, extended)
    except BaseException:
        extended.unlink(missing_ok=True)
        raise
    sounds = sum(stream.kind == "audio" for stream in source.film.streams) - 1
    return ("the film's own sound has no pauses: left out of the extended form",) * bool(sounds)


def _write(
    source: Source,
    taken: list[int],
    sound: Path,
    text: Path,
    timeline: Timeline,
    language: str,
    extended: Path,
) -> None:
    with ExitStack() as files:
        film = files.enter_context(opened(source.path))
        voice = files.enter_context(opened(sound))
        lines = files.enter_context(av.open(str(text), format="srt"))
        out = files.enter_context(av.open(str(extended), "w", format="matroska"))
        out.metadata.update(film.metadata)
        copies = {
            index: out.add_stream_from_template(film.streams[index], opaque=True) for index in taken
        }
        for index, copy in copies.items():
            copy.metadata.update(film.streams[index].metadata)
            copy.disposition = film.streams[index].disposition
        said = out.add_stream_from_template(voice.streams.audio[0])
        told = out.add_stream_from_template(lines.streams.subtitles[0])
        code = language_code(language)
        said.metadata.update({"language": code, "title": extended_title(language)})
        told.metadata.update({"language": code, "title": text_title(language)})
        said.disposition = av.stream.Disposition.visual_impaired | av.stream.Disposition.default
        told.disposition = av.stream.Disposition.descriptions
        out.set_chapters(_chapters(film, timeline, source.zero))
        last = _last_before(source, timeline)
        shifted = _shifted(film, taken, timeline, last, source)
        rows = (
            ((at, 0, copies[packet.stream.index], packet) for at, packet in shifted),
            ((at, 1, said, packet) for at, packet in _laid(voice.demux(audio=0), source.zero)),
            ((at, 2, told, packet) for at, packet in _laid(lines.demux(subtitles=0), source.zero)),
        )
        for _, _, stream, packet in heapq.merge(*rows, key=lambda row: row[:2]):
            packet.stream = stream
            out.mux(packet)


def _whole(packets: Iterator[Packet[Any]]) -> Iterator[Packet[Any]]:
    """Leave out the empty packets that end a stream."""
    return (packet for packet in packets if packet.size)


def _laid(packets: Iterator[Packet[Any]], zero: float) -> Iterator[tuple[float, Packet[Any]]]:
    """Yield packets whose time begins with the film's first frame on the film's clock."""
    for packet in _whole(packets):
        later = round(zero / (packet.time_base or Fraction(1)))
        packet.pts = None if packet.pts is None else packet.pts + later
        packet.dts = None if packet.dts is None else packet.dts + later
        yield _at(packet), packet


def _at(packet: Packet[Any]) -> float:
    stamp = packet.dts if packet.dts is not None else packet.pts
    return float((stamp or 0) * (packet.time_base or Fraction(1)))


def _last_before(source: Source, timeline: Timeline) -> list[int]:
    """Return for each pause which packet of the picture is the last one from before it."""
    places = [pause.at for pause in timeline.pauses]
    last = [-1] * len(places)
    with opened(source.path) as film:
        for number, packet in enumerate(_whole(film.demux(film.streams[source.video]))):
            following = bisect_right(places, _shown(packet, source.zero) + SAME)
            if following < len(places):
                last[following] = number
    return list(accumulate(last, max))


def _shown(packet: Packet[Any], zero: float) -> float:
    """Return when a packet's frame or text is shown, s of the film."""
    stamp = packet.pts if packet.pts is not None else packet.dts
    return float((stamp or 0) * (packet.time_base or Fraction(1))) - zero


def _shifted(
    film: Any, taken: list[int], timeline: Timeline, last: list[int], source: Source
) -> Iterator[tuple[float, Packet[Any]]]:
    """Yield the film's packets with their stamps in the extended form, and when each is written."""
    number = -1
    for packet in _whole(film.demux([film.streams[index] for index in taken])):
        base = packet.time_base or Fraction(1)
        shown = _shown(packet, source.zero)
        moved = timeline.extended(shown)
        later = round((moved - shown) / base)
        if packet.stream.index == source.video:
            number += 1
            passed = bisect_left(last, number)
            decoded = sum(pause.length for pause in timeline.pauses[:passed])
            if packet.dts is not None:
                packet.dts += round(decoded / base)
        else:
            length = float((packet.duration or 0) * base)
            end = timeline.extended(shown + length, is_end=True)
            packet.duration = max(round((end - moved) / base), 1)
            if packet.dts is not None:
                packet.dts += later
        if packet.pts is not None:
            packet.pts += later
        yield _at(packet), packet


def _chapters(film: Any, timeline: Timeline, zero: float) -> list[Any]:
    """Return the film's chapters at their times in the extended form."""
    chapters = []
    for chapter in film.chapters():
        base = chapter["time_base"]
        start = timeline.extended(float(chapter["start"] * base) - zero)
        end = timeline.extended(float(chapter["end"] * base) - zero, is_end=True)
        chapters.append({**chapter, "start": round(start / base), "end": round(end / base)})
    return chapters


def _check(source: Source, taken: list[int], timeline: Timeline, extended: Path) -> None:
    """Make sure that the picture is the film's, each frame at its time.

    Raises:
        VerificationError: it is not.
    """
    result = examine(extended)
    before, after = essences(source.path), essences(extended)
    one, two = before[source.video], after[result.video]
    if one.payload != two.payload or one.packets != two.packets:
        raise _failed("the picture is not the film's", extended)
    wanted = sorted(timeline.extended(time) for time in _times(source))
    found = sorted(_times(result))
    for ours, theirs in zip(wanted, found, strict=True):
        if abs(ours - theirs) > SAME:
            raise _failed(f"a frame is shown at {theirs:.3f} s, not at {ours:.3f} s", extended)


def _times(source: Source) -> list[float]:
    """Return when each frame is shown, s from the first."""
    with opened(source.path) as film:
        packets = _whole(film.demux(film.streams[source.video]))
        return [_shown(packet, source.zero) for packet in packets]


def _failed(what: str, extended: Path) -> VerificationError:
    return VerificationError(what, extended.name, "nothing was kept; report this film")
