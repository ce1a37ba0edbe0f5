"""Two encoders that look together: what one was not taught to see, the other may have been.

Shapes: `B` pictures, `S` side of the square input in pixels, `R` regions, `C` channels of a region.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor
from torch.nn import functional

from vidcap.model.encoders import Encoder
from vidcap.model.encoders.published import Published


class Pair(Encoder):
    """The channels of two encoders side by side, on the grid of the first.

    Pictures come at the larger side of the two; each encoder sees them at its own.
    """

    def __init__(self, first: Encoder, second: Encoder) -> None:
        super().__init__()
        self.name = f"{first.name}+{second.name}"
        self.side = max(first.side, second.side)
        self.channels = first.channels + second.channels
        self.first, self.second = first, second

    def forward(self, pictures: Tensor) -> Tensor:
        """Return the regions (B, R, C) of pictures (B, 3, S, S), see `Encoder`."""
        first: Tensor = self.first(resized(pictures, self.first.side))
        second: Tensor = self.second(resized(pictures, self.second.side))
        return torch.cat([first, on_grid(second, first.shape[1])], 2)

    def parts(self) -> tuple[Published, ...]:
        """Return the networks of both that want weights."""
        return (*self.first.parts(), *self.second.parts())


def resized(pictures: Tensor, side: int) -> Tensor:
    """Return pictures (B, 3, side, side), as float where they had another size."""
    if pictures.shape[-2:] == (side, side):
        return pictures
    return functional.interpolate(
        pictures.float(), (side, side), mode="bilinear", antialias=True, align_corners=False
    )


def on_grid(features: Tensor, regions: int) -> Tensor:
    """Return the features (B, R, C) of a square grid on a square grid of `regions` regions."""
    count, wanted = math.isqrt(features.shape[1]), math.isqrt(regions)
    if count == wanted:
        return features
    grid = features.transpose(1, 2).reshape(len(features), -1, count, count)
    wide = functional.interpolate(
        grid.float(), (wanted, wanted), mode="bilinear", antialias=True, align_corners=False
    )
    return wide.to(features.dtype).flatten(2).transpose(1, 2)
