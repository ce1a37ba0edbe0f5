"""How far the probabilities of a head can be trusted: precision, calibration, reliability. Pure.

Pictures may weigh differently, where they stand for more or fewer of their kind; counts are of
pictures as they are.

Shapes: `N` pictures whose label is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating[Any]]
Bools = npt.NDArray[np.bool_]

BINS = 10  # of the reliability curve, of equal width
LEVELS = (0.8, 0.9, 0.95)  # probabilities at which precision is told


@dataclass(frozen=True, slots=True)
class At:
    """What is said where a head says at least so much."""

    probability: float
    precision: float | None  # share of the pictures said that are a yes; None: none is said
    kept: float | None  # share of the yes that are said; None: there is no yes
    said: int  # pictures


@dataclass(frozen=True, slots=True)
class Bin:
    """One point of a reliability curve."""

    probability: float  # mean of the pictures in it
    right: float  # share of them that are a yes
    weight: float  # share of all pictures that are in it, 0 to 1
    pictures: int


@dataclass(frozen=True, slots=True)
class Measured:
    """How one head does on pictures it was neither fitted nor calibrated on."""

    yes: int
    no: int
    average_precision: float | None  # None: there is no yes
    error: float | None  # expected calibration error, 0 to 1; None: no picture
    levels: tuple[At, ...]
    curve: tuple[Bin, ...]  # bins without pictures are left out


def measured(probability: Floats, right: Bools, weight: Floats) -> Measured:
    """Return how probabilities (N,) do against what is right (N,), each picture weighing (N,)."""
    curve = reliability(probability, right, weight)
    error = sum(abs(one.probability - one.right) * one.weight for one in curve)
    return Measured(
        yes=int(right.sum()),
        no=int((~right).sum()),
        average_precision=average_precision(probability, right, weight) if right.any() else None,
        error=error if curve else None,
        levels=tuple(at(probability, right, weight, level) for level in LEVELS),
        curve=curve,
    )


def at(probability: Floats, right: Bools, weight: Floats, level: float) -> At:
    """Return precision and share kept of what reaches a probability."""
    said = probability >= level
    good = float(weight[said & right].sum())
    return At(
        level,
        good / float(weight[said].sum()) if said.any() else None,
        good / float(weight[right].sum()) if right.any() else None,
        int(said.sum()),
    )


def average_precision(score: Floats, right: Bools, weight: Floats) -> float:
    """Return the mean precision at each yes, the highest scores first; ties count as one step.

    It is undefined without a yes.
    """
    order = np.argsort(-score, kind="stable")
    good, all_ = np.cumsum((right * weight)[order]), np.cumsum(weight[order])
    ends = np.append(np.flatnonzero(np.diff(score[order])), len(score) - 1)
    gained = np.diff(good[ends], prepend=0)
    return float((good[ends] / all_[ends] * gained).sum() / good[-1])


def reliability(probability: Floats, right: Bools, weight: Floats) -> tuple[Bin, ...]:
    """Return the share that is right against the probability told, in bins of equal width.

    Source: Guo et al., "On Calibration of Modern Neural Networks", ICML 2017, section 2.
    """
    place = np.minimum((probability * BINS).astype(int), BINS - 1)
    return tuple(
        Bin(
            float(np.average(probability[inside], weights=weight[inside])),
            float(np.average(right[inside], weights=weight[inside])),
            float(weight[inside].sum() / weight.sum()),
            int(inside.sum()),
        )
        for number in range(BINS)
        for inside in [place == number]
        if inside.any()
    )


def separation(far: Floats, near: Floats) -> float:
    """Return the chance that a far picture scores above a near one (area under the ROC curve)."""
    ordered = np.sort(near)
    below = np.searchsorted(ordered, far, "left")
    not_above = np.searchsorted(ordered, far, "right")
    return float((below + not_above).mean() / 2 / len(near))
