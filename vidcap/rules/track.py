"""What a track is judged by: its lines, and what else is known of the film."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from vidcap.listen.spans import unite
from vidcap.listen.words import spoken_cues
from vidcap.script import Cue, Line, Script, Span
from vidcap.tracks.template import without_room

NEEDS: Mapping[str, str] = MappingProxyType(
    {  # what a rule may need, and how it is given
        "length": "how long lines are spoken, which a track for a pausing film does not tell",
        "speech": "where someone speaks (--dialogue or --script)",
        "dialogue": "what is said in the film (--dialogue)",
        "script": "what vidcap found in the film (--script)",
    }
)
UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my"})  # written without spaces between words
_LETTER = r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"  # kana, Han: written without spaces
_UNIT = re.compile(rf"{_LETTER}|(?:(?!{_LETTER})\S)+")


@dataclass(frozen=True, slots=True)
class Said:
    """A line of the track."""

    place: int  # in the file, from 1
    row: int  # line of the file that tells its times, from 1; 0: not known
    number: int  # as the file counts it; 0: it does not
    span: Span
    text: str  # in one line


@dataclass(frozen=True, slots=True)
class Track:
    """A track and what is known of its film; what is None is not known."""

    lines: tuple[Said, ...]  # in time order
    language: str = ""  # two letters; empty: not known
    dialogue: tuple[Cue, ...] | None = None  # in time order, words alone
    speech: tuple[Span, ...] | None = None  # in time order, apart; by the script or the subtitles
    script: Script | None = None
    placed: Mapping[int, Line] = field(default_factory=dict)  # by place: as the script has them
    is_extended: bool = False  # the film pauses for each line: a cue's length tells nothing

    @property
    def end(self) -> float:
        """The end of the film, or of the last thing known of it, s."""
        known = [line.span.end for line in self.lines]
        if self.script is not None:
            return self.script.film.duration
        return max([*known, *(span.end for span in self.speech or ())], default=0.0)

    @property
    def length(self) -> float:
        """Seconds of the film that were to be described."""
        return self.end if self.script is None else self.script.part.length

    @property
    def unit(self) -> str:
        """What is counted of a text: words, or characters where words are not set apart."""
        return "characters" if self.language in UNSPACED else "words"

    def placed_as(self, line: Said) -> Line | None:
        """Return the script's line of the same words; None: it has none, they were changed."""
        return self.placed.get(line.place)

    def lacks(self, need: str) -> bool:
        """Tell whether something of `NEEDS` is not known."""
        return {
            "length": self.is_extended,
            "speech": self.speech is None,
            "dialogue": self.dialogue is None,
            "script": self.script is None,
        }[need]


def track_of(
    cues: Iterable[Cue],
    *,
    language: str = "",
    dialogue: Iterable[Cue] | None = None,
    script: Script | None = None,
    is_extended: bool = False,
) -> Track:
    """Return the track of the cues that say something; empty ones of a template are left out.

    Args:
        cues: of the description, in the file's order.
        language: two letters; empty: not known.
        dialogue: subtitles of the film, sounds and names of speakers among the words.
        script: of the same film.
        is_extended: whether the film pauses for each line.
    """
    numbered = ((place, cue, without_room(cue.text)) for place, cue in enumerate(cues, start=1))
    lines = [
        Said(place, cue.row, cue.number, cue.span, " ".join(text.split()))
        for place, cue, text in numbered
        if text
    ]
    words = None if dialogue is None else spoken_cues(dialogue)
    heard = script.speech if script is not None else None
    if heard is None and words is not None:
        heard = tuple(cue.span for cue in words)
    return Track(
        lines=tuple(sorted(lines, key=lambda line: (line.span, line.place))),
        language=language,
        dialogue=words,
        speech=None if heard is None else unite(heard),
        script=script,
        placed=_placed(lines, script.placed if script is not None else ()),
        is_extended=is_extended,
    )


def _placed(lines: Iterable[Said], placed: Iterable[Line]) -> dict[int, Line]:
    """Return for each line, by its place, the script's of the same words that is nearest."""
    same: dict[str, list[Line]] = {}
    for one in placed:
        same.setdefault(one.text, []).append(one)
    return {
        line.place: min(same[line.text], key=lambda one: abs((one.start or 0) - line.span.start))
        for line in lines
        if line.text in same
    }


def units(text: str) -> list[str]:
    """Return the words of a text; of Chinese and Japanese the characters."""
    return [unit for unit in _UNIT.findall(text) if any(map(str.isalnum, unit))]
