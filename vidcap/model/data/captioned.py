"""The records: a picture with its captions, and what is wrong with one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Broken = Literal["refuse", "skip"]  # what to do about pictures and lines that cannot be used


@dataclass(frozen=True, slots=True)
class Captioned:
    """One picture and what people wrote about it in one language."""

    file: str  # its name in the caption file, which is its id
    tar: str  # empty: the picture lies in a folder, or in any tar
    captions: tuple[str, ...]
    split: str = ""
    language: str = "en"
    source: str = ""  # the caption file, and the entry in it where it has no lines
    lines: tuple[int, ...] = ()  # one of each caption, or the one of the picture

    def place(self, caption: int = 0) -> str:
        """Return where the caption file says it, for people to find it."""
        if not self.lines:
            return self.source
        return f"{self.source}, line {self.lines[min(caption, len(self.lines) - 1)]}"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a picture, or a sentence about it, cannot be used."""

    file: str
    place: str  # in the caption file
    reason: str
    split: str

    @classmethod
    def of(cls, item: Captioned, reason: str, *, caption: int = 0) -> Problem:
        """Return the problem that an item has."""
        return cls(item.file, item.place(caption), reason, item.split)

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        return f"{where}{self.file} {self.reason}"


def told(problems: Sequence[Problem], *, first: int = 5) -> str:
    """Return how many problems there are, and the first ones by name."""
    count = f"{len(problems)} problem{'s' if len(problems) > 1 else ''}"
    rest = [f"and {len(problems) - first} more"] if len(problems) > first else []
    return f"{count}: " + "; ".join([*map(str, problems[:first]), *rest])
