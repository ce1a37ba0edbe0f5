"""Listen to a described film once: all that is measured of its sound, before it is judged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from vidcap.media import Progress
from vidcap.media.loudness import Loudness, Meter
from vidcap.media.sound import audio_format
from vidcap.proof.case import Case
from vidcap.proof.pair import RATE, pairs
from vidcap.proof.residue import residues
from vidcap.proof.take import Found, Narration, Wave, Windows, around, found
from vidcap.proof.voiced import Values, told_apart
from vidcap.script import Span

POWERS = ("voice_power", "ducked_power", "film_power", "mix_power", "cross", "gain")


@dataclass(frozen=True, slots=True, eq=False)
class Powers:
    """The residue's values over the whole film, one for 5 ms each; 24 bytes together."""

    voice_power: Values
    ducked_power: Values
    film_power: Values
    mix_power: Values
    cross: Values
    gain: Values


@dataclass(frozen=True, slots=True, eq=False)
class Listened:
    """What was measured."""

    powers: Powers
    lags_ms: tuple[float, ...]  # of the stretches in which it can be told
    film: Loudness | None  # None: the film itself is silent
    described: Loudness
    takes: tuple[Span | None, ...]  # of each line: its place in the narration; None: it has none
    found: tuple[Found | None, ...]  # of each line: its take in the mix; None: it is not there


def listened(case: Case, progress: Progress) -> Listened:
    """Decode both tracks once, side by side, and measure them; the memory is that of a stretch."""
    original = case.original
    film_meter = Meter(audio_format(original)) if original is not None else None
    mix_meter = Meter(audio_format(case.described))
    narration = Narration(case.narration) if case.narration is not None else None
    stretches = narration.stretches() if narration is not None else ()
    takes, _ = told_apart(case.lines, stretches)
    duration = case.described.film.duration
    windows = Windows({n: around(take, duration) for n, take in enumerate(takes) if take})
    places: list[Found | None] = [None] * len(takes)
    values: dict[str, list[Values]] = {name: [] for name in POWERS}
    lags: list[float] = []
    done = 0

    def seek(cut: Iterator[tuple[int, Wave]]) -> None:
        for number, window in cut:
            take = takes[number]
            assert narration is not None
            assert take is not None
            part = around(take, duration)
            places[number] = found(narration.take(take), take, window, part)

    for residue in residues(pairs(original, case.described, film_meter, mix_meter)):
        for name, kept in values.items():
            kept.append(getattr(residue, name))
        if residue.lag_ms is not None:
            lags.append(residue.lag_ms)
        seek(windows.feed(residue.voice))
        done += len(residue.voice)
        progress(min(1.0, done / RATE / duration))
    seek(windows.rest())
    return Listened(
        powers=Powers(**{name: np.concatenate(kept) for name, kept in values.items()}),
        lags_ms=tuple(lags),
        film=film_meter.loudness() if film_meter is not None else None,
        described=mix_meter.loudness(),
        takes=takes,
        found=tuple(places),
    )
