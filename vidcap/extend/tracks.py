"""The tracks that are made for the extended form, each in a file of its own before it goes in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from pathlib import Path

from av.stream import Disposition

from vidcap.deliver import Sound
from vidcap.deliver.mux import code
from vidcap.deliver.plan import (
    FORMATS,
    TEXT_CODEC,
    Container,
    extended_title,
    language_code,
    text_title,
)
from vidcap.media import ffmpeg
from vidcap.script import Cue, Stream
from vidcap.tracks.srt import srt_text

PATIENCE = 60.0  # s to code a text


@dataclass(frozen=True, slots=True)
class Track:
    """A coded sound or text, at its times in the extended form, and what it is called there."""

    path: Path
    form: str  # of the file, in ffmpeg's words
    metadata: dict[str, str]
    disposition: Disposition


def described_track(
    sound: Sound, path: Path, language: str, *, seconds: float, container: Container
) -> Track:
    """Code the described sound: players take it unasked, for it is what fills the pauses."""
    code(sound, path, seconds=seconds, container=container)
    told = _called(language_code(language), extended_title(language))
    flags = Disposition.visual_impaired | Disposition.default
    return Track(path, FORMATS[container], told, flags)


def own_track(
    sound: Sound, path: Path, own: Stream, *, seconds: float, container: Container
) -> Track:
    """Code the film's own sound, which is called there as in the film."""
    code(sound, path, seconds=seconds, container=container)
    flags = reduce(or_, (Disposition[flag] for flag in own.flags), Disposition(0))
    told = _called(own.language, own.title)
    return Track(path, FORMATS[container], told, flags & ~Disposition.default)


def text_track(cues: Sequence[Cue], path: Path, language: str, container: Container) -> Track:
    """Write the lines as text in the codec of the container.

    Raises:
        FilmError: ffmpeg failed.
    """
    words = path.with_suffix(".srt")
    words.write_bytes(srt_text(cues).encode())
    told = _called(language_code(language), text_title(language))
    if container == "mkv":
        return Track(words, "srt", told, Disposition.descriptions)
    options = {"format": FORMATS[container], "c:s": TEXT_CODEC[container]}
    graph = ffmpeg.writing(path, ffmpeg.reading(words, f="srt"), **options)
    ffmpeg.run(graph, timeout=PATIENCE, log="warning")
    return Track(path, FORMATS[container], told, Disposition.descriptions)


def _called(language: str, title: str) -> dict[str, str]:
    return {key: text for key, text in (("language", language), ("title", title)) if text}
