"""How facts become a line: what is told, and the languages that can tell it. Pure.

A language is a module with a class of `Phrases`, and a line in `composed.LANGUAGES`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, Protocol

Place = Literal["", "close", "far", "back", "one nearer"]
Side = Literal["", "left", "right"]


@dataclass(frozen=True, slots=True)
class Persons:
    """The persons in a picture."""

    count: int  # 0: several, it is not sure how many
    is_group: bool = False  # many of them
    place: Place = ""  # close, far off, further back, or one nearer than the others
    side: Side = ""  # of one person

    @property
    def bare(self) -> Persons:
        """The same without where they are."""
        return replace(self, place="", side="")


class Phrases(Protocol):
    """The wording of one language."""

    def line(self, persons: Persons | None, thing: str) -> str:
        """Return a line that names both; at least one of them is there.

        Where they are is told of persons alone.

        Args:
            persons: None: none is told of.
            thing: a label of the detector; empty: none is told of.
        """
