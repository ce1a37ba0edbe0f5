"""How unlike the pictures that heads were trained on a picture is, as a probability.

Photographs fill a small part of an encoder's space: a few dozen directions hold most of what tells
them apart. What a picture has outside of these (its residual) against what it has inside tells
drawings, cards and patterns from photographs better than the distance within (figures in
`fitting.py`).

Source: the residual is ViM's, Wang et al., "ViM: Out-Of-Distribution with Virtual-logit Matching",
CVPR 2022, section 4, without its logits; calibrated as Platt 1999.

Shapes: `B` pictures, `F` features, `D` directions.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

DIRECTIONS = 64
SIGNS = 2  # log of the residual, log of the length inside


class Strangeness(nn.Module):
    """Directions that photographs fill, and a logistic model of what lies in and out of them."""

    axes: Tensor  # (D, F), of length 1, at right angles
    weight: Tensor  # (2,)
    bias: Tensor  # ()

    def __init__(self, features: int, directions: int = DIRECTIONS) -> None:
        super().__init__()
        self.register_buffer("axes", torch.zeros(directions, features))
        self.register_buffer("weight", torch.zeros(SIGNS))
        self.register_buffer("bias", torch.zeros(()))

    def signs(self, features: Tensor) -> Tensor:
        """Return log residual and log length inside (B, 2) of features (B, F) of mean 0."""
        inside = features @ self.axes.T
        total, kept = features.square().sum(1), inside.square().sum(1)
        residual = (total - kept).clamp(min=1e-6)
        return torch.stack([residual, kept.clamp(min=1e-6)], 1).log() / 2

    def forward(self, features: Tensor) -> Tensor:
        """Return the probability (B,) that each picture is unlike the training data.

        Args:
            features: (B, F), of mean 0 and spread 1 over the training data.
        """
        probability: Tensor = torch.sigmoid(self.signs(features) @ self.weight + self.bias)
        return probability


@torch.no_grad()
def directions_of(features: Tensor, count: int) -> Tensor:
    """Return the main directions (D, F) of features (N, F) of mean 0: the first of their PCA."""
    spread = features.T @ features / len(features)
    _, axes = torch.linalg.eigh(spread.double())  # ascending
    main: Tensor = axes.flip(1)[:, :count].T.float().contiguous()
    return main
