"""Detecting: persons and things in pictures.

The seam is a `Detector`, chosen by `name` or `name:argument`: `own` is our network, `own:FILE` one
that `vidcap train-detector` made, `onnx:FILE` any detector of YOLOX's form.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from vidcap.errors import InputError
from vidcap.script import Box


class Detector(Protocol):
    """Finds persons and things in pictures."""

    name: str  # with the hash of its weights: part of the cache's addresses
    licence: str  # of the weights, in a few words

    def find(self, pictures: Sequence[bytes]) -> Iterator[list[Box]]:
        """Yield what is found in each picture (JPEG, PNG or WebP), the surest first.

        In a picture that does not decode nothing is found.
        """
        ...


def open_detector(name: str) -> Detector:
    """Return the detector called `name`, or `name:argument`.

    Raises:
        InputError: there is no such detector, or its file is none.
        MissingError: the weights are not in the installation.
    """
    bare, _, argument = name.partition(":")
    if bare not in _OPENERS:
        raise InputError(
            "there is no such detector",
            f"detector {name}",
            f"choose one of {', '.join(_OPENERS)} (as onnx:FILE)",
        )
    return _OPENERS[bare](argument)


def hashed(name: str, *parts: bytes) -> str:
    """Return a detector's name with twelve hexadecimal digits of its weights."""
    return f"{name}@{hashlib.sha256(b''.join(parts)).hexdigest()[:12]}"


def _open_own(argument: str) -> Detector:
    from vidcap.model.detecting import own

    return own.open_own(Path(argument) if argument else own.WEIGHTS)


def _open_onnx(argument: str) -> Detector:
    from vidcap.model.detecting.onnx_file import open_onnx

    if not argument:
        raise InputError("names no file", "detector onnx:", "write onnx:FILE")
    return open_onnx(Path(argument))


_OPENERS: Mapping[str, Callable[[str], Detector]] = {"own": _open_own, "onnx": _open_onnx}
