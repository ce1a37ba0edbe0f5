"""Our own detector: the network of `yolox.py` with weights of ours, run as an ONNX model.

ONNX Runtime takes half the time of PyTorch for one picture on one thread (16 ms against 30), so
the weights are put into the published graph in memory.

On disk: float16 weights in safetensors and a JSON card beside them; never a pickle.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor

from vidcap.errors import InputError
from vidcap.model.detecting import hashed
from vidcap.model.detecting.detector import YoloxDetector
from vidcap.model.detecting.graph import Graph
from vidcap.model.detecting.labels import LABELS
from vidcap.model.detecting.published import graph_of
from vidcap.model.detecting.yolox import Yolox

WEIGHTS = Path(__file__).parents[1] / "weights" / "detector.safetensors"
_REMEDY = "give weights that `vidcap train-detector` made"


def open_own(path: Path) -> YoloxDetector:
    """Return the detector with the weights in `path` (.safetensors).

    Raises:
        InputError: the file is missing, truncated, or of another network.
        MissingError: the graph is not in the installation.
    """
    return detector_of(load(path), str(path), licence=_licence(path))


def detector_of(
    network: Yolox, where: str = "detector", *, licence: str = "not stated"
) -> YoloxDetector:
    """Return the detector of a network; `where` is named when something is wrong.

    Raises:
        MissingError: the graph is not in the installation.
    """
    model = graph_of(network.state_dict())
    return YoloxDetector(Graph(model, where), LABELS, name=hashed("own", model), licence=licence)


def _licence(weights: Path) -> str:
    """Return the licence in the card beside the weights."""
    try:
        return str(json.loads(weights.with_suffix(".json").read_text(encoding="utf-8"))["licence"])
    except (OSError, ValueError, LookupError, TypeError):
        return "not stated"


def save(network: Yolox, path: Path, card: Mapping[str, Any]) -> None:
    """Write the weights in float16 to `path` (.safetensors) and the card beside them (.json)."""
    tensors = {name: value.half().contiguous() for name, value in network.state_dict().items()}
    save_file(tensors, path)
    text = json.dumps(card, ensure_ascii=False, indent=1)
    path.with_suffix(".json").write_text(text + "\n", encoding="utf-8")


def load(path: Path) -> Yolox:
    """Return the network with the weights in `path`, in float32.

    Raises:
        InputError: the file is missing, truncated, or of another network.
    """
    try:
        tensors: dict[str, Tensor] = load_file(path)
    except (OSError, SafetensorError) as error:
        raise InputError(f"the weights cannot be read ({error})", str(path), _REMEDY) from error
    if not all(torch.isfinite(tensor).all() for tensor in tensors.values()):
        raise InputError("holds weights that are no numbers", str(path), _REMEDY)
    network = Yolox()
    try:
        network.load_state_dict(tensors)
    except RuntimeError as error:
        raise InputError("holds the weights of another network", str(path), _REMEDY) from error
    return network
