"""Examine a film: which streams it has, how its picture is to be shown, when it starts and ends."""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import av.error
from av.stream import Disposition

from vidcap.errors import InputError
from vidcap.media.fingerprint import fingerprint
from vidcap.media.languages import same_language, short_code
from vidcap.media.opening import opened, unreadable
from vidcap.script import Film, Stream

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.stream import Stream as AvStream
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

_PQ, _HLG = 16, 18  # transfer characteristics of HDR, ITU-T H.273 table 3
_KINDS: dict[str, Literal["video", "audio", "subtitle", "data", "attachment"]] = {
    "video": "video",
    "audio": "audio",
    "subtitle": "subtitle",
    "attachment": "attachment",
}
_NOT_THE_FILM = Disposition.attached_pic | Disposition.timed_thumbnails
_NOT_THE_DIALOGUE = (
    Disposition.visual_impaired
    | Disposition.descriptions
    | Disposition.comment
    | Disposition.karaoke
    | Disposition.lyrics
    | Disposition.clean_effects
    | Disposition.non_diegetic
)
_TAIL = 30.0  # s read at the end to see that it is there; more than any usual intra distance
_LACKING = 0.05  # share of the announced length that may be missing before a film counts as cut


@dataclass(frozen=True, slots=True)
class Source:
    """A film file that was opened and examined."""

    path: Path
    film: Film
    video: int  # index of the stream that is described
    audio: int | None  # index of the track with the dialogue; None: a silent film
    zero: float  # s on the container's clock at which the first frame is shown
    stamped: bool  # False: a bare stream without time stamps, which cannot be searched either
    width: int  # pixels as shown, upright and square
    height: int
    rotation: int  # degrees clockwise that set the decoded picture upright: 0, 90, 180, 270
    mirrored: bool  # the decoded picture is to be flipped left to right before it is turned
    sample_aspect: Fraction  # width of a decoded pixel over its height
    rate: Fraction | None  # frames a second on average; None: not known
    interlaced: bool
    hdr: Literal["", "pq", "hlg"]  # transfer of a high dynamic range film; empty: an ordinary one


def probe(path: Path, *, audio_language: str = "") -> Source:
    """Return what is known of a film that is to be described.

    Args:
        path: the film.
        audio_language: language of the track with the dialogue; empty: the default track.

    Raises:
        InputError: it is no film, is damaged, has no such track, or is already described.
    """
    source = examine(path, audio_language=audio_language)
    for stream in source.film.streams:
        if is_description(stream):
            raise InputError(
                f"is already described (track {stream.index}"
                f"{f', {stream.title!r}' if stream.title else ''})",
                str(path),
                "name the film without its description",
            )
    return source


def examine(path: Path, *, audio_language: str = "") -> Source:
    """Return what is known of a film, described or not; otherwise as `probe`."""
    with opened(path) as container:
        video = _picture_stream(container, path)
        audio = _dialogue_stream(container, audio_language, path)
        first = _first_frame(container, video, path)
        stamp = first.pts
        base = first.time_base or video.time_base or Fraction(1)
        zero = float(stamp * base) if stamp is not None else 0.0
        streams = tuple(_described(stream) for stream in container.streams)
        aspect = video.sample_aspect_ratio or Fraction(1)
        aspect = aspect if aspect > 0 else Fraction(1)
        rotation, mirrored = _orientation(first)
        width, height = _shown_size(first.width, first.height, aspect, rotation)
        rate = video.average_rate or video.guessed_rate
        promised = _promised(container, video, zero)
        video_index, audio_index = video.index, audio.index if audio else None
        interlaced, hdr = bool(first.interlaced_frame), _transfer(first)
    duration = _measured(path, video_index, zero, stamped=stamp is not None, promised=promised)
    if duration <= 0:
        raise InputError("has a picture of no length", str(path), "copy or export it again")
    if promised - duration > max(1.0, promised * _LACKING):
        raise InputError(
            f"is cut short: {duration:.1f} s of {promised:.1f} s are there",
            str(path),
            "copy or download it again",
        )
    film = Film(path.name, fingerprint(path), duration, streams)
    return Source(
        path=path,
        film=film,
        video=video_index,
        audio=audio_index,
        zero=zero,
        stamped=stamp is not None,
        width=width,
        height=height,
        rotation=rotation,
        mirrored=mirrored,
        sample_aspect=aspect,
        rate=rate,
        interlaced=interlaced,
        hdr=hdr,
    )


def is_description(stream: Stream) -> bool:
    """Say whether an audio track describes the film for people who cannot see it."""
    flagged = {"visual_impaired", "descriptions"} & set(stream.flags)
    title = stream.title.lower()
    return stream.kind == "audio" and (
        bool(flagged) or "audio description" in title or "audio described" in title
    )


def _picture_stream(container: InputContainer, path: Path) -> VideoStream:
    """Return the stream to describe: the default one, else the largest."""
    films = [stream for stream in container.streams.video if not stream.disposition & _NOT_THE_FILM]
    if not films:
        covers = "only a cover picture" if container.streams.video else "no picture"
        raise InputError(f"has {covers}", str(path), "name a film, not a sound file")
    for stream in films:
        if stream.codec_context is None:
            raise InputError(
                "has a picture of a kind that cannot be decoded", str(path), "convert it to H.264"
            )
    return max(
        films,
        key=lambda stream: (
            bool(stream.disposition & Disposition.default),
            stream.width * stream.height,
            -stream.index,
        ),
    )


