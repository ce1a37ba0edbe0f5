"""A detector in a user's ONNX file."""

from __future__ import annotations

from pathlib import Path

from vidcap.errors import InputError
from vidcap.model.detecting import hashed
from vidcap.model.detecting.detector import YoloxDetector
from vidcap.model.detecting.graph import Graph
from vidcap.model.detecting.labels import LABELS


def open_onnx(path: Path) -> YoloxDetector:
    """Return the detector in a file of YOLOX's form; its classes are COCO's, or those it names.

    Raises:
        InputError: the file is missing, no such detector, or its classes have no names.
    """
    model = read_model(path)
    graph = Graph(model, str(path))
    labels = graph.names()
    if labels is None and graph.classes != len(LABELS):
        raise InputError(
            f"answers for {graph.classes} classes and names none",
            str(path),
            f"give a detector of COCO's {len(LABELS)} classes, or one with `names` in its metadata",
        )
    name = hashed(f"onnx:{path.name}", model)
    return YoloxDetector(graph, labels or LABELS, name=name, licence="of the file's maker")


def read_model(path: Path) -> bytes:
    """Return what an ONNX file holds.

    Raises:
        InputError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            f"cannot be opened ({error.strerror})", str(path), "give an .onnx file that is there"
        ) from error
