"""Finders say where something is in a picture: YOLOX, torchvision's detectors, one in ONNX.

They choose the regions of `boxes.py`; what the thing is called is of no matter there. They are
never trained here.

Shapes: `B` pictures, `S` side of the square input in pixels, `N` boxes found, `A` places where a
YOLOX network answers.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from vidcap.errors import InputError
from vidcap.model.detecting.answers import STRIDES
from vidcap.model.detecting.graph import Graph
from vidcap.model.detecting.onnx_file import read_model
from vidcap.model.detecting.published import published
from vidcap.model.encoders.published import Published
from vidcap.model.encoders.torchvision_nets import fetched, torchvision_models

_MOST = 100  # boxes torchvision's detectors tell of one picture

# torchvision's detectors, with the side of the pictures they are given, in pixels
DETECTORS: Mapping[str, int] = {
    "fasterrcnn_mobilenet_v3_large_320_fpn": 320,
    "fasterrcnn_resnet50_fpn": 480,
    "fasterrcnn_resnet50_fpn_v2": 480,
    "retinanet_resnet50_fpn": 480,
    "ssdlite320_mobilenet_v3_large": 320,
}


class Finder(Published):
    """The base of all finders."""

    @abstractmethod
    def forward(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        """Return boxes and how sure each is.

        Args:
            pictures: (B, 3, S, S), RGB, values 0-255 in any dtype.

        Returns:
            boxes (B, N, 4): left, top, right, bottom as shares of the picture, 0 to 1; scores
            (B, N), 0 to 1, 0 where there is no box.
        """


def open_finder(name: str) -> Finder:
    """Return a finder.

    Args:
        name: `yolox_nano` (shipped), one of `DETECTORS`, or the path of a `.onnx` file that
            answers as YOLOX does.

    Raises:
        InputError: no finder has that name.
        MissingError: it needs a library that is not installed.
    """
    if name.endswith(".onnx"):
        return OnnxFinder(Path(name))
    makers: dict[str, Callable[[], Finder]] = {
        "yolox_nano": YoloxFinder,
        **{known: partial(TorchvisionFinder, known) for known in DETECTORS},
    }
    if name not in makers:
        raise InputError(
            "no such finder", repr(name), f"choose one of {', '.join(makers)}, or a .onnx file"
        )
    return makers[name]()


class YoloxFinder(Finder):
    """YOLOX-nano, shipped."""

    name = "yolox_nano"
    side = 416

    def __init__(self) -> None:
        super().__init__()
        self.network = published()

    def forward(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        """Return boxes (B, N, 4) and scores (B, N), see `Finder`."""
        return boxes_of(self.network(pictures.float().flip(1)), self.side)

    def parts(self) -> tuple[Published, ...]:
        """Return nothing: the weights are there."""
        return ()


class OnnxFinder(Finder):
    """A network in an ONNX file that answers as YOLOX does, on the processor."""

    def __init__(self, path: Path) -> None:
        """Open the file.

        Raises:
            InputError: it is missing, or no detector of YOLOX's form.
        """
        super().__init__()
        self.name = str(path)
        self._graph = Graph(read_model(path), self.name)
        self.side = self._graph.side

    def forward(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        """Return boxes (B, N, 4) and scores (B, N), see `Finder`."""
        shown = pictures.float().flip(1).contiguous().cpu().numpy()
        answers = [self._graph.answers(picture[None]) for picture in shown]
        found = torch.cat([torch.from_numpy(answer) for answer in answers])
        return boxes_of(found.to(pictures.device), self.side)

    def parts(self) -> tuple[Published, ...]:
        """Return nothing: the weights are in the file."""
        return ()


class TorchvisionFinder(Finder):
    """One of torchvision's detectors; its weights keep torchvision's names."""

    def __init__(self, name: str) -> None:
        """Build it with random weights.

        Raises:
            MissingError: torchvision is not installed.
        """
        super().__init__()
        self.name, self.side = name, DETECTORS[name]
        self.network = torchvision_models().get_model(name, weights=None, weights_backbone=None)

    def forward(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        """Return boxes (B, N, 4) and scores (B, N), see `Finder`."""
        found: list[dict[str, Any]] = self.network(list(pictures.float() / 255))
        boxes = pictures.new_zeros((len(pictures), _MOST, 4), dtype=torch.float)
        scores = boxes.new_zeros(boxes.shape[:2])
        for row, one in enumerate(found):
            count = min(_MOST, len(one["scores"]))  # they come sorted, the surest first
            boxes[row, :count] = one["boxes"][:count] / self.side
            scores[row, :count] = one["scores"][:count]
        return boxes.clamp(0, 1), scores

    def adopt(self, weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """Return torchvision's weights by our names."""
        return {f"network.{name}": tensor for name, tensor in weights.items()}

    def fetch(self) -> dict[str, Tensor]:
        """Return torchvision's own weights, downloaded once into PyTorch's cache.

        Raises:
            MissingError: they are not in the cache and cannot be downloaded.
        """
        return fetched(torchvision_models().get_model_weights(self.name)["COCO_V1"])


def boxes_of(answers: Tensor, side: int) -> tuple[Tensor, Tensor]:
    """Return boxes (B, A, 4), shares of the picture, and scores (B, A).

    Args:
        answers: (B, A, 5 + classes), see `vidcap.model.detecting.yolox.Yolox`.
        side: of the pictures, in pixels.
    """
    corners, sizes = [], []
    for stride in STRIDES:
        count = side // stride
        row, column = torch.meshgrid(torch.arange(count), torch.arange(count), indexing="ij")
        corners.append(torch.stack([column, row], 2).flatten(0, 1))
        sizes.append(torch.full((count**2, 1), stride / side))
    cell = torch.cat(sizes).to(answers.device)  # as a share of the picture
    middle = (answers[..., :2] + torch.cat(corners).to(answers.device)) * cell
    half = answers[..., 2:4].exp() * cell / 2
    scores = answers[..., 4] * answers[..., 5:].amax(-1)
    return torch.cat([middle - half, middle + half], -1).clamp(0, 1), scores
