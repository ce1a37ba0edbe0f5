"""What a check finds of a line, or of the whole track: a value, and words for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from vidcap.rules.track import Said, Track


@dataclass(frozen=True, slots=True)
class Measure:
    """One value that a rule's limits judge."""

    line: Said | None  # None: of the whole track
    value: float
    what: str  # the value in words, as it is told where it breaks a limit
    of: str = ""  # which of the rule's measures
    time: float | None = None  # s, where no line is meant


Check = Callable[[Track], Iterator[Measure]]
