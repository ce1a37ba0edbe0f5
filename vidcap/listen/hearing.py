"""Unite what the sound and the subtitles say of speech, and find the gaps."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

from vidcap.errors import InputError
from vidcap.listen import Heard
from vidcap.listen.dialogue import find_dialogue
from vidcap.listen.gaps import dialogue_gaps
from vidcap.listen.hysteresis import spans_above
from vidcap.listen.silero import RATE_HZ, STEP, speech_probabilities
from vidcap.listen.spans import clip, covered, unite, widen
from vidcap.media import Progress, silent
from vidcap.media.probe import Source
from vidcap.media.sound import audio_format, mono
from vidcap.recipe import ListenSettings
from vidcap.script import Cue, Span

log = logging.getLogger(__name__)

_RUN_UP = 2.0  # s heard before and after a part, so that no word at its edges is missed
_AGREEMENT = 0.3  # share of the subtitles' time in which sound should have speech
_LITTLE = 0.02  # share of a film with speech below which it may be the wrong track
_LONG = 60.0  # s from which such a share says something


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
    around = Span(max(film.start, part.start - _RUN_UP), min(film.end, part.end + _RUN_UP))
    used: list[str] = []
    spoken: tuple[Span, ...] = ()
    cues: tuple[Cue, ...] = ()
    if settings.finder != "silero" or dialogue is not None:
        cues, found_in = find_dialogue(source, named=dialogue, language=settings.audio_language)
        if not found_in and settings.finder == "subtitles":
            raise InputError(
                "no subtitles were found beside or inside the film",
                str(source.path),
                "name a file with --dialogue, or take --finder auto",
            )
        used += [f"subtitles {found_in}"] if found_in else []
    if settings.finder != "subtitles" and source.audio is not None:
        spoken = speech_in_sound(source, settings, around, progress)
        used.insert(0, "silero")
        _compare(cues, spoken, around, used[-1])
    said = unite([*spoken, *(cue.span for cue in cues)])
    _doubt_silence(source, said, part)
    progress(1.0)
    return Heard(
        speech=clip(said, part),
        gaps=dialogue_gaps(
            said,
            part,
            after=settings.after,
            before=settings.before,
            shortest=settings.shortest_gap,
        ),
        dialogue=tuple(cue for cue in cues if cue.span.overlap(part) > 0),
        finder="+".join(used) or "none",
    )


def speech_in_sound(
    source: Source, settings: ListenSettings, part: Span, progress: Progress = silent
) -> tuple[Span, ...]:
    """Return where someone speaks in `part` of the dialogue's audio track, in film time.

    The centre channel is heard where there is one; where nobody speaks in it, all channels are,
    for not every mix keeps its dialogue there.
    """

    def found(probabilities: Iterator[float]) -> tuple[Span, ...]:
        spans = spans_above(
            _told(probabilities, part.length / STEP, progress),
            STEP,
            threshold=settings.threshold,
            release=min(settings.release, settings.threshold),
        )
        joined = unite(spans, join=settings.pause)
        return widen(joined, before=settings.lead, after=settings.tail)

    speech = found(speech_probabilities(mono(source, RATE_HZ, part=part)))
    if not speech and audio_format(source).channels > 2:
        speech = found(speech_probabilities(mono(source, RATE_HZ, part=part, channel="all")))
    moved = (Span(part.start + span.start, part.start + span.end) for span in speech)
    return clip(moved, part)


def _told(items: Iterator[float], expected: float, progress: Progress) -> Iterator[float]:
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


def _compare(cues: tuple[Cue, ...], spoken: tuple[Span, ...], part: Span, name: str) -> None:
    """Warn where subtitles and sound hardly agree: they may be of another cut of the film."""
    said = clip((cue.span for cue in cues), part)
    total = sum(span.length for span in unite(said))
    share = covered(said, spoken) / total if total else 1.0
    if cues and (not total or share < _AGREEMENT):
        log.warning(
            "%s: the sound has speech in %.0f %% of them; another film's?", name, share * 100
        )