def _dialogue_stream(container: InputContainer, language: str, path: Path) -> AudioStream | None:
    """Return the track with the dialogue: in the language asked for, the default one first."""
    tracks = [track for track in container.streams.audio if track.codec_context is not None]
    if language:
        spoken = [track for track in tracks if same_language(track.language or "und", language)]
        if not spoken:
            there = ", ".join(
                dict.fromkeys(short_code(track.language or "und") for track in tracks)
            )
            remedy = (
                f"choose one of {there} with --audio-lang" if there else "leave out --audio-lang"
            )
            raise InputError(f"no audio track in {language}", str(path), remedy)
        tracks = spoken
    return min(
        tracks,
        key=lambda track: (
            bool(track.disposition & _NOT_THE_DIALOGUE),
            not track.disposition & Disposition.default,
            track.index,
        ),
        default=None,
    )


def _first_frame(container: InputContainer, video: VideoStream, path: Path) -> VideoFrame:
    """Decode the first frame shown."""
    try:
        frames = list(islice(container.decode(video), 1))
    except av.error.FFmpegError as error:
        raise unreadable(path, error) from error
    if not frames:
        raise InputError("has a video stream without pictures", str(path), "export it again")
    return frames[0]


def _described(stream: AvStream) -> Stream:
    """Return what the script keeps of a stream."""
    context = stream.codec_context
    language = stream.metadata.get("language", "")
    return Stream(
        index=stream.index,
        kind=_KINDS.get(stream.type, "data"),
        codec=context.codec.canonical_name if context is not None else "",
        language="" if language == "und" else language,
        title=stream.metadata.get("title", "") or stream.metadata.get("name", ""),
        flags=tuple(flag.name for flag in Disposition if flag in stream.disposition and flag.name),
    )


def _orientation(frame: VideoFrame) -> tuple[int, bool]:
    """Return the clockwise degrees that set a frame upright, and whether it is mirrored first."""
    sides: Any = frame.side_data  # a container of records, which PyAV types as a dictionary
    data = next((item for item in sides if item.type.name == "DISPLAYMATRIX"), None)
    if data is None:
        return 0, False
    # nine 32-bit numbers by rows; a point (x, y) is shown at (a x + c y, b x + d y)
    a, b, _, c, d, *_ = struct.unpack("=9i", bytes(data))
    mirrored = a * d - b * c < 0
    if mirrored:
        a, b = -a, -b
    # phones and cameras store quarter turns only
    return round(math.degrees(math.atan2(b, a)) / 90) * 90 % 360, mirrored


def _shown_size(width: int, height: int, aspect: Fraction, rotation: int) -> tuple[int, int]:
    """Return the size with square pixels and upright; the longer side of a pixel is kept."""
    wide, high = (width * aspect, height) if aspect >= 1 else (width, height / aspect)
    shown = max(1, round(wide)), max(1, round(high))
    return shown if rotation % 180 == 0 else (shown[1], shown[0])


def _transfer(frame: VideoFrame) -> Literal["", "pq", "hlg"]:
    if frame.color_trc == _PQ:
        return "pq"
    return "hlg" if frame.color_trc == _HLG else ""


def _promised(container: InputContainer, video: VideoStream, zero: float) -> float:
    """Return the length of the picture that the headers announce, s; 0: they say nothing."""
    if video.duration and video.time_base:
        return float(video.duration * video.time_base)
    length = container.duration / 1e6 if container.duration else 0.0
    if "matroska" not in container.format.name:
        return length
    # Matroska counts from its clock's zero, and the longest stream may be another one
    tag = next((text for key, text in video.metadata.items() if key.startswith("DURATION")), "")
    if tag.count(":") == 2:  # 00:01:23.456000000; stale where a tool only copied it
        hours, minutes, seconds = tag.split(":")
        length = min(length, int(hours) * 3600 + int(minutes) * 60 + float(seconds))
    return max(0.0, length - zero)


def _measured(path: Path, video: int, zero: float, *, stamped: bool, promised: float) -> float:
    """Return the length of the picture by its packets, s: headers may lie, or be cut off.

    Reads the tail of the film, all of it where it cannot be searched.
    """
    if stamped and promised > 2 * _TAIL:
        end = _end_of_packets(path, video, zero + promised - _TAIL)
        if end is not None and end > zero:
            return end - zero
    end = _end_of_packets(path, video, None)
    return (end or 0.0) - (zero if stamped else 0.0)


def _end_of_packets(path: Path, video: int, start: float | None) -> float | None:
    """Return when the last frame that starts after `start` stops being shown; None: there is none.

    Args:
        path: the film.
        video: index of the stream.
        start: s on the container's clock; None: read from the beginning.
    """
    end: Fraction | None = None
    longest_ago = Fraction(0)
    with opened(path) as container:
        stream = container.streams[video]
        base = stream.time_base or Fraction(1)
        try:
            if start is not None:
                container.seek(int(start / base), stream=stream)
            for packet in container.demux(stream):
                if packet.size == 0:
                    continue
                length = (packet.duration or 0) * base
                if packet.pts is None:  # a bare stream: each frame follows the one before
                    longest_ago += length
                    end = longest_ago
                else:
                    stop = packet.pts * base + length
                    end = stop if end is None else max(end, stop)
        except av.error.FFmpegError:  # damaged here: what was read so far is what there is
            pass
    return float(end) if end is not None else None
