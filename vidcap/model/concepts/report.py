"""What fitting heads reports: how far each can be trusted, and which may be said.

The rule: a concept may be said when, at one of the probabilities in `measures.LEVELS`, at least
`PRECISION` of the held-out pictures with looks of film that reach it are a yes, at least `LEAST`
pictures do, and it is none of `names.MISTAKEN`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from vidcap.model.concepts.heads import Heads
from vidcap.model.concepts.measures import At, Bin, Measured, measured, separation
from vidcap.model.concepts.names import CONCEPTS, MISTAKEN
from vidcap.model.concepts.seen import Seen

PRECISION = 0.9
LEAST = 10  # held-out pictures on which a precision is told
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class ConceptReport:
    """How one head does on held-out pictures: photographs, scenes and drawings."""

    name: str
    group: str
    fitted_on: int  # pictures that are a yes
    decay: float  # of L2, chosen
    as_they_are: Measured
    as_film: Measured
    floor: float | None  # the least probability at which it may be said; None: it may not


@dataclass(frozen=True, slots=True)
class StrangeReport:
    """How well held-out drawings are told from photographs, and how strange other pictures are."""

    separation: float  # the chance that a drawing is stranger than a photograph, film or not
    error: float  # expected calibration error, drawings and photographs half and half
    curve: tuple[Bin, ...]
    frames: dict[str, tuple[float, float, float]]  # by folder: 1st quartile, median, 3rd quartile


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a model's card tells of its heads."""

    pictures: dict[str, int]  # by part and source
    concepts: tuple[ConceptReport, ...]
    strange: StrangeReport

    @property
    def sayable(self) -> tuple[str, ...]:
        """The concepts that may be said."""
        return tuple(one.name for one in self.concepts if one.floor is not None)

    def card(self) -> dict[str, Any]:
        """Return all of it as JSON can hold it, numbers rounded."""
        found: dict[str, Any] = _rounded(dataclasses.asdict(self))
        rule = f"precision {PRECISION} on at least {LEAST} held-out pictures as film shows them"
        return {
            "sayable": list(self.sayable),
            "rule": rule,
            "mistaken": dict(MISTAKEN),
            **found,
        }

    def table(self) -> str:
        """Return a line of text for each concept."""
        head = "concept     fit  | as they are: yes   AP  ECE | as film: yes   AP  ECE"
        head += "".join(f"  at {level.probability:.2f}" for level in self._levels) + "  floor"
        rows = [_row(one) for one in self.concepts]
        strange = f"strange: separation {self.strange.separation:.3f}, ECE {self.strange.error:.3f}"
        return "\n".join([head, *rows, strange])

    @property
    def _levels(self) -> tuple[At, ...]:
        return self.concepts[0].as_film.levels


def _row(one: ConceptReport) -> str:
    plain, film = (
        f"{m.yes:5d} {_number(m.average_precision)} {_number(m.error)}"
        for m in (one.as_they_are, one.as_film)
    )
    levels = "".join(f" {_number(at.precision)}/{_number(at.kept)}" for at in one.as_film.levels)
    return f"{one.name:10s} {one.fitted_on:5d} | {plain} | {film} {levels}  {_number(one.floor)}"


def _number(value: float | None) -> str:
    return "   -" if value is None else f"{value:.2f}"


def reported(heads: Heads, seen: Seen, decays: Tensor, frames: Mapping[str, Tensor]) -> Report:
    """Return how heads do on the held-out part of what was seen.

    Args:
        heads: fitted and calibrated.
        seen: all examples.
        decays: (K,), each head's.
        frames: of films: the mean regions (N, C) of each folder's frames.
    """
    plain, film = (_held_out(heads, seen, is_filmed=kind) for kind in (False, True))
    fitted_on = (seen.labels[seen.rows("fit")] == 1).sum(0).tolist()
    kinds = np.char.add(np.char.add(seen.parts, " "), seen.sources)
    counts = zip(*np.unique(kinds, return_counts=True), strict=True)
    return Report(
        pictures={str(kind): int(count) for kind, count in counts},
        concepts=tuple(
            ConceptReport(
                concept.name,
                concept.group,
                fitted_on[place],
                float(decays[place]),
                plain[place],
                film[place],
                floor_of(film[place]) if concept.name in heads.sayable else None,
            )
            for place, concept in enumerate(CONCEPTS)
        ),
        strange=_strange(heads, seen, frames),
    )


def sayable_of(heads: Heads, seen: Seen) -> tuple[str, ...]:
    """Return the names of the concepts that may be said, by the rule above."""
    film = _held_out(heads, seen, is_filmed=True)
    return tuple(
        concept.name
        for concept, found in zip(CONCEPTS, film, strict=True)
        if floor_of(found) is not None and concept.name not in MISTAKEN
    )


def floor_of(found: Measured) -> float | None:
    """Return the least level at which a concept may be said; None if there is none."""
    for at in found.levels:
        if at.said >= LEAST and at.precision is not None and at.precision >= PRECISION:
            return at.probability
    return None


@torch.no_grad()
def _held_out(heads: Heads, seen: Seen, *, is_filmed: bool) -> list[Measured]:
    """Return each head on held-out photographs, with looks of film or without, and drawings."""
    photographs = seen.rows("held", "captions", "scenes", is_filmed=is_filmed)
    rows = torch.cat([photographs, seen.rows("held", "drawn")])
    probabilities = heads.probabilities(heads.standard(seen.means[rows])).numpy()
    labels, weights = seen.labels[rows].numpy(), seen.weights(rows).numpy()
    return [
        measured(probabilities[known, place], labels[known, place] == 1, weights[known])
        for place in range(labels.shape[1])
        for known in [labels[:, place] >= 0]
    ]


@torch.no_grad()
def _strange(heads: Heads, seen: Seen, frames: Mapping[str, Tensor]) -> StrangeReport:
    near, far = (
        heads.strangeness(heads.standard(seen.means[rows])).numpy()
        for rows in (seen.rows("held", "captions", "scenes"), seen.rows("held", "drawn"))
    )
    is_far = np.repeat([True, False], [len(far), len(near)])
    half = np.where(is_far, 0.5 / max(1, len(far)), 0.5 / max(1, len(near)))
    both = measured(np.concatenate([far, near]), is_far, half)
    return StrangeReport(
        separation=separation(far, near),
        error=both.error or 0.0,
        curve=both.curve,
        frames={
            name: _quartiles(heads.strangeness(heads.standard(means)))
            for name, means in frames.items()
            if len(means)
        },
    )


def _quartiles(values: Tensor) -> tuple[float, float, float]:
    first, middle, third = np.quantile(values.numpy(), (0.25, 0.5, 0.75)).tolist()
    return first, middle, third


def _rounded(value: Any) -> Any:
    """Return a value of JSON's with numbers rounded and tuples as lists."""
    if isinstance(value, float):
        return round(value, _DIGITS)
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(item) for item in value]
    return value
