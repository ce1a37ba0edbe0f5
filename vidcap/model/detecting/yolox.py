"""YOLOX-nano in PyTorch: the network that finds things.

Its batch norms are folded into the convolutions, as in the published ONNX file. The modules stand
in the order in which a picture meets them: that is the order of the file's weights.

Source: Ge et al., "YOLOX: Exceeding YOLO Series in 2021", arXiv 2107.08430; CSPDarknet of
Bochkovskiy et al., "YOLOv4", 2020; path aggregation of Liu et al., 2018. Width 0.25, depth 0.33,
depthwise convolutions.

Shapes: `B` pictures, `S` side of the square input in pixels, a multiple of 32; `A` places where the
network answers, one a cell of the grids of 8, 16 and 32 pixels.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from vidcap.model.detecting.labels import LABELS

CHANNELS = (64, 128, 256)  # of those maps
_HEAD = 64  # channels within the head


def conv(inputs: int, outputs: int, kernel: int = 1, stride: int = 1, groups: int = 1) -> nn.Module:
    """Return a convolution with SiLU that keeps the side (or divides it by the stride)."""
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups), nn.SiLU()
    )


def separable(inputs: int, outputs: int, stride: int = 1) -> nn.Module:
    """Return a 3 x 3 convolution of each channel by itself, then one over channels."""
    return nn.Sequential(conv(inputs, inputs, 3, stride, inputs), conv(inputs, outputs))


class Bottleneck(nn.Module):
    """Two convolutions, added to their input where asked."""

    def __init__(self, channels: int, *, is_residual: bool) -> None:
        super().__init__()
        self.inner = nn.Sequential(conv(channels, channels), separable(channels, channels))
        self.is_residual = is_residual

    def forward(self, x: Tensor) -> Tensor:
        """Return a map of the same shape."""
        y: Tensor = self.inner(x)
        return x + y if self.is_residual else y


class CrossStage(nn.Module):
    """Half of the channels through bottlenecks, half past them (cross stage partial)."""

    def __init__(self, inputs: int, outputs: int, *, blocks: int, is_residual: bool) -> None:
        super().__init__()
        half = outputs // 2
        self.through = conv(inputs, half)
        self.past = conv(inputs, half)
        self.blocks = nn.Sequential(
            *(Bottleneck(half, is_residual=is_residual) for _ in range(blocks))
        )
        self.join = conv(2 * half, outputs)

    def forward(self, x: Tensor) -> Tensor:
        """Return a map (B, outputs, H, W)."""
        joined: Tensor = self.join(torch.cat([self.blocks(self.through(x)), self.past(x)], 1))
        return joined


class PyramidPool(nn.Module):
    """The greatest value near each cell, at three distances (spatial pyramid pooling)."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.narrow = conv(channels, channels // 2)
        self.join = conv(2 * channels, channels)

    def forward(self, x: Tensor) -> Tensor:
        """Return a map of the same shape."""
        x = self.narrow(x)
        near = [functional.max_pool2d(x, size, 1, size // 2) for size in (5, 9, 13)]
        joined: Tensor = self.join(torch.cat([x, *near], 1))
        return joined


class Backbone(nn.Module):
    """CSPDarknet: a picture in, maps of 8, 16 and 32 pixels a cell out."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = conv(12, 16, 3)
        self.quarter = nn.Sequential(
            separable(16, 32, 2), CrossStage(32, 32, blocks=1, is_residual=True)
        )
        self.fine = nn.Sequential(
            separable(32, 64, 2), CrossStage(64, 64, blocks=3, is_residual=True)
        )
        self.middle = nn.Sequential(
            separable(64, 128, 2), CrossStage(128, 128, blocks=3, is_residual=True)
        )
        self.coarse = nn.Sequential(
            separable(128, 256, 2),
            PyramidPool(256),
            CrossStage(256, 256, blocks=1, is_residual=False),
        )

    def forward(self, pictures: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return maps of `CHANNELS` channels from pictures (B, 3, S, S), BGR, 0 to 255."""
        columns = [pictures[..., ::2], pictures[..., 1::2]]
        x = torch.cat([part[..., row::2, :] for part in columns for row in (0, 1)], 1)
        fine = self.fine(self.quarter(self.stem(x)))
        middle = self.middle(fine)
        return fine, middle, self.coarse(middle)


class Neck(nn.Module):
    """Path aggregation: what is seen coarsely goes down to the fine map, and back up."""

    def __init__(self) -> None:
        super().__init__()

        def merged(inputs: int, outputs: int) -> nn.Module:
            return CrossStage(inputs, outputs, blocks=1, is_residual=False)

        self.narrow_coarse = conv(256, 128)
        self.down_middle = merged(256, 128)
        self.narrow_middle = conv(128, 64)
        self.down_fine = merged(128, 64)
        self.halve_fine = separable(64, 64, 2)
        self.up_middle = merged(128, 128)
        self.halve_middle = separable(128, 128, 2)
        self.up_coarse = merged(256, 256)

    def forward(self, fine: Tensor, middle: Tensor, coarse: Tensor) -> tuple[Tensor, ...]:
        """Return maps of the same shapes, each knowing of the others."""
        coarse = self.narrow_coarse(coarse)
        middle = self.narrow_middle(self.down_middle(torch.cat([_doubled(coarse), middle], 1)))
        fine = self.down_fine(torch.cat([_doubled(middle), fine], 1))
        middle = self.up_middle(torch.cat([self.halve_fine(fine), middle], 1))
        return fine, middle, self.up_coarse(torch.cat([self.halve_middle(middle), coarse], 1))


def _doubled(x: Tensor) -> Tensor:
    return functional.interpolate(x, scale_factor=2.0, mode="nearest")


class Level(nn.Module):
    """The head's convolutions for one map: one branch for what, one for where."""

    def __init__(self, inputs: int) -> None:
        super().__init__()
        self.stem = conv(inputs, _HEAD)
        self.what = nn.Sequential(separable(_HEAD, _HEAD), separable(_HEAD, _HEAD))
        self.where = nn.Sequential(separable(_HEAD, _HEAD), separable(_HEAD, _HEAD))

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Return two maps (B, 64, H, W)."""
        x = self.stem(x)
        return self.what(x), self.where(x)


class Head(nn.Module):
    """The decoupled head: of every cell a box, whether it is a thing, and which."""

    def __init__(self, classes: int) -> None:
        super().__init__()
        self.levels = nn.ModuleList(Level(channels) for channels in CHANNELS)
        # the names of the ONNX file
        self.cls_preds = nn.ModuleList(nn.Conv2d(_HEAD, classes, 1) for _ in CHANNELS)
        self.reg_preds = nn.ModuleList(nn.Conv2d(_HEAD, 4, 1) for _ in CHANNELS)
        self.obj_preds = nn.ModuleList(nn.Conv2d(_HEAD, 1, 1) for _ in CHANNELS)

    def forward(self, maps: tuple[Tensor, ...]) -> Tensor:
        """Return the answers (B, A, 5 + classes), see `Yolox.logits`."""
        answers = []
        for index, x in enumerate(maps):
            what, where = self.levels[index](x)
            answer = [
                self.reg_preds[index](where),
                self.obj_preds[index](where),
                self.cls_preds[index](what),
            ]
            answers.append(torch.cat(answer, 1).flatten(2))
        return torch.cat(answers, 2).transpose(1, 2)


class Yolox(nn.Module):
    """The whole network: what the ONNX file computes, for pictures of any side."""

    def __init__(self, classes: int = len(LABELS)) -> None:
        super().__init__()
        self.backbone = Backbone()
        self.neck = Neck()
        self.head = Head(classes)

    def forward(self, pictures: Tensor) -> Tensor:
        """Return what is seen at every place.

        Args:
            pictures: (B, 3, S, S), BGR, 0 to 255.

        Returns:
            (B, A, 5 + classes): the middle of the box within its cell and the logarithm of its
            size, both in cells; how likely it is a thing at all; how likely it is of each class.
        """
        return as_probabilities(self.logits(pictures))

    def logits(self, pictures: Tensor) -> Tensor:
        """Return the same (B, A, 5 + classes) with logits in place of what is how likely."""
        answers: Tensor = self.head(self.neck(*self.backbone(pictures)))
        return answers


def as_probabilities(logits: Tensor) -> Tensor:
    """Return the answers of `Yolox.logits` as those of `Yolox`, (B, A, 5 + classes)."""
    return torch.cat([logits[..., :4], logits[..., 4:].sigmoid()], -1)
