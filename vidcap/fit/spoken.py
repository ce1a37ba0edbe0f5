"""How long each wording takes when it is spoken. Pure, but for the voice that is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from vidcap.script import Moment

Measure = Callable[[str], float | None]  # a sentence's length when spoken, s; None: cannot be


def measured(moments: Sequence[Moment], measure: Measure) -> tuple[Moment, ...]:
    """Return the moments with the length of each of their wordings."""
    return tuple(replace(one, lengths=tuple(map(measure, one.sentences))) for one in moments)
