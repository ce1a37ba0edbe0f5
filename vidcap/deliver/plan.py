"""Which streams of a film go into which container, and how. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from vidcap.media.languages import container_code
from vidcap.media.sound import AudioFormat
from vidcap.script import Stream

Container = Literal["mkv", "mp4"]

TEXT = frozenset({"subrip", "ass", "ssa", "webvtt", "mov_text", "text"})  # what ffmpeg can rewrite
# Subtitle codecs that a container takes as they are; measured with ffmpeg 5.1 and 9.0, and WebVTT
# left out of Matroska, where ffmpeg's way of writing it is not that of the specification.
TAKEN_SUBTITLES = {
    "mkv": frozenset({"subrip", "ass", "ssa", "hdmv_pgs_subtitle", "dvd_subtitle", "dvb_subtitle"}),
    "mp4": frozenset({"mov_text", "dvd_subtitle"}),
}
TEXT_CODEC = {"mkv": "subrip", "mp4": "mov_text"}
FORMATS = {"mkv": "matroska", "mp4": "mp4"}
# Dispositions that come back from the container (DELIVERY: measured); the rest is written and lost.
KEPT_FLAGS = {
    "mkv": frozenset({"default", "forced", "hearing_impaired", "comment", "original"}),
    "mp4": frozenset({"hearing_impaired"}),
}

# What MP4 takes of picture and sound; Matroska takes all.
MP4_CODECS = {
    "video": frozenset({
        "h264", "hevc", "vvc", "av1", "vp9", "mpeg4", "mpeg2video", "mpeg1video", "mjpeg", "png"
    }),
    "audio": frozenset({
        "aac", "ac3", "eac3", "mp3", "mp2", "opus", "flac", "alac", "dts", "truehd", "vorbis"
    }),
}  # fmt: skip
READ_AS = {("mp4", "mp2"): "mp3"}  # MP4 does not tell the layers of MPEG-1 audio apart


def container_of(name: str) -> Container:
    """Return the container that a recipe names."""
    return "mp4" if name == "mp4" else "mkv"


@dataclass(frozen=True, slots=True)
class Kept:
    """A stream of the film that goes over."""

    stream: Stream
    codec: str  # in the result
    is_copied: bool  # False: rewritten as text of another codec


def keep_streams(
    streams: Sequence[Stream], container: Container
) -> tuple[tuple[Kept, ...], tuple[str, ...]]:
    """Return the streams that go over, in the order of the film, and notes on the others."""
    kept: list[Kept] = []
    notes: list[str] = []
    for stream in streams:
        name = f"{stream.kind} track {stream.index} ({stream.codec or 'unknown codec'})"
        if stream.kind == "data":
            notes.append(f"{name} left out: {container} takes no data")
        elif stream.kind == "attachment" and container != "mkv":
            notes.append(f"{name} left out: only mkv takes attachments")
        elif stream.kind == "subtitle" and stream.codec not in TAKEN_SUBTITLES[container]:
            if stream.codec in TEXT:
                kept.append(Kept(stream, TEXT_CODEC[container], is_copied=False))
                notes.append(f"{name} rewritten as {TEXT_CODEC[container]}")
            else:
                notes.append(f"{name} left out: {container} does not take it")
        else:
            kept.append(Kept(stream, stream.codec, is_copied=True))
    return tuple(kept), tuple(notes)


@dataclass(frozen=True, slots=True)
class Encoding:
    """How the described sound is coded."""

    encoder: str  # ffmpeg's name
    codec: str  # what a reader calls it
    bit_rate: int | None  # bits a second; None: lossless


# Layouts that Opus and AAC code as they are, with the side channels of film sound counted as rear.
COMMON = {
    "mono": 1, "stereo": 2, "5.0": 5, "5.0(side)": 5, "5.1": 6, "5.1(side)": 6, "7.1": 8
}  # fmt: skip


def encoding(form: AudioFormat, container: Container) -> Encoding:
    """Return the coding of a sound of this format.

    Opus in Matroska and AAC in MP4 are read in sync by old and new readers alike; AAC in Matroska
    is 21 ms late for ffmpeg 5.1, which does not know the delay that 9.0 writes. A layout that they
    do not know goes in as FLAC, whatever its size.
    """
    if form.layout not in COMMON:
        return Encoding("flac", "flac", None)
    if container == "mkv":
        return Encoding("libopus", "opus", 32_000 + 64_000 * form.channels)
    return Encoding("aac", "aac", 96_000 * form.channels)


def sound_title(language: str) -> str:
    """Return the name of the described track: players show it, vidcap knows it again by it."""
    return f"Audio description ({language})"


EXTENDED = "Extended audio description"  # begins the name of a sound that pauses


def extended_title(language: str) -> str:
    """Return the name of the sound of the extended form."""
    return f"{EXTENDED} ({language})"


def text_title(language: str) -> str:
    """Return the name of the text track."""
    return f"Audio description as text ({language})"


def language_code(language: str) -> str:
    """Return the code a container keeps: a region would be lost or stand in the wrong place."""
    return container_code(language)
