"""How sure a sentence is: a probability that it says only what people would say of the picture.

The probability that the decoder gives its own sentence is no such thing: it falls with every word,
and self-critical training, which rewards what scores, makes it too sure. So a small logistic model
is fitted on validation pictures, as they are and as film would show them
(`training/calibration.py`).

Source: Platt, "Probabilistic Outputs for Support Vector Machines", 1999, with more than one input.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from vidcap.model.cider import EQUAL, LENGTHS, likeness, vector_of
from vidcap.model.generating.search import Sentence

Signs = tuple[float, ...]  # what a sentence's confidence is told from, see `signs_of`
SIGNS = ("log-probability a step", "words", "agreement", "lead", "fit", "backward a step")
FIT, BACKWARD = SIGNS.index("fit"), SIGNS.index("backward a step")


@dataclass(frozen=True, slots=True)
class Confidence:
    """A logistic model of the signs."""

    bias: float
    weights: Signs

    def of(self, signs: Signs) -> float:
        """Return the probability, 0 to 1, that the sentence invents nothing."""
        total = self.bias + sum(w * s for w, s in zip(self.weights, signs, strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def signs_of(
    sentences: Sequence[Sentence],
    further: Sequence[Sentence] = (),
    *,
    fits: Sequence[float] = (),
    backward: Sequence[float] = (),
) -> list[Signs]:
    """Return for each sentence about one picture what its confidence is told from.

    The mean log-probability of its steps, its words (in tens), how much the candidates agree with
    it (0 to 1), its lead a step over the best of them, how well it fits the picture, and the mean
    log-probability of its steps read from the end.

    Args:
        sentences: the candidates of a beam search.
        further: sentences held against them, which do not count as candidates.
        fits: how well each of them all fits the picture, see `agreement.py`; none: not known.
        backward: log-probability of each of them all read from the end; none: not known.
    """
    every = [*sentences, *further]
    vectors = [vector_of(one.tokens, EQUAL) for one in every]
    steps = [one.log_probability / (len(one.tokens) + 1) for one in every]
    found: list[Signs] = []
    for place, one in enumerate(every):
        others = [index for index in range(len(sentences)) if index != place]
        agreed = [likeness(vectors[place], vectors[index]) / len(LENGTHS) for index in others]
        lead = steps[place] - max((steps[index] for index in others), default=steps[place])
        agreement = math.fsum(agreed) / len(agreed) if agreed else 0.0
        fit = fits[place] if fits else 0.0
        read = backward[place] / (len(one.tokens) + 1) if backward else 0.0
        found.append((steps[place], len(one.tokens) / 10, agreement, lead, fit, read))
    return found
