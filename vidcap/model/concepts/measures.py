"""How far the probabilities of a head can be trusted: precision, calibration, reliability. Pure.

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


def measured(probability: Floats, right: Bools) -> Measured:
    """Return how probabilities (N,) do against what is right (N,)."""
    curve = reliability(probability, right)
    count = sum(one.pictures for one in curve)
    error = sum(abs(one.probability - one.right) * one.pictures for one in curve)
    return Measured(
        yes=int(right.sum()),
        no=int((~right).sum()),
        average_precision=average_precision(probability, right) if right.any() else None,
        error=error / count if count else None,
        levels=tuple(at(probability, right, level) for level in LEVELS),
        curve=curve,
    )


def at(probability: Floats, right: Bools, level: float) -> At:
    """Return precision and share kept of what reaches a probability."""
    said = probability >= level
    count, yes = int(said.sum()), int(right.sum())
    good = int((said & right).sum())
    return At(level, good / count if count else None, good / yes if yes else None, count)


def average_precision(score: Floats, right: Bools) -> float:
    """Return the mean precision at each yes, the highest scores first; ties count as one step."""
    order = np.argsort(-score, kind="stable")
    hits, ranks = np.cumsum(right[order]), np.arange(1, len(score) + 1)
    ends = np.append(np.flatnonzero(np.diff(score[order])), len(score) - 1)
    gained = np.diff(hits[ends], prepend=0)
    return float((hits[ends] / ranks[ends] * gained).sum() / max(1, right.sum()))


def reliability(probability: Floats, right: Bools) -> tuple[Bin, ...]:
    """Return the share that is right against the probability told, in bins of equal width.

    Source: Guo et al., "On Calibration of Modern Neural Networks", ICML 2017, section 2.
    """
    place = np.minimum((probability * BINS).astype(int), BINS - 1)
    return tuple(
        Bin(float(probability[inside].mean()), float(right[inside].mean()), int(inside.sum()))
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
