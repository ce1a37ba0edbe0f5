"""What a script amounts to, in figures. Pure: a script in, a table out."""

from __future__ import annotations

import math
from collections import Counter

from vidcap.deliver import Delivered
from vidcap.script import Script
from vidcap.sound import Levels


def report_of(script: Script) -> dict[str, object]:
    """Return the figures of the summary; times in s, shares from 0 to 1.

    `words_a_minute` counts over the described part of the film; `coverage` is the share of that
    part in which a line is spoken, `gap_use` the share of the gaps. `overlap` is the time in
    which a line lies over speech: always 0, computed from the lines and the speech themselves.
    """
    spans = [line.span for line in script.placed if line.span is not None]
    spoken = sum(span.length for span in spans)
    words = sum(len(line.text.split()) for line in script.placed)
    free = sum(gap.length for gap in script.gaps)
    reasons = Counter(line.reason.split(":")[0] for line in script.skipped)
    return {
        "shots": len(script.shots),
        "keyframes": len(script.keyframes),
        "speech": round(sum(span.length for span in script.speech), 3),
        "gaps": len(script.gaps),
        "placed": len(script.placed),
        "skipped": dict(reasons.most_common()),
        "words_a_minute": round(words / script.part.length * 60, 1),
        "coverage": round(spoken / script.part.length, 4),
        "gap_use": round(spoken / free, 4) if free else 0.0,
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


def _finite(value: float) -> float | None:
    return round(value, 2) if math.isfinite(value) else None
