"""Tensors from a file somebody else made: safetensors, or a checkpoint of plain tensors."""

from __future__ import annotations

import pickle
import struct
import warnings
from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor

from vidcap.errors import InputError

_WRAPPERS = ("state_dict", "model")  # keys under which training scripts keep the weights
_REMEDY = "give weights as .safetensors, or as a .pth that holds tensors only"

# what PyTorch's restricted reader raises, tried with files cut and altered at random
DAMAGE = (
    *(pickle.UnpicklingError, EOFError, RuntimeError, ValueError, LookupError, TypeError),
    *(AttributeError, AssertionError, MemoryError, struct.error),
)


def read_tensors(path: Path) -> dict[str, Tensor]:
    """Return the tensors of a `.safetensors` file, or of a `.pth` that holds nothing else.

    A `.pth` is a pickle, which may run anything when it is opened: PyTorch's restricted reader
    opens it, which knows tensors and plain containers alone.

    Raises:
        InputError: the file is missing, truncated, or holds something besides tensors.
    """
    try:
        if path.suffix == ".safetensors":
            return load_file(path)
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Detected pickle protocol")  # refused all the same
            held = torch.load(path, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        raise InputError(
            "is no file of plain tensors, so it was not opened", str(path), _REMEDY
        ) from error
    except (OSError, SafetensorError) as error:
        raise InputError(f"the weights cannot be read ({error})", str(path), _REMEDY) from error
    except DAMAGE as error:
        raise InputError("is damaged, or no file of weights", str(path), _REMEDY) from error
    return plain_tensors(held, str(path))


def plain_tensors(held: object, where: str) -> dict[str, Tensor]:
    """Return the tensors by name out of what a checkpoint holds.

    Raises:
        InputError: it holds something else.
    """
    for wrapper in _WRAPPERS:
        if isinstance(held, Mapping) and isinstance(held.get(wrapper), Mapping):
            held = held[wrapper]
    if not isinstance(held, Mapping) or not held:
        raise InputError("holds no tensors by name", where, _REMEDY)
    tensors = {str(name): tensor for name, tensor in held.items() if isinstance(tensor, Tensor)}
    if len(tensors) < len(held):
        raise InputError("holds something besides tensors", where, _REMEDY)
    return tensors
