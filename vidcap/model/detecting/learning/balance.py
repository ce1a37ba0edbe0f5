"""How often each picture is drawn: those that show what is seldom in the gallery more often.

A gallery of everyday photographs is one of people and dogs; a detector that learns from it as it is
begins to take cats for dogs. Source: Gupta, Dollar and Girshick, "LVIS: A Dataset for Large
Vocabulary Instance Segmentation", CVPR 2019, section on repeat factor sampling.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

import numpy as np
import numpy.typing as npt

COMMON = 0.25  # share of the pictures from which what they show is not seldom


def drawn_shares(
    shown: Sequence[Collection[str]], *, common: float = COMMON
) -> npt.NDArray[np.float64]:
    """Return how likely each picture is drawn, (N,), in sum 1.

    A picture counts as much as the seldomest kind of thing in it, which counts as the square root
    of how much seldomer than `common` it is.

    Args:
        shown: the kinds of things in each picture; there is at least one picture.
        common: share of pictures.
    """
    having = Counter(kind for kinds in shown for kind in set(kinds))
    counts = {
        kind: max(1.0, float(np.sqrt(common * len(shown) / count)))
        for kind, count in having.items()
    }
    times = np.array([max((counts[kind] for kind in kinds), default=1.0) for kinds in shown])
    shares: npt.NDArray[np.float64] = times / times.sum()
    return shares
