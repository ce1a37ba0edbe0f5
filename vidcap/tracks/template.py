"""A track of empty cues in the gaps, for a person to fill in. Pure.

Each cue says its room in square brackets, as `[3.2 s, 8 words]`. The person writes behind it or in
its place; what is still in brackets is never spoken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from vidcap.script import Cue, Span

_ROOM = re.compile(r"\[\s*\d+([.,]\d+)?\s*s,\s*\d+\s*words?\s*\]", re.IGNORECASE)


def template_cues(gaps: Iterable[Span], *, words_per_minute: float) -> tuple[Cue, ...]:
    """Return an empty cue for each gap that has room for a word.

    Args:
        gaps: in which may be spoken, s; in time order.
        words_per_minute: the pace at which the text will be spoken.
    """
    pace = words_per_minute / 60
    roomy = (gap for gap in gaps if gap.length * pace >= 1)
    return tuple(
        Cue(gap, _room(gap.length, int(gap.length * pace)), number)
        for number, gap in enumerate(roomy, start=1)
    )


def without_room(text: str) -> str:
    """Return what a person wrote into a cue, the note of its room taken out; empty: nothing yet."""
    return "\n".join(filter(None, (line.strip() for line in _ROOM.sub("", text).splitlines())))


def _room(seconds: float, words: int) -> str:
    return f"[{int(seconds * 10) / 10:.1f} s, {words} word{'s' if words > 1 else ''}]"
