"""DINOv2's small vision transformer: every patch of 14 x 14 pixels looks at every other.

Source: Dosovitskiy et al., "An Image is Worth 16x16 Words", ICLR 2021; Oquab et al., "DINOv2:
Learning Robust Visual Features without Supervision", arXiv 2304.07193; LayerScale of Touvron et
al., "Going deeper with Image Transformers", ICCV 2021.

Shapes: `B` pictures, `S` side of the square input in pixels, `P` patches, `D` width, `H` heads,
`R` regions.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from vidcap.model.encoders import Encoder
from vidcap.model.encoders.looks import ImageNetLook

_PATCH = 14  # pixels
_EPS = 1e-6  # of the layer norms, as published


@dataclass(frozen=True, slots=True)
class VitSize:
    """The shape of a vision transformer."""

    width: int = 384
    layers: int = 12
    heads: int = 6
    grid: int = 37  # side of the learnt positions: 518 pixels
    side: int = 224  # of the pictures, pixels; 16 x 16 patches


class VitBlock(nn.Module):
    """Attention among the patches, then a layer for each, both scaled and added."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.norm1 = nn.LayerNorm(width, _EPS)
        self.qkv = nn.Linear(width, 3 * width)
        self.proj = nn.Linear(width, width)
        self.ls1 = nn.Parameter(torch.ones(width))
        self.norm2 = nn.LayerNorm(width, _EPS)
        self.fc1 = nn.Linear(width, 4 * width)
        self.fc2 = nn.Linear(4 * width, width)
        self.ls2 = nn.Parameter(torch.ones(width))

    def forward(self, x: Tensor) -> Tensor:
        """Return tokens (B, 1 + P, D) of the same shape."""
        x = x + self.ls1 * self.proj(self._attended(self.norm1(x)))
        y: Tensor = self.fc2(functional.gelu(self.fc1(self.norm2(x))))
        return x + self.ls2 * y

    def _attended(self, x: Tensor) -> Tensor:
        """Return for each token the mean of all, by how they fit together."""
        rows, tokens, width = x.shape
        split = self.qkv(x).reshape(rows, tokens, 3, self.heads, width // self.heads)
        query, key, value = split.permute(2, 0, 3, 1, 4)  # each (B, H, 1 + P, D / H)
        # written out: the fused attention trains at half this speed on processors, measured
        fit = query @ key.transpose(-1, -2) / math.sqrt(width // self.heads)
        seen: Tensor = fit.softmax(-1).to(value.dtype) @ value
        return seen.transpose(1, 2).reshape(rows, tokens, width)


class DinoV2(Encoder):
    """ViT-S/14: patches in, 8 x 8 regions out, each the mean of 2 x 2 patches."""

    def __init__(self, name: str = "dinov2_vits14", size: VitSize | None = None) -> None:
        """Build it with random weights; a size of None is the published one."""
        super().__init__()
        size = size or VitSize()
        width = size.width
        self.name, self.side, self.channels = name, size.side, width
        self.look = ImageNetLook()
        self.cls_token = nn.Parameter(torch.zeros(1, 1, width))
        self.pos_embed = nn.Parameter(torch.randn(1, 1 + size.grid**2, width) * 0.02)
        self.patch_embed = nn.Conv2d(3, width, _PATCH, _PATCH)
        self.blocks = nn.Sequential(*(VitBlock(width, size.heads) for _ in range(size.layers)))
        self.norm = nn.LayerNorm(width, _EPS)

    def forward(self, pictures: Tensor) -> Tensor:
        """Return the regions (B, R, D) of pictures (B, 3, S, S), see `Encoder`."""
        patches = self.tokens(pictures)[:, 1:]
        count = math.isqrt(patches.shape[1])
        grid = patches.transpose(1, 2).reshape(len(patches), self.channels, count, count)
        return functional.avg_pool2d(grid, 2).flatten(2).transpose(1, 2)

    def tokens(self, pictures: Tensor) -> Tensor:
        """Return what is known of the picture and of each patch (B, 1 + P, D), after the norm."""
        patches = self.patch_embed(self.look(pictures))  # (B, D, S / 14, S / 14)
        x = patches.flatten(2).transpose(1, 2) + self._positions(patches.shape[-1])
        first = (self.cls_token + self.pos_embed[:, :1]).expand(len(x), -1, -1)
        tokens: Tensor = self.norm(self.blocks(torch.cat([first.to(x.dtype), x], 1)))
        return tokens

    def _positions(self, count: int) -> Tensor:
        """Return the learnt positions (1, P, D), resampled to a grid of `count` x `count`."""
        learnt = self.pos_embed[:, 1:]
        side = math.isqrt(learnt.shape[1])
        if side == count:
            return learnt
        grid = learnt.transpose(1, 2).reshape(1, self.channels, side, side)
        grid = functional.interpolate(grid, (count, count), mode="bicubic", align_corners=False)
        return grid.flatten(2).transpose(1, 2)

    def adopt(self, weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """Return weights of Meta's own checkpoint, or such as are named here, by our names."""
        renamed = {}
        for name, tensor in weights.items():
            ours = name.replace("attn.", "").replace("mlp.", "").replace(".gamma", "")
            renamed[ours.replace("embed.proj.", "embed.")] = tensor
        renamed.pop("mask_token", None)  # of use in their training alone
        return renamed
