"""Regions where things are: features of a grid averaged over boxes that a finder chose.

What Up-Down looks at (Anderson et al., "Bottom-Up and Top-Down Attention", CVPR 2018, section 3.1),
with two differences: the features are those of any encoder's grid rather than the detector's own,
and a box takes the exact mean of the part of the grid it covers, where theirs pools sampled points.

Shapes: `B` pictures, `S` side of the square input in pixels, `N` boxes found, `K` boxes kept, `G`
side of the grid, `R` = G^2 its regions, `C` channels of a region.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor

from vidcap.model.encoders import Encoder
from vidcap.model.encoders.finders import Finder
from vidcap.model.encoders.pair import resized
from vidcap.model.encoders.published import Published

COUNT = 16  # boxes kept of a picture
LEAST = 0.02  # score below which a box is not taken: 10 boxes of a picture of Flickr8k, on average
SAME = 0.6  # overlap (intersection over union) from which two boxes are one region
_THIN = 1e-3  # least side of a box, as a share of the picture


class Boxed(Encoder):
    """The whole picture, then the surest boxes; where there are fewer, the whole picture again."""

    def __init__(self, grid: Encoder, finder: Finder) -> None:
        super().__init__()
        self.name = f"{grid.name}@{finder.name}"
        self.side = max(grid.side, finder.side)
        self.channels = grid.channels
        self.grid, self.finder = grid, finder

    def forward(self, pictures: Tensor) -> Tensor:
        """Return the regions (B, 1 + K, C) of pictures (B, 3, S, S), the whole picture first."""
        features: Tensor = self.grid(resized(pictures, self.grid.side))
        weights = coverage(self.boxes(pictures), math.isqrt(features.shape[1]))
        return weights.to(features.dtype) @ features

    @torch.no_grad()
    def boxes(self, pictures: Tensor) -> Tensor:
        """Return the boxes (B, 1 + K, 4) that are looked at, shares of the picture."""
        with torch.autocast(pictures.device.type, enabled=False):  # the same boxes everywhere
            boxes, scores = self.finder(resized(pictures, self.finder.side))
        return surest(boxes, scores)

    def parts(self) -> tuple[Published, ...]:
        """Return the networks within that want weights, those of the grid first."""
        return (*self.grid.parts(), *self.finder.parts())


def surest(
    boxes: Tensor, scores: Tensor, *, count: int = COUNT, least: float = LEAST, same: float = SAME
) -> Tensor:
    """Return the whole picture and the surest boxes that are not much the same, (B, 1 + K, 4).

    Args:
        boxes: (B, N, 4), left, top, right, bottom as shares of the picture.
        scores: (B, N).
        count: K, boxes kept of a picture; the rest is filled with the whole picture.
        least: score of a box that is kept.
        same: overlap above which the less sure of two boxes is left out.
    """
    whole = boxes.new_tensor([0.0, 0.0, 1.0, 1.0]).expand(len(boxes), 4)
    chosen, left = [whole], scores
    for _ in range(count):
        score, place = left.max(1, keepdim=True)
        box = boxes.gather(1, place[..., None].expand(-1, -1, 4))  # (B, 1, 4)
        chosen.append(torch.where(score >= least, box[:, 0], whole))
        left = left.masked_fill(overlap(box, boxes) > same, 0.0).scatter(1, place, 0.0)
    return torch.stack(chosen, 1)


def overlap(one: Tensor, others: Tensor) -> Tensor:
    """Return intersection over union (B, N) of boxes (B, 1, 4) with others (B, N, 4)."""
    low = torch.maximum(one[..., :2], others[..., :2])
    high = torch.minimum(one[..., 2:], others[..., 2:])
    shared = (high - low).clamp(min=0).prod(-1)
    areas = [(box[..., 2:] - box[..., :2]).prod(-1) for box in (one, others)]
    return shared / (areas[0] + areas[1] - shared).clamp(min=1e-9)


def coverage(boxes: Tensor, count: int) -> Tensor:
    """Return how a box is made up of the cells of a grid, (B, K, R); each box's shares sum to 1.

    Args:
        boxes: (B, K, 4), left, top, right, bottom as shares of the picture.
        count: G, side of the grid.
    """
    low = boxes[..., None, :2].clamp(0, 1 - _THIN)  # (B, K, 1, 2)
    high = torch.maximum(boxes[..., None, 2:].clamp(0, 1), low + _THIN)
    edges = torch.arange(count + 1, device=boxes.device) / count
    start, end = edges[:-1, None], edges[1:, None]  # (G, 1)
    lengths = (torch.minimum(high, end) - torch.maximum(low, start)).clamp(min=0)  # (B, K, G, 2)
    across, down = (lengths / lengths.sum(-2, keepdim=True)).unbind(-1)
    return (down[..., :, None] * across[..., None, :]).flatten(-2)
