"""The script: all that is known of one film in one language, as plain values.

The stages of the pipeline exchange these records; nothing here reads media or imports anything of
ours. Times are seconds from the first video frame shown, with millisecond meaning.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

SCHEMA = 1  # raised when an older reader could not understand a newer script


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of time [start, end), s."""

    start: float
    end: float

    def __post_init__(self) -> None:
        if not self.end > self.start:
            raise ValueError(f"a span ends after it starts, not {self.start} to {self.end}")

    @property
    def length(self) -> float:
        """Seconds from start to end."""
        return self.end - self.start

    def overlap(self, other: Span) -> float:
        """Return the seconds both spans share, 0 if none."""
        return max(0.0, min(self.end, other.end) - max(self.start, other.start))


def clock(time: float, *, digits: int = 1) -> str:
    """Return a film's time, s, as people read it: `1:02:03.4`; one before the film has a minus."""
    second = 10**digits
    ticks = round(abs(time) * second)
    minutes, rest = divmod(ticks, 60 * second)
    sign = "-" if time < 0 and ticks else ""
    whole, part = divmod(rest, second)
    return f"{sign}{minutes // 60}:{minutes % 60:02}:{whole:02}.{part:0{digits}}"


@dataclass(frozen=True, slots=True)
class Cue:
    """A timed text of a subtitle or description file."""

    span: Span
    text: str  # lines joined by a newline, without markup
    number: int = 0  # as the file counts it; 0: it does not
    row: int = field(default=0, compare=False)  # line of the file that tells its times, from 1


@dataclass(frozen=True, slots=True)
class Bed:
    """What sounds in a stretch without speech, alike from its start to its end."""

    span: Span
    loudness: float  # LUFS, mean of the stretch without gating; ITU-R BS.1770
    busyness: float  # 0: silence or a steady tone, wind, hum; 1: nothing but events


@dataclass(frozen=True, slots=True)
class Onset:
    """A sound that begins suddenly, where nobody speaks; no line covers its first moment."""

    span: Span  # that no line covers
    rise: float  # dB by which it is louder than all of the seconds before it


@dataclass(frozen=True, slots=True)
class Stream:
    """One stream of the film's container."""

    index: int
    kind: Literal["video", "audio", "subtitle", "data", "attachment"]
    codec: str
    language: str = ""  # as the container has it; empty: not said
    title: str = ""
    flags: tuple[str, ...] = ()  # dispositions in ffmpeg's words: default, visual_impaired, ...


@dataclass(frozen=True, slots=True)
class Film:
    """What the script keeps of the film file itself."""

    name: str  # of the file, without its folder
    fingerprint: str  # of its content
    duration: float  # of the picture, s
    streams: tuple[Stream, ...]


@dataclass(frozen=True, slots=True)
class Shot:
    """A run of frames between two cuts."""

    number: int  # from 1
    span: Span


@dataclass(frozen=True, slots=True)
class Keyframe:
    """A picture that stands for a shot or a part of it."""

    id: str  # K0001 ...
    shot: int  # the shot's number
    time: float  # when the picture is shown
    seen: Span  # the part of the shot it stands for
    sharpness: float  # variance of the Laplacian of its small grey picture; larger is sharper
    twin: str = ""  # id of an earlier keyframe that looks nearly the same; empty: none
    place: str = ""  # id of the earliest keyframe that shows the same place; empty: none
    beside: tuple[float, ...] = ()  # s; further frames of `seen` that were looked at: early, late
    rest: float | None = None  # s near the end of `seen`: a film pauses best there; None: unknown


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sentence a captioner offers for a picture."""

    text: str
    log_probability: float  # of the whole sentence, natural logarithm
    words: int
    confidence: float  # 0 to 1: how likely it is to be right, as far as the captioner can tell
    support: float | None = None  # share of its claims that were found, 0 to 1; None: not read
    unsupported: tuple[str, ...] = ()  # the claims that were not found, in its own words


@dataclass(frozen=True, slots=True)
class Box:
    """A thing a detector found: the class, how sure, and where as shares of the picture."""

    label: str
    score: float  # 0 to 1
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a picture shows by the network's own heads: a word for it, and how probable."""

    name: str  # `snow`, `night`, `indoors` ...
    probability: float  # calibrated, 0 to 1


@dataclass(frozen=True, slots=True)
class Offer:
    """What a captioner makes of one picture."""

    candidates: tuple[Candidate, ...]  # the best first; none: it is no picture
    facts: tuple[Fact, ...] | None = None  # None: this captioner does not look for them


