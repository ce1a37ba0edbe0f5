"""Unite what the sound and the subtitles say of speech, and find the gaps."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np

from vidcap.errors import InputError
from vidcap.listen import Heard
from vidcap.listen.aligned import alignment
from vidcap.listen.bed import Listener
from vidcap.listen.both_ways import heard_with, speech_both_ways
from vidcap.listen.dialogue import Subtitles, find_dialogue
from vidcap.listen.gaps import dialogue_gaps
from vidcap.listen.hysteresis import spans_agreed
from vidcap.listen.onsets import ATTACK
from vidcap.listen.silero import RATE_HZ, STEP, Samples
from vidcap.listen.spans import clip, covered, touching, unite, widen
from vidcap.media import Progress, silent
from vidcap.media.probe import Source
from vidcap.media.sound import Mixdown, audio_format, blocks, centre, mono
from vidcap.recipe import ListenSettings
from vidcap.script import Cue, Onset, Span, clock

log = logging.getLogger(__name__)

_AGREEMENT = 0.3  # share of the subtitles' time in which sound should have speech
_LITTLE = 0.02  # share of a film with speech below which it may be the wrong track
_STRANGE = 0.05  # correlation with the sound below which subtitles are another film's
_SOUND = 1.5  # s of a told sound that are kept clear
_MUSIC = re.compile(r"music|song|melod|theme|tune|sing|[♩♪♫♬]|音乐|歌", re.IGNORECASE)
_LONG = 60.0  # s from which such a share says something

_Item = TypeVar("_Item")


def hear(
    source: Source,
    settings: ListenSettings,
    *,
    dialogue: Path | None,
    part: Span | None,
    progress: Progress,
) -> Heard:
    """Do what `vidcap.listen.listen` says."""
    film = Span(0.0, source.film.duration)
    part = part or film
    around = heard_with(part, film)
    used: list[str] = []
    listener: Listener | None = None
    spoken: tuple[Span, ...] = ()
    told = Subtitles()
    if settings.finder != "silero" or dialogue is not None:
        told = find_dialogue(source, named=dialogue, language=settings.audio_language)
        if not told.name and settings.finder == "subtitles":
            raise InputError(
                "no subtitles were found beside or inside the film",
                str(source.path),
                "name a file with --dialogue, or take --finder auto",
            )
    if settings.finder != "subtitles" and source.audio is not None:
        listener = Listener(audio_format(source), around.start)
        spoken = speech_in_sound(source, settings, around, progress, listener=listener)
        used.append("silero")
        told = _in_time(told, spoken, around, is_named=dialogue is not None)
    used += [f"subtitles {told.name}"] if told.name else []
    said = unite([*spoken, *(cue.span for cue in told.dialogue)])
    _doubt_silence(source, said, part)
    progress(1.0)
    sudden = _sudden(listener, said, settings) if listener is not None else ()
    gaps = dialogue_gaps(
        [*said, *_protected(told.sounds, settings), *(onset.span for onset in sudden)],
        part,
        after=settings.after,
        before=settings.before,
        shortest=settings.shortest_gap,
    )
    return Heard(
        speech=clip(said, part),
        gaps=gaps,
        dialogue=_within(told.dialogue, part),
        finder="+".join(used) or "none",
        sounds=_within(told.sounds, part),
        beds=listener.beds(gaps) if listener is not None else (),
        onsets=tuple(onset for onset in sudden if onset.span.overlap(part) > 0),
    )


def _within(cues: Iterable[Cue], part: Span) -> tuple[Cue, ...]:
    return tuple(cue for cue in cues if cue.span.overlap(part) > 0)


def _protected(sounds: Iterable[Cue], settings: ListenSettings) -> Iterator[Span]:
    """Yield when sounds are heard that a line must not cover, if that is asked for.

    Music goes on under a line; of any other sound the beginning tells what it is, and a cue stands
    as long as it takes to read.
    """
    for cue in sounds if settings.protect == "told" else ():
        if not _MUSIC.search(cue.text):
            start, end = cue.span.start, cue.span.end
            yield Span(start, min(end, start + _SOUND))


def _sudden(
    listener: Listener, said: Sequence[Span], settings: ListenSettings
) -> tuple[Onset, ...]:
    """Return the sudden sounds that are kept clear: what begins while somebody speaks is speech."""
    if not settings.sudden:
        return ()
    return tuple(
        onset
        for onset in listener.onsets(settings.sudden)
        if not touching(said, Span(onset.span.start, onset.span.start + ATTACK))
    )


def speech_in_sound(
    source: Source,
    settings: ListenSettings,
    part: Span,
    progress: Progress = silent,
    *,
    listener: Listener | None = None,
) -> tuple[Span, ...]:
    """Return where someone speaks in `part` of the dialogue's audio track, in film time.

    The centre channel is heard where there is one; where nobody speaks in it, all channels are,
    for not every mix keeps its dialogue there. `listener` hears what passes: all channels.
    """

    def found(blocks: Iterable[Samples]) -> tuple[Span, ...]:
        opinions = _told(speech_both_ways(blocks), part.length / STEP, progress)
        spans = spans_agreed(
            np.fromiter(opinions, np.dtype((np.float32, 2))),
            STEP,
            threshold=settings.threshold,
            release=min(settings.release, settings.threshold),
            agreement=settings.agreement,
            join=settings.pause,
        )
        return widen(spans, before=settings.lead, after=settings.tail)

    speech = found(_passing(source, part, listener))
    if not speech and audio_format(source).channels > 2:
        speech = found(mono(source, RATE_HZ, part=part, channel="all"))
    moved = (Span(part.start + span.start, part.start + span.end) for span in speech)
    return clip(moved, part)


def _passing(source: Source, part: Span, listener: Listener | None) -> Iterator[Samples]:
    """Yield the dialogue's channel for the speech finder; the listener hears the whole track."""
    form = audio_format(source)
    ear = Mixdown(form, RATE_HZ)
    room = Mixdown(form, RATE_HZ, channel="all") if centre(form) is not None else None
    for block in blocks(source, part=part):
        heard = ear.feed(block)
        if listener is not None:
            listener.hear(block, heard if room is None else room.feed(block))
        yield heard
    yield ear.rest()


