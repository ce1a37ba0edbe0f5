"""A rule of the craft as data: what is checked, from where it comes, from which figure it breaks.

The rules stand in `rules.toml`. A check measures; the limits here judge what was measured.
"""

from __future__ import annotations

import dataclasses
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from vidcap.plain import from_plain

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Limit:
    """From which value on a rule is broken; None: no such bound."""

    of: str = ""  # which of a check's measures; empty: its only one
    language: str = ""  # two letters; empty: of all languages without a limit of their own
    warn: float | None = None  # above it, a warning
    error: float | None = None
    warn_below: float | None = None
    error_below: float | None = None

    def verdict(self, value: float) -> tuple[Level, float, str] | None:
        """Return the level, the bound and its side (`most`, `least`) a value breaks, or None."""
        if self.error is not None and value > self.error:
            return "error", self.error, "most"
        if self.error_below is not None and value < self.error_below:
            return "error", self.error_below, "least"
        if self.warn is not None and value > self.warn:
            return "warning", self.warn, "most"
        if self.warn_below is not None and value < self.warn_below:
            return "warning", self.warn_below, "least"
        return None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule."""

    id: str  # T1 ...: AD_RULES section 11
    title: str
    clause: str  # the source
    check: str  # what is measured, with the unit
    remedy: str = ""
    needs: tuple[str, ...] = ()  # what must be known besides lines: names of `track.NEEDS`
    languages: tuple[str, ...] = ()  # it can be read in; empty: in all
    counts_words: bool = False  # so that it needs a limit of its own where words have no spaces
    limits: tuple[Limit, ...] = ()
    measured: str = ""  # why the limits stand where they stand, if not from the clause alone
    unchecked: str = ""  # why it is not checked here

    def __post_init__(self) -> None:
        if bool(self.limits) == bool(self.unchecked):
            raise ValueError(f"rule {self.id} has limits, or says why it is not checked")

    @property
    def level(self) -> Level:
        """The gravest level a finding of it can have."""
        bounds = (bound for one in self.limits for bound in (one.error, one.error_below))
        return "error" if any(bound is not None for bound in bounds) else "warning"

    def limit(self, of: str, language: str) -> Limit | None:
        """Return the limit of one measure in a language; None: there is none."""
        of_measure = [one for one in self.limits if one.of == of]
        own = (one for one in of_measure if one.language == language)
        shared = (one for one in of_measure if not one.language)
        return next(own, None) or next(shared, None)


@cache
def rules() -> tuple[Rule, ...]:
    """Return all rules in the order of their file."""
    text = Path(__file__).with_name("rules.toml").read_text(encoding="utf-8")
    return tuple(_rule(name, table) for name, table in tomllib.loads(text).items())


def _rule(name: str, table: dict[str, Any]) -> Rule:
    known = {field.name for field in dataclasses.fields(Limit)}
    single = {key: table.pop(key) for key in known & table.keys()}  # a lone limit needs no list
    if single:
        table["limits"] = [single]
    return from_plain(Rule, {"id": name, **table}, name)
