"""Put the extended form into one file: the picture copied, one frame of it shown for longer.

Nothing of the picture is coded anew: what comes after a pause gets later stamps, and the frame
before it stays until then. Where frames are stored out of their order, a decoding stamp is moved
once no frame from before the pause follows. Text is shifted with the film; what is told through a
pause is held.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from fractions import Fraction
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av

from vidcap.deliver.plan import FORMATS, Container
from vidcap.extend.check import check, shown, whole
from vidcap.extend.timeline import SAME, Timeline
from vidcap.extend.tracks import Track
from vidcap.media.opening import opened
from vidcap.media.probe import Source, examine

if TYPE_CHECKING:
    from av.packet import Packet


def extend(
    described: Path,
    sounds: Sequence[Track],
    lines: Track,
    timeline: Timeline,
    *,
    container: Container,
    extended: Path,
) -> None:
    """Write the extended film and prove it.

    Args:
        described: the described film: its picture and its subtitles are taken.
        sounds: of the extended form; those of the described film are left out.
        lines: all of them as text.
        timeline: where the film pauses.
        container: of both films.
        extended: the file to write.

    Raises:
        VerificationError: the result is not what it should be; it does not stay.
    """
    source = examine(described)
    # the last one is the track of the lines themselves, without pauses
    subtitles = [one.index for one in source.film.streams if one.kind == "subtitle"][:-1]
    try:
        _write(source, [source.video, *subtitles], [*sounds, lines], timeline, container, extended)
        check(source, timeline, extended)
    except BaseException:  # also when the user interrupts: a file that was not proved never stays
        extended.unlink(missing_ok=True)
        raise


def _write(
    source: Source,
    copied: Sequence[int],
    tracks: Sequence[Track],
    timeline: Timeline,
    container: Container,
    extended: Path,
) -> None:
    with ExitStack() as files:
        film = files.enter_context(opened(source.path))
        out = files.enter_context(av.open(str(extended), "w", format=FORMATS[container]))
        out.metadata.update(film.metadata)
        # opaque: as the stream is; a codec that this PyAV cannot write can still be copied
        copies = {
            index: out.add_stream_from_template(film.streams[index], opaque=True)
            for index in copied
        }
        for index, copy in copies.items():
            copy.metadata.update(film.streams[index].metadata)
            copy.disposition = film.streams[index].disposition
        shifted = _shifted(film, copied, timeline, _last_before(source, timeline), source)
        rows: list[Iterator[Row]] = [
            ((at, 0, copies[packet.stream.index], packet) for at, packet in shifted)
        ]
        for place, track in enumerate(tracks, 1):
            made = files.enter_context(av.open(str(track.path), format=track.form))
            stream = out.add_stream_from_template(made.streams[0])
            stream.metadata.update(track.metadata)
            stream.disposition = track.disposition
            rows.append(_row(place, stream, _laid(made.demux(), source.zero)))
        out.set_chapters(_chapters(film, timeline, source.zero))
        for _, _, stream, packet in heapq.merge(*rows, key=lambda row: row[:2]):
            packet.stream = stream
            out.mux(packet)


Row = tuple[float, int, Any, "Packet[Any]"]  # when it is written, its track's place, track, packet


def _row(place: int, track: Any, laid: Iterator[tuple[float, Packet[Any]]]) -> Iterator[Row]:
    return ((at, place, track, packet) for at, packet in laid)


def _laid(packets: Iterator[Packet[Any]], zero: float) -> Iterator[tuple[float, Packet[Any]]]:
    """Yield packets whose time begins with the film's first frame on the film's clock."""
    for packet in whole(packets):
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
        for number, packet in enumerate(whole(film.demux(film.streams[source.video]))):
            following = bisect_right(places, shown(packet, source.zero) + SAME)
            if following < len(places):
                last[following] = number
    return list(accumulate(last, max))


def _shifted(
    film: Any, taken: Sequence[int], timeline: Timeline, last: list[int], source: Source
) -> Iterator[tuple[float, Packet[Any]]]:
    """Yield the film's packets with their stamps in the extended form, and when each is written."""
    number = -1
    for packet in whole(film.demux([film.streams[index] for index in taken])):
        base = packet.time_base or Fraction(1)
        at = shown(packet, source.zero)
        moved = timeline.extended(at)
        later = round((moved - at) / base)
        if packet.stream.index == source.video:
            number += 1
            passed = bisect_left(last, number)
            decoded = sum(pause.length for pause in timeline.pauses[:passed])
            if packet.dts is not None:
                packet.dts += round(decoded / base)
        else:
            length = float((packet.duration or 0) * base)
            end = timeline.extended(at + length, is_end=True)
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
