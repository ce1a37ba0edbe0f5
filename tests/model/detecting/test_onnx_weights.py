import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.model.detecting.made import block, model, number, tensor
from vidcap.errors import InputError
from vidcap.model.detecting.onnx_weights import _varint, read_weights, with_open_sides, with_weights
from vidcap.model.detecting.published import FILE


@given(st.integers(0, 2**63))
def test_numbers_are_read_as_written(value: int) -> None:
    data = number(value)
    assert _varint(memoryview(data), 0) == (value, len(data))


@pytest.mark.parametrize("packed", [False, True])
def test_floats_are_read_and_indices_left_out(tmp_path: Path, packed: bool) -> None:
    graph = tensor("w", [2, 300], 1, struct.pack("<600f", *range(600)), packed=packed)
    graph += tensor("index", [1], 7, struct.pack("<q", 3))
    path = tmp_path / "small.onnx"
    path.write_bytes(b"\x08\x07" + block(2, b"maker") + block(7, block(2, b"graph") + graph))
    weights = read_weights(path)
    assert list(weights) == ["w"]
    np.testing.assert_array_equal(weights["w"], np.arange(600, dtype=np.float32).reshape(2, 300))


def test_the_shipped_file_holds_a_small_network() -> None:
    weights = read_weights(FILE)
    assert weights["head.cls_preds.0.weight"].shape == (80, 64, 1, 1)
    assert 900_000 < sum(array.size for array in weights.values()) < 930_000


def test_a_model_with_other_weights_differs_in_them_alone(tmp_path: Path) -> None:
    name, path = "head.cls_preds.0.bias", tmp_path / "other.onnx"
    known = read_weights(FILE)
    path.write_bytes(with_weights(FILE.read_bytes(), {name: known[name] + 1}))
    other = read_weights(path)
    assert other.keys() == known.keys()
    np.testing.assert_array_equal(other[name], known[name] + 1)
    assert all(np.array_equal(other[key], known[key]) for key in known if key != name)


def test_sides_are_left_open_and_all_else_is_as_it_was() -> None:
    shipped = FILE.read_bytes()
    opened = with_open_sides(shipped)
    sides = {b"\x08\xa0\x03", b"\x08\xdd\x1b"}  # 416 and 3,549
    changed = np.flatnonzero(np.frombuffer(shipped, np.uint8) != np.frombuffer(opened, np.uint8))
    starts = [
        start for start in range(changed[0], changed[-1]) if shipped[start : start + 3] in sides
    ]
    assert [bytes(opened[start : start + 3]) for start in starts] == [
        b"\x12\x01" + name for name in (b"a", b"b", b"c")
    ]
    assert set(changed) <= {start + place for start in starts for place in range(3)}


def test_a_side_that_is_written_in_two_bytes_stays() -> None:
    answers = np.zeros((1, 84, 85), np.float32)
    made = model((1, 3, 64, 64), answers)
    assert with_open_sides(made) == made


@pytest.mark.parametrize("size", [0, 1, 1000, 3_000_000])
def test_a_truncated_file_is_refused_by_name(tmp_path: Path, size: int) -> None:
    path = tmp_path / "short.onnx"
    path.write_bytes(FILE.read_bytes()[:size])
    with pytest.raises(InputError, match=r"short\.onnx"):
        read_weights(path)
