"""Candidates in a new order: how well each fits the picture counts beside how probable it is.

Sources: to rank what a decoder offers by a model of pictures and sentences is in Fang et al., "From
Captions to Visual Concepts and Back", CVPR 2015, section 5; ours is `agreement.py`. Measured and
left out: the order of how much candidates agree with each other (docs/experiments.md).
"""

from __future__ import annotations

from collections.abc import Sequence


def reranked(scores: Sequence[float], fits: Sequence[float], *, weight: float) -> list[int]:
    """Return the places of the candidates of one picture, the best first.

    Args:
        scores: of the search, see `Sentence.score`.
        fits: how well each fits the picture, -1 to 1.
        weight: of that, in units of the score.
    """
    merits = [score + weight * fit for score, fit in zip(scores, fits, strict=True)]
    return sorted(range(len(merits)), key=lambda place: (-merits[place], place))
