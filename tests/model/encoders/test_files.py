import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import torch
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from safetensors.torch import save_file

from vidcap.errors import InputError
from vidcap.model.encoders.files import read_tensors

TENSORS = {"a": torch.arange(6.0).reshape(2, 3), "b": torch.tensor(2)}


class Trap:
    """What a hostile file holds: opening it the plain way writes a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> object:
        return (Path.touch, (self.path,))


@pytest.mark.parametrize("wrapper", [None, "state_dict", "model"])
def test_plain_tensors_are_read(tmp_path: Path, wrapper: str | None) -> None:
    path = tmp_path / "weights.pth"
    torch.save({wrapper: TENSORS} if wrapper else TENSORS, path)
    torch.testing.assert_close(read_tensors(path), TENSORS)


def test_safetensors_are_read(tmp_path: Path) -> None:
    path = tmp_path / "weights.safetensors"
    save_file(TENSORS, path)
    torch.testing.assert_close(read_tensors(path), TENSORS)


def test_a_pickle_is_refused_and_nothing_in_it_runs(tmp_path: Path) -> None:
    path, touched = tmp_path / "weights.pth", tmp_path / "touched"
    torch.save({"a": torch.zeros(1), "b": Trap(touched)}, path)
    with pytest.raises(InputError, match=r"weights\.pth: is no file of plain tensors"):
        read_tensors(path)
    assert not touched.exists()


@pytest.mark.parametrize(
    "held", [{"a": torch.zeros(1), "epoch": 3}, [torch.zeros(1)], {}, torch.zeros(1)], ids=str
)
def test_what_is_not_tensors_by_name_is_refused(tmp_path: Path, held: object) -> None:
    path = tmp_path / "weights.pth"
    torch.save(held, path)
    with pytest.raises(InputError, match=r"weights\.pth: holds"):
        read_tensors(path)


@pytest.mark.parametrize("ending", ["pth", "safetensors"])
def test_a_missing_file_is_named(tmp_path: Path, ending: str) -> None:
    with pytest.raises(InputError, match=f"none.{ending}: the weights cannot be read"):
        read_tensors(tmp_path / f"none.{ending}")


def broken_files(tmp_path: Path, write: Callable[[Path], None], ending: str) -> Iterator[Path]:
    """Yield a file of weights cut short, then with bytes put in that do not belong there."""
    path = tmp_path / f"weights.{ending}"
    write(path)
    whole = path.read_bytes()
    chance = random.Random(1)
    for share in range(0, 100, 7):
        path.write_bytes(whole[: len(whole) * share // 100])
        yield path
    for _ in range(40):
        place = chance.randrange(min(len(whole), 300))
        path.write_bytes(whole[:place] + chance.randbytes(9) + whole[place + 9 :])
        yield path


def save_old(path: Path) -> None:
    """PyTorch's form before 1.6, in which many published weights still come."""
    torch.save(TENSORS, path, _use_new_zipfile_serialization=False)


@pytest.mark.filterwarnings("ignore:Detected pickle protocol")
@pytest.mark.parametrize(
    ("write", "ending"),
    [
        pytest.param(lambda path: torch.save(TENSORS, path), "pth", id="pth"),
        pytest.param(save_old, "pth", id="old pth"),
        pytest.param(lambda path: save_file(TENSORS, path), "safetensors", id="safetensors"),
    ],
)
def test_broken_files_are_refused_or_still_hold_tensors(
    tmp_path: Path, write: Callable[[Path], None], ending: str
) -> None:
    refused = 0
    for path in broken_files(tmp_path, write, ending):
        try:
            assert all(isinstance(tensor, torch.Tensor) for tensor in read_tensors(path).values())
        except InputError:
            refused += 1
    assert refused >= 15  # all that were cut short


@given(st.binary(max_size=300), st.sampled_from(["pth", "safetensors"]))
@example(b"\x80\x00", "pth")  # PyTorch warns of it before it gives up
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_refused(tmp_path: Path, data: bytes, ending: str) -> None:
    path = tmp_path / f"weights.{ending}"
    path.write_bytes(data)
    with pytest.raises(InputError):
        read_tensors(path)
