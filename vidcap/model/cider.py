"""CIDEr-D: how much a caption has in common with what people wrote, rare words first.

`CiderD` is a reward against references; `likeness` compares any two sentences.

Source: Vedantam et al., "CIDEr: Consensus-based Image Description Evaluation", CVPR 2015, section
3 and 7 (CIDEr-D: counts are clipped, other lengths are punished). Works on word numbers.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Words = Sequence[int]
Gram = tuple[int, ...]

LENGTHS = (1, 2, 3, 4)  # words of the groups that are compared
SPREAD = 6.0  # words; a caption so much longer or shorter counts exp(-1/2)
SCALE = 10.0


@dataclass(frozen=True, slots=True)
class Rarity:
    """How much word groups weigh: minus the logarithm of the share of pictures that have them."""

    weights: Mapping[Gram, float]
    unseen: float  # the weight of a group that is not among them

    @classmethod
    def of(cls, references: Sequence[Sequence[Words]]) -> Rarity:
        """Return the rarity of word groups among pictures, each with several sentences.

        Args:
            references: for each picture several sentences, as word numbers.
        """
        pictures_with: Counter[Gram] = Counter()
        for sentences in references:
            pictures_with.update({gram for words in sentences for gram in _counted(words)})
        whole = math.log(max(len(references), 2))
        weights = {gram: whole - math.log(count) for gram, count in pictures_with.items()}
        return cls(weights, whole)


EQUAL = Rarity({}, 1.0)  # where nothing is known of pictures, every group weighs the same


@dataclass(frozen=True, slots=True)
class Vector:
    """A sentence as the weights of its word groups, one table for each length."""

    weights: tuple[dict[Gram, float], ...]
    norms: tuple[float, ...]
    words: int


class CiderD:
    """Scores captions of pictures whose references are known."""

    def __init__(self, references: Sequence[Sequence[Words]]) -> None:
        """Weigh word groups by how few of the pictures have them in a reference.

        Args:
            references: for each picture several sentences, as word numbers.
        """
        self._rarity = Rarity.of(references)
        self._references = [[vector_of(words, self._rarity) for words in s] for s in references]

    def score(self, picture: int, words: Words) -> float:
        """Return the score of one caption, 0 to 10.

        Args:
            picture: its place among the references.
            words: of the caption, as numbers.
        """
        caption = vector_of(words, self._rarity)
        references = self._references[picture]
        total = sum(likeness(caption, reference) for reference in references)
        return SCALE * total / (len(references) * len(LENGTHS))


def vector_of(words: Words, rarity: Rarity) -> Vector:
    """Return a sentence as the weights of its groups of one to four words."""
    tables: tuple[dict[Gram, float], ...] = tuple({} for _ in LENGTHS)
    for gram, count in _counted(words).items():
        tables[len(gram) - 1][gram] = count * rarity.weights.get(gram, rarity.unseen)
    norms = tuple(math.sqrt(sum(w * w for w in table.values())) for table in tables)
    return Vector(tables, norms, len(words))


def _counted(words: Words) -> Counter[Gram]:
    """Return how often every group of one to four neighbouring words occurs."""
    words = tuple(words)
    return Counter(
        words[start : start + length]
        for length in LENGTHS
        for start in range(len(words) - length + 1)
    )


def likeness(caption: Vector, reference: Vector) -> float:
    """Return the sum over the lengths of the clipped cosine, 0 to 4, less for another length."""
    total = 0.0
    for ours, theirs, our_norm, their_norm in zip(
        caption.weights, reference.weights, caption.norms, reference.norms, strict=True
    ):
        common = sum(
            min(weight, theirs[gram]) * theirs[gram]
            for gram, weight in ours.items()
            if gram in theirs
        )
        if common:
            total += common / (our_norm * their_norm)
    off = caption.words - reference.words
    return total * math.exp(-(off**2) / (2 * SPREAD**2))
