"""From what was measured to the report: the lines one by one, then the film beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import inf, isfinite, log10
from pathlib import Path
from typing import Literal

import numpy as np

from vidcap.listen.hearing import speech_in_sound
from vidcap.listen.spans import covered, unite
from vidcap.media import Progress
from vidcap.proof.beside import curves, outside
from vidcap.proof.case import Case, case_of
from vidcap.proof.held import frame_times, pauses_seen
from vidcap.proof.judge import findings
from vidcap.proof.listened import Listened, listened
from vidcap.proof.report import FitReport, LineHeard, PauseSeen
from vidcap.proof.voiced import STEP, told_apart, voiced
from vidcap.recipe import ListenSettings
from vidcap.rules.track import units
from vidcap.script import Cue, Span

LISTENING = 0.7  # share of the work; the rest is finding speech
SHORTEST_GAP = 1.0  # s
DROWNED = 0.01  # of the film's power: -20 LU
LEAST_GAIN = 1e-3  # -60 dB


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a line is heard, and how that is known."""

    span: Span | None = None
    found_by: Literal["take", "sound", "nothing"] = "nothing"
    likeness: float | None = None


def proved(
    path: Path,
    *,
    script: Path | None,
    narration: Path | None,
    language: str,
    progress: Progress,
) -> FitReport:
    """Do what `vidcap.proof.prove` says."""
    case = case_of(path, script=script, narration=narration, language=language)
    sound = listened(case, lambda share: progress(share * LISTENING))
    speech = _speech(case, lambda share: progress(LISTENING + share * (1 - LISTENING)))
    places, strays = _places(case.lines, sound)
    film = Span(0.0, case.described.film.duration)
    told = case.script
    report = FitReport(
        film=path.name,
        duration=film.end,
        language=case.language,
        described_track=case.described_track,
        original_track=case.original_track,
        text_track=case.text_track,
        script=case.script_name,
        narration=case.narration.name if case.narration is not None else "",
        lines=tuple(_lines(case, sound, places, speech)),
        strays=strays,
        speech=speech,
        gaps=told.gaps if told is not None else _left(speech, film),
        outside=outside(sound, [*strays, *(place.span for place in places if place.span)]),
        film_lufs=_finite(sound.film.integrated()) if sound.film is not None else None,
        described_lufs=_finite(sound.described.integrated()),
        curves=curves(sound, film.end),
        findings=(),
        is_extended=case.is_extended,
        pauses=_pauses(case, sound) if case.is_extended else (),
    )
    progress(1.0)
    return replace(report, findings=findings(report, case.described.film.streams, told))


def _speech(case: Case, progress: Progress) -> tuple[Span, ...]:
    if case.original is None:
        return ()
    whole = Span(0.0, case.original.film.duration)
    return speech_in_sound(case.original, ListenSettings(), whole, progress)


def _pauses(case: Case, sound: Listened) -> tuple[PauseSeen, ...]:
    return pauses_seen(
        case.pauses if case.script is not None else None,
        frame_times(case.described),
        sound.powers.film_power if sound.film is not None else None,
        case.lines,
    )


def _places(lines: Sequence[Cue], sound: Listened) -> tuple[tuple[_Place, ...], tuple[Span, ...]]:
    """Return where each line is heard, by its take if that is found, and what is of no line."""
    by_take = {
        number: _Place(Span(take.start + found.off, take.end + found.off), "take", found.likeness)
        for number, (take, found) in enumerate(zip(sound.takes, sound.found, strict=True))
        if take is not None and found is not None
    }
    known = [place.span for place in by_take.values() if place.span is not None]
    stretches = [
        stretch
        for stretch in voiced(sound.powers.voice_power, sound.powers.ducked_power)
        if not any(stretch.overlap(span) > 0 for span in known)
    ]
    rest = [number for number in range(len(lines)) if number not in by_take]
    spans, strays = told_apart([lines[number] for number in rest], stretches)
    by_sound = {
        number: _Place(span, "sound")
        for number, span in zip(rest, spans, strict=True)
        if span is not None
    }
    found = {**by_sound, **by_take}
    return tuple(found.get(number, _Place()) for number in range(len(lines))), strays


def _lines(
    case: Case, sound: Listened, places: Sequence[_Place], speech: Sequence[Span]
) -> Iterator[LineHeard]:
    """Yield each line with all that is measured of it."""
    before, told = -inf, case.script
    for number, (line, place) in enumerate(zip(case.lines, places, strict=True), start=1):
        span = place.span
        if span is None:
            yield LineHeard(number, line.text, line.span)
            continue
        whole = span
        if place.found_by == "sound" and span.overlap(line.span) > 0:
            (whole,) = unite([span, line.span])  # a soft end may not stand out of the film
        voice, film, duck = _levels(sound, span)
        yield LineHeard(
            number=number,
            text=line.text,
            written=line.span,
            heard=span,
            found_by=place.found_by,
            off_ms=(span.start - line.span.start) * 1000,
            likeness=place.likeness,
            speech_ms=covered([whole], speech) * 1000,
            told_speech_ms=covered([whole], told.speech) * 1000 if told is not None else None,
            pause=_finite(span.start - before),
            rate=len(units(line.text)) / whole.length * 60,
            voice_lufs=voice,
            film_lufs=film,
            over_film_lu=voice - film if voice is not None and film is not None else None,
            duck_db=duck,
        )
        before = max(before, span.end)


def _levels(sound: Listened, span: Span) -> tuple[float | None, float | None, float | None]:
    """Return the loudness of the voice and of the film under it, and the film's gain, dB.

    The film's is its own loudness and the measured gain; the voice's is what power is left of the
    described sound. A voice softer than `DROWNED` of the film cannot be told from that.
    """
    mix = 10 ** (sound.described.mean(span) / 10)
    if sound.film is None:
        return _decibels(mix), None, None
    first = round(span.start / STEP)
    gain = sound.powers.gain[first : max(round(span.end / STEP), first + 1)]
    duck = 20 * log10(max(float(np.median(gain)), LEAST_GAIN)) if len(gain) else 0.0
    bed = 10 ** ((sound.film.mean(span) + duck) / 10)
    return _decibels(max(mix - bed, DROWNED * bed)), _decibels(bed), duck


def _left(speech: Sequence[Span], film: Span) -> tuple[Span, ...]:
    """Return what speech leaves of the film, in pieces of `SHORTEST_GAP` and more."""
    starts = [film.start, *(span.end for span in speech)]
    ends = [*(span.start for span in speech), film.end]
    return tuple(
        Span(start, end)
        for start, end in zip(starts, ends, strict=True)
        if end - start >= SHORTEST_GAP
    )


def _decibels(power: float) -> float | None:
    return 10 * log10(power) if power > 0 else None


def _finite(value: float) -> float | None:
    return value if isfinite(value) else None
