"""What a script amounts to, in figures. Pure: a script in, a table out."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from vidcap.deliver import Delivered
from vidcap.fit.pace import words_in
from vidcap.rules.track import units
from vidcap.script import Script, Span
from vidcap.sound import Levels


def report_of(script: Script) -> dict[str, object]:
    """Return the figures of the summary; times in s, shares from 0 to 1.

    `faster` are those of the placed lines that are spoken faster than the voice's usual rate.
    `words_a_minute` counts over the described part of the film, 1.6 Chinese characters as a word;
    `coverage` is the share of that
    part in which a line is spoken, `gap_use` the share of the gaps. `overlap` is the time in
    which a line lies over speech: always 0, computed from the lines and the speech themselves.
    """
    spans = [line.span for line in script.placed if line.span is not None]
    spoken = sum(span.length for span in spans)
    words = sum(words_in(line.text) for line in script.placed)
    free = sum(gap.length for gap in script.gaps)
    reasons = Counter(line.reason.split(":")[0] for line in script.skipped)
    return {
        "shots": len(script.shots),
        "keyframes": len(script.keyframes),
        "speech": round(sum(span.length for span in script.speech), 3),
        "gaps": len(script.gaps),
        "placed": len(script.placed),
        "faster": sum(line.rate > 1 for line in script.placed),
        "skipped": dict(reasons.most_common()),
        "words_a_minute": round(words / script.part.length * 60, 1),
        "coverage": round(spoken / script.part.length, 4),
        "gap_use": round(spoken / free, 4) if free else 0.0,
        "pauses": len(script.pauses),
        "paused": round(sum(pause.length for pause in script.pauses), 3),
        "overlap": round(sum(a.overlap(b) for a in spans for b in script.speech), 3),
    }


def sound_report(levels: Levels, delivered: Delivered) -> dict[str, object]:
    """Return the figures of the sound; what is silent has no loudness (None).

    `over_bed_lu` is the least of all lines: how far a voice stands over the ducked film.
    """
    over = [line.over_bed_lu for line in levels.lines]
    return {
        "loudness": {
            "film_lufs": _finite(levels.programme_lufs),
            "dialogue_lufs": _finite(levels.dialogue_lufs),
            "described_lufs": _finite(delivered.described_lufs),
            "peak_dbtp": _finite(delivered.peak_dbtp),
            "over_bed_lu": _finite(min(over, default=math.inf)),
        },
        "verified": {
            "likeness": round(delivered.likeness, 6),
            "lag_ms": round(delivered.lag_ms, 3),
            "onset_ms": round(delivered.onset_ms, 3),
        },
        "notes": list(delivered.notes),
    }


def fit_report(
    script: Script, spoken: Sequence[Span], heard: int, *, rate_hz: int
) -> dict[str, object]:
    """Return how the lines really fit, by the samples of their sound in the mix.

    Args:
        script: its placed lines, and the speech they keep clear of.
        spoken: when each placed line sounds in the mix, in time order.
        heard: of them, found again in the finished file.
        rate_hz: of the mix.

    Returns:
        `lines`, `heard`; `overlap_samples` with speech; `least_pause` between two lines and
        `least_margin` to speech, s; `rate`, the least and the most words (in Chinese: characters)
        a minute; None: there are not enough lines, or nobody speaks.
    """
    lines = [_samples(span, rate_hz) for span in spoken]
    speech = [_samples(span, rate_hz) for span in script.speech]
    least_pause = min((b[0] - a[1] for a, b in pairwise(lines)), default=None)
    gap = min((max(b[0] - a[1], a[0] - b[1]) for a in lines for b in speech), default=None)
    placed = sorted(script.placed, key=lambda line: line.start or 0.0)
    rates = [
        len(units(line.text)) / span.length * 60 for line, span in zip(placed, spoken, strict=True)
    ]
    return {
        "lines": len(lines),
        "heard": heard,
        "overlap_samples": sum(
            max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in lines for b in speech
        ),
        "least_pause": least_pause if least_pause is None else round(least_pause / rate_hz, 3),
        "least_margin": gap if gap is None else round(gap / rate_hz, 3),
        "rate": [round(min(rates)), round(max(rates))] if rates else None,
    }


def _samples(span: Span, rate_hz: int) -> tuple[int, int]:
    return round(span.start * rate_hz), round(span.end * rate_hz)


def _finite(value: float) -> float | None:
    return round(value, 2) if math.isfinite(value) else None