def _told(items: Iterator[_Item], expected: float, progress: Progress) -> Iterator[_Item]:
    """Pass on the items, telling the share done now and then."""
    for count, item in enumerate(items):
        if count % 256 == 0:
            progress(min(1.0, count / expected))
        yield item


def _doubt_silence(source: Source, said: tuple[Span, ...], part: Span) -> None:
    """Warn where hardly anybody speaks in a film with sound."""
    spoken = covered([part], said)
    if source.audio is not None and part.length >= _LONG and spoken < _LITTLE * part.length:
        log.warning(
            "%s: speech is found in %.1f %% of it only; if people speak in this film, choose the"
            " track they speak on with --audio-lang",
            source.path,
            100 * spoken / part.length,
        )


def _in_time(told: Subtitles, spoken: tuple[Span, ...], part: Span, *, is_named: bool) -> Subtitles:
    """Return subtitles at the times of the speech that is heard; warn where they were not.

    Such as have nothing to do with it are left out, unless somebody named them.
    """
    if not told.dialogue:
        return told
    name = f"subtitles {told.name}"
    found = alignment([cue.span for cue in told.dialogue], spoken, part)
    if found is not None and found.is_move:
        log.warning(
            "%s are not in time with the sound: %s (correlation %.2f, as they are %.2f)",
            name,
            found.told,
            found.after,
            found.before,
        )
        return Subtitles(
            f"{told.name} {found.told}", found.of(told.dialogue), found.of(told.sounds)
        )
    if found is not None and found.before < _STRANGE:
        remedy = "they are kept clear of all the same" if is_named else "they are left out"
        log.warning(
            "%s have nothing to do with the speech that is heard (correlation %.2f): another film's"
            " or another cut's; %s",
            name,
            found.before,
            remedy,
        )
        return told if is_named else Subtitles()
    said = unite(clip((cue.span for cue in told.dialogue), part))
    share = covered(said, spoken) / sum(span.length for span in said) if said else 1.0
    if share < _AGREEMENT:
        log.warning(
            "%s: the sound has speech in %.0f %% of them; another film's?", name, share * 100
        )
    elif spoken and not said:
        log.warning(
            "%s: speech is heard between %s and %s, where none of them lies; another film's?",
            name,
            clock(part.start),
            clock(part.end),
        )
    return told
