"""Put the extended form into one file: the picture copied, one frame of it shown for longer.

Nothing of the picture is coded anew: what comes after a pause gets later stamps, and the frame
before it stays until then. Where frames are stored out of their order, a decoding stamp is moved
once no frame from before the pause follows. Text is shifted with the film; what is told through a
pause is held.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence, Set
from contextlib import ExitStack
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from itertools import accumulate
from operator import or_
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av
from av.stream import Disposition

from vidcap.deliver.essence import essences
from vidcap.deliver.plan import extended_title, keep_streams, language_code, text_title
from vidcap.errors import VerificationError
from vidcap.extend.timeline import SAME, Timeline
from vidcap.media.opening import opened
from vidcap.media.probe import Source, examine, is_description
from vidcap.media.subtitles import embedded_text
from vidcap.script import Cue, Span
from vidcap.tracks.srt import srt_text

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
    # the last one is the track of the lines themselves, in whatever container
    subtitles = [one for one in source.film.streams if one.kind == "subtitle"][:-1]
    kept, notes = keep_streams(subtitles, "mkv")
    copied = [source.video, *(item.stream.index for item in kept if item.is_copied)]
    anew = {item.stream.index for item in kept} - set(copied)
    texts = [*_rewritten(source, anew, timeline, text.parent)]
    title = {"language": language_code(language), "title": text_title(language)}
    texts.append(_Text(text, title, Disposition.descriptions))
    try:
        _write(source, copied, texts, sound, timeline, language, extended)
        _check(source, timeline, extended)
    except BaseException:  # also when the user interrupts: a file that was not proved never stays
        extended.unlink(missing_ok=True)
        raise
    if any(one.kind == "audio" and not is_description(one) for one in source.film.streams):
        notes += ("the film's own sound has no pauses: left out of the extended form",)
    return notes


@dataclass(frozen=True, slots=True)
class _Text:
    """A text track that is written as SubRip, at its times in the extended form."""

    path: Path
    metadata: dict[str, str]
    disposition: Disposition


def _rewritten(
    source: Source, tracks: Set[int], timeline: Timeline, folder: Path
) -> Iterator[_Text]:
    """Yield the texts of tracks whose codec Matroska does not take."""
    for stream, spoken in embedded_text(source):
        if stream.index in tracks:
            path = folder / f"{stream.index}.srt"
            cues = [Cue(timeline.span(Span(start, end)), words) for start, end, words in spoken]
            path.write_bytes(srt_text(cues).encode())
            told = {"language": stream.language, "title": stream.title}
            flags = (Disposition[flag] for flag in stream.flags)
            yield _Text(path, told, reduce(or_, flags, Disposition(0)))


def _write(
    source: Source,
    copied: Sequence[int],
    texts: Sequence[_Text],
    sound: Path,
    timeline: Timeline,
    language: str,
    extended: Path,
) -> None:
    with ExitStack() as files:
        film = files.enter_context(opened(source.path))
        voice = files.enter_context(opened(sound))
        out = files.enter_context(av.open(str(extended), "w", format="matroska"))
        out.metadata.update(film.metadata)
        # opaque: as the stream is; a codec that this PyAV cannot write can still be copied
        copies = {
            index: out.add_stream_from_template(film.streams[index], opaque=True)
            for index in copied
        }
        for index, copy in copies.items():
            copy.metadata.update(film.streams[index].metadata)
            copy.disposition = film.streams[index].disposition
        said = out.add_stream_from_template(voice.streams.audio[0])
        title = {"language": language_code(language), "title": extended_title(language)}
        said.metadata.update(title)
        said.disposition = Disposition.visual_impaired | Disposition.default
        shifted = _shifted(film, copied, timeline, _last_before(source, timeline), source)
        laid = _laid(voice.demux(audio=0), source.zero)
        rows: list[Iterator[Row]] = [
            ((at, 0, copies[packet.stream.index], packet) for at, packet in shifted),
            _row(1, said, laid),
        ]
        for place, text in enumerate(texts, 2):
            lines = files.enter_context(av.open(str(text.path), format="srt"))
            told = out.add_stream_from_template(lines.streams.subtitles[0])
            told.metadata.update(text.metadata)
            told.disposition = text.disposition
            rows.append(_row(place, told, _laid(lines.demux(subtitles=0), source.zero)))
        out.set_chapters(_chapters(film, timeline, source.zero))
        for _, _, stream, packet in heapq.merge(*rows, key=lambda row: row[:2]):
            packet.stream = stream
            out.mux(packet)


Row = tuple[float, int, Any, "Packet[Any]"]  # when it is written, its track's place, track, packet


def _row(place: int, track: Any, laid: Iterator[tuple[float, Packet[Any]]]) -> Iterator[Row]:
    return ((at, place, track, packet) for at, packet in laid)


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
    film: Any, taken: Sequence[int], timeline: Timeline, last: list[int], source: Source
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


def _check(source: Source, timeline: Timeline, extended: Path) -> None:
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
