"""YOLOX-nano's backbone and neck as an encoder: features of a network that learnt to find things.

Its weights are shipped, so it starts from them.

Shapes: `B` pictures, `S` side of the square input in pixels, `R` = (S / 32)^2 regions.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from vidcap.model.detecting.published import published
from vidcap.model.detecting.yolox import CHANNELS
from vidcap.model.encoders import Encoder
from vidcap.model.encoders.published import Published


class YoloxNano(Encoder):
    """The maps of 8, 16 and 32 pixels a cell, the finer ones averaged to the coarsest's grid."""

    name = "yolox_nano"
    side = 288  # 9 x 9 regions, as EfficientNet-Lite2 has
    channels = sum(CHANNELS)

    def __init__(self) -> None:
        """Build it with the shipped weights.

        Raises:
            MissingError: the weights are not in the installation.
        """
        super().__init__()
        network = published()
        self.backbone = network.backbone
        self.neck = network.neck

    def forward(self, pictures: Tensor) -> Tensor:
        """Return the regions (B, R, C) of pictures (B, 3, S, S), see `Encoder`."""
        x = pictures.float().flip(1)  # BGR, 0 to 255, as it was trained
        x = x.contiguous(memory_format=torch.channels_last)
        maps: tuple[Tensor, ...] = self.neck(*self.backbone(x))
        height, width = maps[-1].shape[-2:]
        pooled = torch.cat(
            [functional.adaptive_avg_pool2d(part, (height, width)) for part in maps], 1
        )
        return pooled.flatten(2).transpose(1, 2)

    def parts(self) -> tuple[Published, ...]:
        """Return nothing: the weights are there."""
        return ()
