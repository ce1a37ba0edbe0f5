"""Candidates in a new order: the one that most agrees with the others comes first.

A sentence is worth what it is expected to have in common with what might as well have been said:
minimum Bayes risk, the candidates standing for all sentences. To this is added how probable it is
itself, which alone would order them as the search did.

Sources: Kumar and Byrne, "Minimum Bayes-Risk Decoding for Statistical Machine Translation",
NAACL 2004, section 2; CIDEr-D as the gain after Vedantam et al., CVPR 2015 (`cider.py`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from vidcap.model.cider import EQUAL, LENGTHS, Rarity, likeness, vector_of
from vidcap.model.generating.search import Sentence


def consensus(
    candidates: Sequence[Sentence],
    *,
    rarity: Rarity = EQUAL,
    trust: float = 0.5,
    own: float = 1.0,
    length_exponent: float = 0.7,
) -> list[Sentence]:
    """Return the candidates of one picture, the best first, each but once.

    Their order does not matter, nor how often one comes.

    Args:
        candidates: of a beam search, of samples, or both.
        rarity: of word groups among the pictures of the training; equal where it was not kept.
        trust: how far probable candidates count more than others when agreement is measured:
            each counts as its probability to this power.
        own: what a sentence's own score counts, against an agreement from 0 to 1.
        length_exponent: of that score, see `Sentence.score`.
    """
    ranked = sorted(set(candidates), key=lambda one: (-one.log_probability, one.tokens))
    vectors = [vector_of(one.tokens, rarity) for one in ranked]
    weights = [
        math.exp(trust * (one.log_probability - ranked[0].log_probability)) for one in ranked
    ]
    whole = math.fsum(weights) * len(LENGTHS)

    def merit(place: int) -> float:
        agreement = math.fsum(
            weight * likeness(vectors[place], other)
            for weight, other in zip(weights, vectors, strict=True)
        )
        return agreement / whole + own * ranked[place].score(length_exponent)

    places = sorted(range(len(ranked)), key=merit, reverse=True)
    return [ranked[place] for place in places]
