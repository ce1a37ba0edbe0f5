"""YOLOX-nano as its authors published it: an ONNX file, and its weights by the names of ours."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from vidcap.errors import InputError, MissingError
from vidcap.model.detecting.onnx_weights import read_weights, with_open_sides, with_weights
from vidcap.model.detecting.yolox import Yolox

FILE = Path(__file__).parents[1] / "weights" / "yolox_nano_coco.onnx"
_AGAIN = "install vidcap again"


def published() -> Yolox:
    """Return the network with the published weights.

    Raises:
        MissingError: the weights are not in the installation.
        InputError: the file does not hold this network.
    """
    network = Yolox()
    held = read_weights(_present())
    try:
        names = _names(network, held)
        weights = {ours: torch.from_numpy(held[theirs].copy()) for ours, theirs in names.items()}
        network.load_state_dict(weights)
    except (RuntimeError, StopIteration) as error:
        raise InputError("is no YOLOX-nano", str(FILE), _AGAIN) from error
    return network


def graph_of(weights: Mapping[str, Tensor]) -> bytes:
    """Return the published ONNX model with other weights in it, open to pictures of any shape.

    Args:
        weights: of a `Yolox`, by the names of its state, in any floating type.

    Raises:
        MissingError: the published file is not in the installation.
    """
    path = _present()
    names = _names(Yolox(), read_weights(path))
    arrays = {theirs: weights[ours].float().numpy() for ours, theirs in names.items()}
    return with_open_sides(with_weights(path.read_bytes(), arrays))


def _names(network: Yolox, held: Mapping[str, np.ndarray]) -> dict[str, str]:
    """Return the file's name for each weight of the network.

    Folding took the names of most convolutions; their order is that of the modules.
    """
    unnamed = (name for name in held if name.startswith("onnx::Conv_"))
    return {name: name if name in held else next(unnamed) for name in network.state_dict()}


def _present() -> Path:
    if not FILE.is_file():
        raise MissingError("the detector's network is not there", str(FILE), _AGAIN)
    return FILE
