"""What a line tells, whatever its language, and what a language must offer. Pure.

A language is a module with a class of `Phrases`, and a line in `composed.LANGUAGES`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from vidcap.ground.persons import Persons

LONGEST = 15  # words of a composed line; AD_RULES X6


@dataclass(frozen=True, slots=True)
class Doing:
    """What the persons, or the animal, of a line do."""

    verb: str  # a fact of the kind `doing`
    other: str = ""  # what the second of two persons does instead
    thing: str = ""  # a detector's label: what is ridden, held, played with or sat on
    is_of_one: bool = False  # of one of two persons alone


@dataclass(frozen=True, slots=True)
class Telling:
    """What a line tells, as names of facts and labels of the detector; empty: nothing of it.

    What is done is told of the persons, or of the one animal where there are none.
    """

    light: str = ""
    places: tuple[str, ...] = ()  # one or two, or `indoors` or `outdoors` alone
    persons: Persons | None = None
    wearing: tuple[str, ...] = ()  # of one person
    doing: Doing | None = None
    is_at_table: bool = False
    others: tuple[str, ...] = ()  # a label, or `animal`, `vehicle`, `fire`, `text`

    @property
    def has_subject(self) -> bool:
        """Whether it tells more than where and when."""
        return self.persons is not None or bool(self.others)

    @property
    def length(self) -> int:
        """How many things it tells."""
        where = self.persons is not None and self.persons != self.persons.bare
        return (
            bool(self.light)
            + len(self.places)
            + (self.persons is not None)
            + where
            + len(self.wearing)
            + (self.doing is not None)
            + self.is_at_table
            + len(self.others)
        )


class Phrases(Protocol):
    """The wording of one language."""

    def texts(self, telling: Telling) -> tuple[str, ...]:
        """Return the wordings of what is told, the most usual first; each tells all of it."""
