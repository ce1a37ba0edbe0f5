"""The fit report: what was heard in a described film, as plain records. Times in s of the film."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from vidcap.script import Span

SCHEMA = 1
SILENCE = -70.0  # LUFS that stand for silence, the absolute gate of BS.1770
SILENT_DB = -60.0  # of full scale; below that a film that pauses is silent
STAMP = 0.005  # s by which a frame may be off: containers count in milliseconds, rounded twice

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class LineHeard:
    """A written line, and what was heard of it; None: it was not heard, or cannot be told."""

    number: int  # in the order of the text, from 1
    text: str
    written: Span
    heard: Span | None = None
    found_by: Literal["take", "sound", "nothing"] = "nothing"
    off_ms: float | None = None  # by which it starts after its written time; negative: before it
    likeness: float | None = None  # correlation with its take below 4 kHz; None: there is no take
    speech_ms: float = 0.0  # of the film's speech under it, as found in the sound
    told_speech_ms: float | None = None  # the same by the script's own list; None: no script
    pause: float | None = None  # s since the line heard before it
    rate: float | None = None  # words a minute; of a language without spaces: characters
    voice_lufs: float | None = None
    film_lufs: float | None = None  # of the film under it, as it was lowered; None: silence
    over_film_lu: float | None = None  # how far the voice stands over that; None: silence
    duck_db: float | None = None  # by which the film is lowered, 0 or less; None: it is silent


@dataclass(frozen=True, slots=True)
class PauseSeen:
    """Where the film pauses, and what is seen and heard of it."""

    span: Span  # as the script has it; without one, as the picture has it
    held: Span | None  # while the frame is shown that is held; None: no frame follows
    film_db: float | None  # of full scale: the film's own sound in it; None: it has none

    @property
    def is_held(self) -> bool:
        """Say whether no frame follows before the pause ends."""
        return self.held is not None and self.held.end >= self.span.end - STAMP

    @property
    def is_silent(self) -> bool:
        """Say whether the film's own sound is silent in it."""
        return self.film_db is None or self.film_db < SILENT_DB


@dataclass(frozen=True, slots=True)
class Outside:
    """How the described sound compares with the film's own where no line is near."""

    seconds: float  # that were compared
    gain_db: float
    residual_db: float  # of what is not the film's, over the film; the gain taken out; below 4 kHz
    worst_db: float  # the same in the worst second
    worst_at: float
    lag_ms: float  # by which it is late, a median over the film
    lag_spread_ms: float  # between the earliest and the latest stretch of the film


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be."""

    level: Level
    rule: str  # a name that does not change: overlap, missing, moved ...
    at: float | None  # None: it concerns the whole film
    line: int | None  # number
    text: str


@dataclass(frozen=True, slots=True)
class Curves:
    """Loudness along the film, LUFS; `SILENCE` where it is silent."""

    step: float  # s from one value to the next
    film: tuple[float, ...]
    described: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class FitReport:
    """All that was heard in a described film, and what is wrong with it."""

    film: str  # name of the file
    duration: float
    language: str  # of the description
    described_track: int  # index of its stream
    original_track: int | None  # None: the film itself is silent
    text_track: int | None  # None: the lines are the script's
    script: str  # name of the file; empty: none
    narration: str  # name of the file with the takes; empty: none
    lines: tuple[LineHeard, ...]
    strays: tuple[Span, ...]  # where the described sound has something that no line tells of
    speech: tuple[Span, ...]  # of the original track
    gaps: tuple[Span, ...]  # as the script has them; without one, what speech leaves
    outside: Outside | None  # None: the film itself is silent, or lines are everywhere
    film_lufs: float | None  # integrated; None: silence
    described_lufs: float | None
    curves: Curves
    findings: tuple[Finding, ...]
    is_extended: bool = False  # the film pauses for lines; all times are those of this film
    pauses: tuple[PauseSeen, ...] = ()
    schema: int = SCHEMA

    @property
    def holds(self) -> bool:
        """Say whether no error was found."""
        return not any(finding.level == "error" for finding in self.findings)

    @property
    def heard(self) -> tuple[LineHeard, ...]:
        """The lines that are heard."""
        return tuple(line for line in self.lines if line.heard is not None)

    @property
    def overlap_ms(self) -> float:
        """Speech under all lines together."""
        return sum(line.speech_ms for line in self.lines)
