"""Candidates in a new order: what else speaks for each counts beside how probable it is.

How well it fits the picture (`agreement.py`): to rank what a decoder offers by a model of pictures
and sentences is in Fang et al., "From Captions to Visual Concepts and Back", CVPR 2015, section 5.
How probable it is read from its end: `backward.py`. Measured and left out: the order of how much
candidates agree with each other (docs/experiments.md).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts beside a candidate's own probability, and how much."""

    fit: float = 0.0  # of the fit to the picture, -1 to 1, in units of the score
    backward: float = 0.0  # of the log-probability read from the end


def merit(
    log_probability: float,
    *,
    words: int,
    fit: float,
    backward: float,
    weights: Weights,
    length_exponent: float = 0.7,
) -> float:
    """Return what a candidate is ranked by; with no weights that is its score in the search.

    Args:
        log_probability: of the sentence, natural logarithm.
        words: of the sentence.
        fit: how well it fits the picture, -1 to 1.
        backward: its log-probability read from the end.
        weights: of these two.
        length_exponent: see `Sentence.score`.
    """
    total = log_probability + weights.backward * backward
    return total / float((words + 1) ** length_exponent) + weights.fit * fit