@dataclass(frozen=True, slots=True)
class Glance:
    """What a further frame shows of the stretch that a keyframe stands for."""

    time: float  # s
    boxes: tuple[Box, ...]
    facts: tuple[Fact, ...] = ()  # none: only the detector looked


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that could be said: when it is seen, its worth, its evidence, its wordings.

    A moment without sentences is one of which nothing may be said; `doubt` tells why.
    """

    id: str  # M0001 ...
    keyframe: str  # id
    seen: Span
    value: float  # worth of saying it, where it stands in the film, 0 to 1
    sentences: tuple[str, ...]  # one or more wordings, the fullest first
    # of each when it is spoken, s; None: the voice could not speak it; empty: nothing was measured
    lengths: tuple[float | None, ...] = ()
    meanings: tuple[str, ...] = ()  # of each, the same in the most usual words; empty: not known
    candidates: tuple[Candidate, ...] = ()  # the captioner's own words, best first
    boxes: tuple[Box, ...] = ()  # what the detector found
    facts: tuple[Fact, ...] = ()  # what the network's heads say, the most probable first
    glances: tuple[Glance, ...] = ()  # at further frames, in time order
    doubt: str = ""

    def __post_init__(self) -> None:
        for name, values in (("lengths", self.lengths), ("meanings", self.meanings)):
            if values and len(values) != len(self.sentences):
                counts = f"{len(values)} {name} for {len(self.sentences)} sentences"
                raise ValueError(f"moment {self.id} has {counts}")

    @property
    def spoken(self) -> tuple[tuple[str, float], ...]:
        """The sentences that were measured, each with its length, s; the fullest first."""
        pairs = zip(self.sentences, self.lengths, strict=False)
        return tuple((text, length) for text, length in pairs if length is not None)

    def meaning_of(self, sentence: str) -> str:
        """Return one of the sentences in the most usual words; itself where they are not known."""
        return dict(zip(self.sentences, self.meanings, strict=False)).get(sentence, sentence)


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of description: placed (start and measured length) or skipped (reason)."""

    id: str  # L0001 ...
    moment: str  # id; empty for a line a person wrote
    text: str  # empty where nothing may be said
    status: Literal["placed", "skipped"]
    reason: str  # why there, or why not
    start: float | None = None  # of a placed line
    length: float | None = None  # of its speech as measured, s; None: never spoken
    needs: float | None = None  # of a skipped line: further seconds of room it would have needed
    rate: float = 1.0  # at which it is spoken, times the voice's usual one

    def __post_init__(self) -> None:
        if self.status == "placed" and (self.start is None or self.length is None):
            raise ValueError(f"line {self.id} is placed without start and length")

    @property
    def span(self) -> Span | None:
        """When a placed line is spoken; None for a skipped one."""
        if self.start is None or self.length is None or self.status != "placed":
            return None
        return Span(self.start, self.start + self.length)


@dataclass(frozen=True, slots=True)
class Pause:
    """Where the film of the extended form pauses, on the frame before, while lines are spoken."""

    at: float  # s of the film
    length: float  # s, the silence between its lines among it
    lines: tuple[str, ...]  # ids of skipped lines, in the order in which they are told


@dataclass(frozen=True, slots=True)
class Made:
    """What made the script: versions and names, so that it can be made again."""

    vidcap: str
    captioner: str
    voice: str
    detector: str
    speech_finder: str
    date: str  # ISO 8601, UTC
    thing_finder: str = ""  # the detector of persons and things; empty: none looked


@dataclass(frozen=True, slots=True)
class RecipeUsed:
    """The settings of the run."""

    name: str
    hash: str
    values: dict[str, object]


@dataclass(frozen=True, slots=True)
class Script:
    """All that is known of one film and language."""

    film: Film
    language: str  # BCP 47
    recipe: RecipeUsed
    made: Made
    part: Span  # the stretch that was described; the whole film unless asked otherwise
    shots: tuple[Shot, ...] = ()
    keyframes: tuple[Keyframe, ...] = ()
    speech: tuple[Span, ...] = ()
    gaps: tuple[Span, ...] = ()
    beds: tuple[Bed, ...] = ()  # of the gaps, in time order, apart from each other
    sounds: tuple[Cue, ...] = ()  # as subtitles for deaf viewers tell them: "door slams"
    onsets: tuple[Onset, ...] = ()  # sudden sounds that no line covers, in time order
    moments: tuple[Moment, ...] = ()
    lines: tuple[Line, ...] = ()
    pauses: tuple[Pause, ...] = ()  # of the extended form, in time order
    report: dict[str, object] = field(default_factory=dict)
    schema: int = SCHEMA

    @property
    def placed(self) -> tuple[Line, ...]:
        """The lines that are spoken, in time order."""
        return tuple(line for line in self.lines if line.status == "placed")

    @property
    def skipped(self) -> tuple[Line, ...]:
        """The lines that are not spoken."""
        return tuple(line for line in self.lines if line.status == "skipped")
