"""What a described film brings for its proof: its tracks, its text, and the files beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from vidcap.deliver.plan import EXTENDED
from vidcap.errors import InputError
from vidcap.media.languages import same_language, short_code
from vidcap.media.probe import Source, examine, is_description
from vidcap.media.subtitles import embedded_text
from vidcap.proof.paused import at_its_times, pauses_of
from vidcap.script import Cue, Script, Span, Stream
from vidcap.tracks.script_json import read_script

UNTOLD = "und"  # a container's word for a language that is not told
DESCRIBED, PAUSED, SCRIPT = ".described", ".extended", ".vidcap.json"  # parts of names
NARRATION, PAUSED_NARRATION = ".ad.wav", ".extended.wav"


@dataclass(frozen=True, slots=True)
class Case:
    """A described film with all that testifies for it."""

    described: Source  # its sound is the described track
    described_track: int
    original: Source | None  # its sound is the film's own track; None: there is none
    original_track: int | None
    language: str  # of the description
    text_track: int | None
    lines: tuple[Cue, ...]  # as they are written, in time order
    script: Script | None  # its times are those of the file, in which the film may pause
    script_name: str
    narration: Path | None
    is_extended: bool = False  # the film pauses
    pauses: tuple[Span, ...] = ()  # where the script says so, at the times of the file


def case_of(
    path: Path, *, script: Path | None = None, narration: Path | None = None, language: str = ""
) -> Case:
    """Examine a described film, also an extended one, and find its witnesses.

    Args:
        path: the film.
        script: by default `FILM.LANG.vidcap.json` beside it, if there is one.
        narration: by default `FILM.LANG.ad.wav` beside it, or `FILM.LANG.extended.wav`, if there
            is one.
        language: of the description, where there are several; empty: the first.

    Raises:
        InputError: it is no film, holds no described sound, or a file cannot be read.
    """
    film = examine(path)
    sound = _described(film, language)
    is_extended = sound.title.startswith(EXTENDED)
    language = short_code(language or sound.language).replace(UNTOLD, "")
    script = script or next(_beside(path, SCRIPT, language), None)
    ending = PAUSED_NARRATION if is_extended else NARRATION
    narration = narration or next(_beside(path, ending, language), None)
    told: Script | None = None
    pauses: tuple[Span, ...] = ()
    if script is not None:
        told = read_script(script)
        pauses = pauses_of(told) if is_extended else ()
        told = at_its_times(told, pauses)
    own = examine(path, audio_language=_dialogue_language(told)) if told is not None else film
    sounds = {stream.index for stream in film.film.streams if not is_description(stream)}
    track = own.audio if own.audio in sounds else None
    text_track, lines = _text(film, language)
    if text_track is None and told is not None:
        lines = tuple(
            Cue(span, line.text) for line in told.placed if (span := line.span) is not None
        )
    return Case(
        described=replace(film, audio=sound.index),
        described_track=sound.index,
        original=None if track is None else own,
        original_track=track,
        language=told.language if told is not None else language,
        text_track=text_track,
        lines=tuple(sorted(lines, key=lambda cue: cue.span)),
        script=told,
        script_name=script.name if script is not None else "",
        narration=narration,
        is_extended=is_extended,
        pauses=pauses,
    )


def _described(film: Source, language: str) -> Stream:
    tracks = [stream for stream in film.film.streams if is_description(stream)]
    if not tracks:
        raise InputError(
            "has no described sound",
            str(film.path),
            "name a film that vidcap describe --speak made",
        )
    for track in tracks:
        if not language or same_language(track.language or "und", language):
            return track
    there = ", ".join(track.language or "no language" for track in tracks)
    raise InputError(
        f"is not described in {language}", str(film.path), f"its described sound is in {there}"
    )


def _text(film: Source, language: str) -> tuple[int | None, tuple[Cue, ...]]:
    """Return the track that has the lines as text, and them; none: None, ()."""
    tracks = [
        (stream, texts)
        for stream, texts in embedded_text(film)
        if {"descriptions", "visual_impaired"} & set(stream.flags)
        or "descri" in stream.title.lower()
    ]
    tracks.sort(key=lambda track: not same_language(track[0].language or "und", language or UNTOLD))
    for stream, texts in tracks:
        cues = (
            Cue(Span(start, end), " ".join(text.split()), number)
            for number, (start, end, text) in enumerate(texts, start=1)
            if end > start
        )
        return stream.index, tuple(cues)
    return None, ()


def _beside(path: Path, ending: str, language: str) -> Iterator[Path]:
    """Yield the files `FILM.LANG.ending` of this language beside `FILM.described.*`."""
    head = f"{path.stem.removesuffix(DESCRIBED).removesuffix(PAUSED)}."
    try:
        others = sorted(path.parent.iterdir())
    except OSError:  # a folder whose files may be opened but not listed
        return
    for other in others:
        if other.name.startswith(head) and other.name.endswith(ending):
            tag = other.name[len(head) : -len(ending)]
            if tag and "." not in tag and same_language(tag, language or tag):
                yield other


def _dialogue_language(script: Script) -> str:
    listen = script.recipe.values.get("listen")
    language = listen.get("audio_language") if isinstance(listen, dict) else ""
    return language if isinstance(language, str) else ""
