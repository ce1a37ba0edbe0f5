"""Small ONNX models written field by field, as protocol buffers have it."""

import numpy as np


def number(value: int) -> bytes:
    """A number: seven bits a byte, the lowest first."""
    out = b""
    while value > 127:
        out, value = out + bytes([value & 127 | 128]), value >> 7
    return out + bytes([value])


def block(field: int, data: bytes) -> bytes:
    return number(field << 3 | 2) + number(len(data)) + data


def tensor(name: str, shape: list[int], kind: int, raw: bytes, *, packed: bool = False) -> bytes:
    """One weight of a graph."""
    if packed:
        dims = block(1, b"".join(number(side) for side in shape))
    else:
        dims = b"".join(b"\x08" + number(side) for side in shape)
    return block(5, dims + b"\x10" + number(kind) + block(8, name.encode()) + block(9, raw))


def value(field: int, name: str, shape: tuple[int | str, ...], kind: int = 1) -> bytes:
    """An input (field 11) or an output (12) of a graph; a side that is open has a name."""
    sides = b"".join(
        block(1, block(2, side.encode()) if isinstance(side, str) else b"\x08" + number(side))
        for side in shape
    )
    described = block(1, b"\x08" + number(kind) + block(2, sides))
    return block(field, block(1, name.encode()) + block(2, described))


def model(
    takes: tuple[int | str, ...] | None,
    answers: np.ndarray,
    *,
    names: str | None = None,
    kind: int = 1,
) -> bytes:
    """A model that answers the same whatever it is given.

    Args:
        takes: shape of its input; None: it has none.
        answers: what it answers, float32.
        names: metadata of that key.
        kind: of the input's numbers, 1 for float32, 2 for bytes.
    """
    node = block(1, b"held") + block(2, b"answers") + block(4, b"Identity")
    graph = block(1, node) + block(2, b"graph")
    graph += tensor("held", list(answers.shape), 1, answers.astype("<f4").tobytes())
    if takes is not None:
        graph += value(11, "pictures", takes, kind)
    graph += value(12, "answers", answers.shape)
    written = b"\x08\x08" + block(8, b"\x10\x0d") + block(7, graph)
    if names is not None:
        written += block(14, block(1, b"names") + block(2, names.encode()))
    return written
