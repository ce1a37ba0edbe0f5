"""The weights in an ONNX file, read out or written over, and its sides, left open.

An ONNX file is one protocol buffer: a run of fields, each a key (number * 8 + wire type) and a
value. Weights lie in field 7 (`graph`) of the model, fields 5 (`initializer`) of the graph; what it
takes and answers in fields 11 and 12 (`input`, `output`).
Source: onnx.proto3 of the ONNX specification, IR version 3; Protocol Buffers encoding guide.
"""

from __future__ import annotations

import math
import string
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vidcap.errors import InputError

_GRAPH, _INITIALIZER, _INPUT, _OUTPUT = 7, 5, 11, 12  # fields of a model, of a graph
_TO_SIDES = (2, 1, 2, 1)  # fields on the way from a value to its sides: type, tensor, shape, side
_DIMS, _TYPE, _NAME, _RAW = 1, 2, 8, 9  # of a tensor
_FLOAT = 1  # the tensor type we read; others hold indices and shapes of the graph
_VARINT, _EIGHT, _BYTES, _FOUR = 0, 1, 2, 5  # wire types

Weights = dict[str, npt.NDArray[np.float32]]


def read_weights(path: Path) -> Weights:
    """Return the float32 tensors of an ONNX file by name, in the file's order.

    Raises:
        InputError: the file is missing, truncated, or no ONNX model.
    """
    try:
        weights = _weights(bytearray(path.read_bytes()))
    except (OSError, ValueError, IndexError) as error:
        raise InputError(
            f"the weights cannot be read ({error})", str(path), "give a whole .onnx file"
        ) from error
    if not weights:
        raise InputError("holds no weights", str(path), "give a whole .onnx file")
    return weights


def with_weights(model: bytes, weights: Weights) -> bytes:
    """Return the ONNX model with other numbers in the tensors named."""
    copy = bytearray(model)
    places = _weights(copy)
    for name, values in weights.items():
        places[name][...] = values
    return bytes(copy)


def with_open_sides(model: bytes) -> bytes:
    """Return the ONNX model with the sides of its pictures, and the count of answers, left open.

    A side written in three bytes (128 to 16,383) makes way for a name as long, so all keeps its
    place.
    """
    copy = bytearray(model)
    names = iter(string.ascii_lowercase)
    for graph in _blocks(memoryview(copy), _GRAPH):
        held = [*_blocks(graph, _INPUT), *_blocks(graph, _OUTPUT)]
        for field in _TO_SIDES:
            held = [part for one in held for part in _blocks(one, field)]
        for side in held:
            if len(side) == 3:
                side[:] = b"\x12\x01" + next(names).encode()
    return bytes(copy)


def _weights(model: bytearray) -> Weights:
    """Return the float32 tensors by name; they share the memory of the model."""
    return {
        name: values
        for graph in _blocks(memoryview(model), _GRAPH)
        for tensor in _blocks(graph, _INITIALIZER)
        for name, values in _tensor(tensor).items()
    }


def _tensor(data: memoryview) -> Weights:
    """Return one tensor by its name; nothing where it is not of floats in raw form."""
    shape: list[int] = []
    name, raw, is_float = "", memoryview(b""), False
    for field, value in _fields(data):
        if field == _DIMS:
            shape += [value] if isinstance(value, int) else _varints(value)
        elif field == _TYPE:
            is_float = value == _FLOAT
        elif field == _NAME and not isinstance(value, int):
            name = bytes(value).decode()
        elif field == _RAW and not isinstance(value, int):
            raw = value
    if not is_float or len(raw) != 4 * math.prod(shape):
        return {}
    return {name: np.frombuffer(raw, np.float32).reshape(shape)}


def _blocks(data: memoryview, wanted: int) -> Iterator[memoryview]:
    """Yield the values of a field that holds bytes."""
    for field, value in _fields(data):
        if field == wanted and not isinstance(value, int):
            yield value


def _fields(data: memoryview) -> Iterator[tuple[int, int | memoryview]]:
    """Yield number and value of each field; numbers of fixed width stay bytes."""
    place = 0
    while place < len(data):
        key, place = _varint(data, place)
        kind = key & 7
        if kind == _VARINT:
            number, place = _varint(data, place)
            yield key >> 3, number
            continue
        if kind == _BYTES:
            size, place = _varint(data, place)
        elif kind in (_EIGHT, _FOUR):
            size = 8 if kind == _EIGHT else 4
        else:
            raise ValueError(f"byte {place} starts no field")
        if place + size > len(data):
            raise ValueError(f"it ends {place + size - len(data)} bytes early")
        yield key >> 3, data[place : place + size]
        place += size


def _varint(data: memoryview, place: int) -> tuple[int, int]:
    """Return the number that starts at `place`, seven bits a byte, and where it ends."""
    number = shift = 0
    while True:
        byte = data[place]
        number |= (byte & 127) << shift
        place, shift = place + 1, shift + 7
        if byte < 128:
            return number, place


def _varints(data: memoryview) -> list[int]:
    """Return numbers packed one after the other."""
    numbers, place = [], 0
    while place < len(data):
        number, place = _varint(data, place)
        numbers.append(number)
    return numbers
