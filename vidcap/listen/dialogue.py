"""Find the subtitles of a film's dialogue: a file that was named, one beside it, or a track in it.

The first of these that has words is taken: the file named; `FILM.LANG.srt` (`.vtt`, `.ass`) in the
language of the dialogue's audio track; `FILM.srt` and its like; a file in any other language; a
text track inside the film, that of the dialogue's language first. Tracks of descriptions
(`*.ad.*`) and of forced subtitles, which only translate signs and foreign speech, are no dialogue.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from vidcap.listen.words import spoken_cues, told_sounds
from vidcap.media.cues import FORMATS, read_cues
from vidcap.media.languages import same_language
from vidcap.media.probe import Source
from vidcap.media.subtitles import embedded_text
from vidcap.script import Cue, Span, Stream

_LANGUAGE = re.compile(r"[a-z]{2,3}([-_][a-z0-9]{2,8})*", re.IGNORECASE)  # en, pt-BR, zh-Hans
_WITH_SOUNDS = re.compile(r"\.(sdh|cc|hi)$", re.IGNORECASE)  # en.sdh: for deaf viewers
_SIGNS = re.compile(r"descri|forced|\bsigns\b", re.IGNORECASE)  # titles of tracks without dialogue
_NOT_DIALOGUE = frozenset({"forced", "descriptions", "visual_impaired", "lyrics"})


@dataclass(frozen=True, slots=True)
class Subtitles:
    """What a film's subtitles tell."""

    name: str = ""  # of the file or the track; empty: there are none
    dialogue: tuple[Cue, ...] = ()  # what is said, without sounds and speakers' names
    sounds: tuple[Cue, ...] = ()  # what else is heard, as they tell it: "door slams"

    @classmethod
    def of(cls, cues: Iterable[Cue], name: str) -> Subtitles:
        """Return what cues tell; none where nobody speaks in them."""
        several = tuple(cues)
        if spoken := spoken_cues(several):
            return cls(name, spoken, told_sounds(several))
        return cls()


def find_dialogue(source: Source, *, named: Path | None = None, language: str = "") -> Subtitles:
    """Return what the subtitles of a film tell.

    Args:
        source: the film.
        named: the file that was asked for; None: look beside and inside the film.
        language: that of the dialogue; empty: as the audio track says.

    Raises:
        InputError: a subtitle file cannot be read; the message names cue and line.
    """
    if named is not None:
        return replace(Subtitles.of(read_cues(named), named.name), name=named.name)
    language = language or spoken_language(source)
    for path in sidecars(source.path, language=language):
        if (found := Subtitles.of(read_cues(path), path.name)).dialogue:
            return found
    return _inside(source, language)


def sidecars(film: Path, *, language: str = "") -> tuple[Path, ...]:
    """Return the dialogue subtitles beside a film, the most likely first.

    Args:
        film: `FILM.mp4`; `FILM.srt`, `FILM.LANG.srt` and, for deaf viewers, `FILM.LANG.sdh.srt`
            (`cc`, `hi`) belong to it, never `FILM.ad.srt` or `FILM.LANG.ad.srt`.
        language: that of the dialogue; empty: not known.
    """
    endings = list(FORMATS)
    ranked: list[tuple[int, bool, int, str, Path]] = []
    for path in _siblings(film):
        suffix = path.suffix.lower()
        between = path.stem[len(film.stem) :].removeprefix(".")
        if suffix not in endings or path.stem not in (film.stem, f"{film.stem}.{between}"):
            continue
        tells_sounds = bool(_WITH_SOUNDS.search(between))
        between = _WITH_SOUNDS.sub("", between)
        if between and (not _LANGUAGE.fullmatch(between) or between.lower() == "ad"):
            continue
        fit = 1 if not between else 0 if language and same_language(between, language) else 2
        ranked.append((fit, not tells_sounds, endings.index(suffix), path.name, path))
    return tuple(path for *_, path in sorted(ranked))


def spoken_language(source: Source) -> str:
    """Return the language of the dialogue's audio track as the film says it; empty: it does not."""
    return next((s.language for s in source.film.streams if s.index == source.audio), "")


def _siblings(film: Path) -> Iterator[Path]:
    try:
        yield from (path for path in film.parent.iterdir() if path.name.startswith(film.stem))
    except OSError:  # a folder whose files may be opened but not listed
        return


def _inside(source: Source, language: str) -> Subtitles:
    """Return what the likeliest text track within the film tells."""

    def rank(stream: Stream) -> tuple[bool, bool, int]:
        is_other = not (language and same_language(stream.language, language))
        return is_other, "default" not in stream.flags, stream.index

    tracks = [
        (stream, texts)
        for stream, texts in embedded_text(source)
        if not _NOT_DIALOGUE & set(stream.flags) and not _SIGNS.search(stream.title)
    ]
    for stream, texts in sorted(tracks, key=lambda track: rank(track[0])):
        cues = (Cue(Span(start, end), text) for start, end, text in texts if end > max(start, 0.0))
        if (found := Subtitles.of(cues, f"track {stream.index}")).dialogue:
            return found
    return Subtitles()
