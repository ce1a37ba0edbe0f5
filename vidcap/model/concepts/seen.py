"""What an encoder saw of examples: their mean regions, beside what is known of them.

Shapes: `N` pictures, `C` channels, `K` concepts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from vidcap.model.concepts.examples import Part, Source
from vidcap.model.concepts.names import PLACE

INDOORS = 0.4  # share of a film's pictures that are indoors, of those indoors or outdoors
MOST_WEIGHT = 10.0  # of one picture


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """Examples as the heads get them."""

    means: Tensor  # (N, C), mean regions
    labels: Tensor  # (N, K), 1, 0 or -1 for unknown
    parts: npt.NDArray[np.str_]  # (N,), see `examples.Part`
    sources: npt.NDArray[np.str_]  # (N,), see `examples.Source`
    is_filmed: npt.NDArray[np.bool_]  # (N,), it has a look of film

    def rows(self, part: Part, *sources: Source, is_filmed: bool | None = None) -> Tensor:
        """Return the rows of a part: of these sources, with or without looks of film, or all."""
        inside: npt.NDArray[Any] = self.parts == part
        if sources:
            inside = inside & np.isin(self.sources, sources)
        if is_filmed is not None:
            inside = inside & (self.is_filmed == is_filmed)
        return torch.from_numpy(np.flatnonzero(inside))

    def weights(self, rows: Tensor) -> Tensor:
        """Return how much each of some rows counts (M,) where films are judged.

        People photograph outdoors, and heads calibrated on what they photograph would doubt every
        room of a film; so a picture indoors counts for as many as bring rooms to their share.
        """
        labels = self.labels[rows]
        inside, outside = (labels[:, PLACE[name]] == 1 for name in ("indoors", "outdoors"))
        wanted = float(outside.sum()) * INDOORS / (1 - INDOORS) / max(1, int(inside.sum()))
        return 1 + inside * (min(MOST_WEIGHT, max(1.0, wanted)) - 1)
