"""Pictures made by program: plain ones, texts and patterns, which films show and photographs lack.

Whatever they show, it is no street and no dog: hard negatives of everything, and the positives of
`plain`, `text` and `abstract`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from vidcap.model.concepts.labels import Labels, only
from vidcap.model.concepts.lettering import credits_roll, intertitle, letter, screen, slide, title
from vidcap.model.concepts.patterns import (
    fractal,
    glow,
    gradient,
    noise,
    plain,
    plasma,
    shapes,
    stripes,
)
from vidcap.model.pictures import Picture

Maker = Callable[[np.random.Generator, int], Picture]

# What is drawn how often, and what its labels are.
_TEXT = only("text", unknown=("dark", "sky"))
_ABSTRACT = only("abstract", unknown=("dark", "sky", "plain", "text"))
MAKERS: tuple[tuple[Maker, Labels], ...] = (
    (plain, only("plain", unknown=("dark", "abstract"))),
    (gradient, only("plain", unknown=("dark", "abstract", "sky"))),
    (title, _TEXT),
    (intertitle, _TEXT),
    (letter, _TEXT),
    (credits_roll, _TEXT),
    (slide, _TEXT),
    (screen, _TEXT),
    (fractal, _ABSTRACT),
    (glow, _ABSTRACT),
    (plasma, _ABSTRACT),
    (noise, _ABSTRACT),
    (stripes, _ABSTRACT),
    (shapes, _ABSTRACT),
)


def drawn(count: int, side: int, chance: np.random.Generator) -> Iterator[tuple[Picture, Labels]]:
    """Yield pictures with their labels, of each maker in turn."""
    for number in range(count):
        make, labels = MAKERS[number % len(MAKERS)]
        yield make(chance, side), labels
