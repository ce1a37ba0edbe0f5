"""torchvision's networks as encoders, cut before they pool: the grid of the last feature map.

torchvision is needed by these alone, and imported when one is opened.

Sources: He et al., "Deep Residual Learning", CVPR 2016; Sandler et al., "MobileNetV2", CVPR 2018;
Howard et al., "Searching for MobileNetV3", ICCV 2019; Tan and Le, "EfficientNet", ICML 2019; Liu et
al., "A ConvNet for the 2020s", CVPR 2022.
"""

from __future__ import annotations

import importlib
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from vidcap.errors import InputError, MissingError
from vidcap.model.encoders import Encoder
from vidcap.model.encoders.files import DAMAGE, plain_tensors
from vidcap.model.encoders.looks import ImageNetLook


@dataclass(frozen=True, slots=True)
class Net:
    """Where one of torchvision's networks is cut, and what comes out there."""

    last: str  # name of the last part that is kept
    channels: int
    side: int  # pixels of the square it was trained on
    weights: str = "IMAGENET1K_V1"


NETS: Mapping[str, Net] = {
    "resnet18": Net("layer4", 512, 224),
    "resnet34": Net("layer4", 512, 224),
    "resnet50": Net("layer4", 2048, 224),
    "resnet101": Net("layer4", 2048, 224),
    "resnet152": Net("layer4", 2048, 224),
    "mobilenet_v2": Net("features", 1280, 224),
    "mobilenet_v3_large": Net("features", 960, 224),
    "efficientnet_b0": Net("features", 1280, 224),
    "efficientnet_b1": Net("features", 1280, 240),
    "efficientnet_b2": Net("features", 1408, 288),
    "efficientnet_b3": Net("features", 1536, 300),
    "convnext_tiny": Net("features", 768, 224),
}


class TorchvisionNet(Encoder):
    """One of `NETS`, its classifier left away; its weights keep torchvision's names."""

    def __init__(self, name: str) -> None:
        """Build it with random weights.

        Raises:
            MissingError: torchvision is not installed.
        """
        super().__init__()
        net = NETS[name]
        self.name, self.side, self.channels = name, net.side, net.channels
        self.look = ImageNetLook()
        kept: OrderedDict[str, nn.Module] = OrderedDict()
        for part, module in torchvision_models().get_model(name, weights=None).named_children():
            kept[part] = module
            if part == net.last:
                break
        self.body = nn.Sequential(kept)

    def forward(self, pictures: Tensor) -> Tensor:
        """Return the regions (B, R, C) of pictures (B, 3, S, S), see `Encoder`."""
        x: Tensor = self.body(self.look(pictures))
        return x.flatten(2).transpose(1, 2)

    def adopt(self, weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """Return torchvision's weights by our names, without the classifier."""
        return {f"body.{name}": tensor for name, tensor in weights.items()}

    def fetch(self) -> dict[str, Tensor]:
        """Return torchvision's own weights, downloaded once into PyTorch's cache.

        Raises:
            MissingError: they are not in the cache and cannot be downloaded.
        """
        offered = torchvision_models().get_model_weights(self.name)
        return fetched(offered[NETS[self.name].weights])


def fetched(weights: Any) -> dict[str, Tensor]:
    """Return the tensors of one of torchvision's weights, downloaded if they are not kept.

    Args:
        weights: a member of torchvision's enumerations, which have no types.

    Raises:
        MissingError: they are not in the cache and cannot be downloaded.
        InputError: what is in the cache is damaged.
    """
    try:
        held = weights.get_state_dict(progress=False, check_hash=True, weights_only=True)
    except OSError as error:
        raise MissingError(
            f"the published weights cannot be downloaded ({error})",
            weights.url,
            "fetch that file where the network reaches, and give it as the weights file",
        ) from error
    except DAMAGE as error:
        raise InputError(
            "what was downloaded is damaged",
            weights.url,
            f"remove its file from {torch.hub.get_dir()}/checkpoints",
        ) from error
    return plain_tensors(held, weights.url)


def torchvision_models() -> Any:
    """Return the module `torchvision.models`, which has no types.

    Raises:
        MissingError: torchvision is not installed.
    """
    try:
        return importlib.import_module("torchvision.models")
    except ImportError as error:
        raise MissingError(
            "torchvision is not installed", "this encoder", "run: pip install 'vidcap[train]'"
        ) from error
