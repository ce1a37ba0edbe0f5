"""Heads on the captioner's encoder: which concepts a picture shows, and how strange it is.

A head is a logistic model of the mean region, calibrated by Platt's scale and shift. One pass of
the encoder serves captioner and heads; heads belong to the encoder they were fitted on.

Shapes: `B` pictures, `R` regions, `C` channels, `K` concepts.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn

from vidcap.model.concepts.names import STRANGE
from vidcap.model.concepts.strangeness import Strangeness
from vidcap.script import Fact


class Heads(nn.Module):
    """Calibrated logistic heads on pooled regions, and the strangeness of the whole."""

    middle: Tensor  # (C,), mean of the training data's mean regions
    spread: Tensor  # (C,)
    weight: Tensor  # (K, C)
    bias: Tensor  # (K,)
    scale: Tensor  # (K,), of the calibration
    shift: Tensor  # (K,)

    def __init__(
        self, channels: int, names: Sequence[str], sayable: Sequence[str], directions: int
    ) -> None:
        """Make heads that know nothing.

        Args:
            channels: of a region of the encoder.
            names: of the concepts.
            sayable: those that are reliable enough to be told, in the order of `names`.
            directions: of the strangeness.

        Raises:
            ValueError: a sayable concept is none of the names.
        """
        super().__init__()
        if unknown := set(sayable) - set(names):
            raise ValueError(f"no heads of these names: {sorted(unknown)}")
        self.channels, self.names, self.sayable = channels, tuple(names), tuple(sayable)
        self.register_buffer("middle", torch.zeros(channels))
        self.register_buffer("spread", torch.ones(channels))
        self.register_buffer("weight", torch.zeros(len(names), channels))
        self.register_buffer("bias", torch.zeros(len(names)))
        self.register_buffer("scale", torch.ones(len(names)))
        self.register_buffer("shift", torch.zeros(len(names)))
        self.strangeness = Strangeness(channels, directions)

    def forward(self, regions: Tensor) -> tuple[Tensor, Tensor]:
        """Return the probability of each concept (B, K) and of being strange (B,).

        Args:
            regions: (B, R, C), as the encoder gives them, of any floating type.
        """
        features = self.standard(pooled(regions))
        return self.probabilities(features), self.strangeness(features)

    def standard(self, means: Tensor) -> Tensor:
        """Return mean regions (B, C) with the mean 0 and the spread 1 of the training data."""
        return (means - self.middle) / self.spread

    def probabilities(self, features: Tensor) -> Tensor:
        """Return the calibrated probabilities (B, K) of standard features (B, C)."""
        logits = features @ self.weight.T + self.bias
        return torch.sigmoid(self.scale * logits + self.shift)

    @torch.no_grad()
    def facts(self, regions: Tensor) -> list[tuple[Fact, ...]]:
        """Return for each picture the facts of sayable concepts, the most probable first.

        The last one is always `strange`. A picture whose regions are not finite has no facts but
        that it is strange for certain.

        Args:
            regions: (B, R, C).
        """
        probabilities, strange = self(regions)
        found: list[tuple[Fact, ...]] = []
        for row, odd in zip(probabilities.tolist(), strange.tolist(), strict=True):
            if math.isnan(odd):
                found.append((Fact(STRANGE, 1.0),))
                continue
            known = dict(zip(self.names, row, strict=True))
            facts = sorted((Fact(n, known[n]) for n in self.sayable), key=lambda f: -f.probability)
            found.append((*facts, Fact(STRANGE, odd)))
        return found

    def description(self) -> dict[str, Any]:
        """Return the arguments that make heads of the same shape; JSON can hold it."""
        return {
            "channels": self.channels,
            "names": list(self.names),
            "sayable": list(self.sayable),
            "directions": len(self.strangeness.axes),
        }


def pooled(regions: Tensor) -> Tensor:
    """Return the mean region (B, C) of regions (B, R, C), in float32."""
    return regions.float().mean(1)
