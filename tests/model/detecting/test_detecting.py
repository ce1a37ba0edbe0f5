"""The seam: detectors by name, and what files are refused."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.model.detecting.made import model
from tests.model.detecting.test_own import NOISE, encoded
from vidcap.errors import InputError
from vidcap.model.detecting import open_detector
from vidcap.model.detecting.answers import GREY, letterboxed, places_of
from vidcap.model.detecting.published import FILE

SQUARE = (1, 3, 64, 64)
PLACES = places_of(64, 64)


def answers(classes: int, *, places: int = PLACES) -> np.ndarray:
    """One thing of the first class, sure, 32 x 16 pixels around the middle of place (2, 2)."""
    made = np.zeros((1, places, 5 + classes), np.float32)
    made[0, 18] = [0.5, 0.5, np.log(4), np.log(2), 0.9, 1.0, *[0.0] * (classes - 1)]
    return made


def test_places_are_the_cells_of_three_grids() -> None:
    assert PLACES == 8 * 8 + 4 * 4 + 2 * 2


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("yolo", r"detector yolo: there is no such detector; choose one of own, onnx"),
        ("onnx:", "names no file"),
        ("onnx:none.onnx", r"none\.onnx: cannot be opened \(No such file"),
        ("own:none.safetensors", r"none\.safetensors: the weights cannot be read"),
    ],
)
def test_a_name_without_a_detector_is_refused(name: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        open_detector(name)


def test_the_published_file_serves_under_its_own_name() -> None:
    detector = open_detector(f"onnx:{FILE}")
    assert detector.name.startswith("onnx:yolox_nano_coco.onnx@")
    assert list(detector.find([encoded(NOISE)])) == [[]]


@given(height=st.integers(1, 600), width=st.integers(1, 600))
def test_what_is_cut_off_a_square_holds_nothing_of_the_picture(height: int, width: int) -> None:
    picture = np.random.default_rng(height).integers(0, 256, (height, width, 3), np.uint8)
    square, scale = letterboxed(picture, 128)
    cut, same = letterboxed(picture, 128, is_cut=True)
    assert scale == same
    assert all(side % 32 == 0 and side <= 128 for side in cut.shape[:2])
    assert (square[: cut.shape[0], : cut.shape[1]] == cut).all()
    assert (square[cut.shape[0] :] == GREY).all()
    assert (square[:, cut.shape[1] :] == GREY).all()


@pytest.mark.parametrize(
    "names",
    ["['cow', 'hen']", '["cow", "hen"]', "{0: 'Cow', 1: 'hen'}", '{"0": "cow", "1": "hen"}'],
)
@pytest.mark.parametrize("takes", [SQUARE, ("batch", 3, 64, 64)])
def test_a_file_may_name_classes_of_its_own(
    tmp_path: Path, takes: tuple[int | str, ...], names: str
) -> None:
    path = tmp_path / "farm.onnx"
    path.write_bytes(model(takes, answers(2), names=names))
    picture = np.zeros((64, 128, 3), np.uint8)  # shown at half its size
    ((box,),) = open_detector(f"onnx:{path}").find([encoded(picture)])
    assert (box.label, box.score) == ("cow", 0.9)
    # middle 20, 20 pixels of the square, so 40, 40 of the picture; 64 x 32 there
    edges = (box.left, box.top, box.right, box.bottom)
    assert edges == pytest.approx((8 / 128, 24 / 64, 72 / 128, 56 / 64), abs=1e-4)


def test_an_open_side_is_416(tmp_path: Path) -> None:
    """This one answers the same for a picture of any shape, so it is given squares."""
    path = tmp_path / "open.onnx"
    path.write_bytes(model((1, 3, "high", "wide"), answers(80, places=places_of(416, 416))))
    open_detector(f"onnx:{path}")


def test_what_is_no_number_tells_nothing(tmp_path: Path) -> None:
    """Numbers beyond all sense do not end the program either."""
    path = tmp_path / "wild.onnx"
    made = answers(80)
    made[0, 18, 2:4] = 1e30
    path.write_bytes(model(SQUARE, made))
    ((box,),) = open_detector(f"onnx:{path}").find([encoded(NOISE)])
    assert (box.left, box.top, box.right, box.bottom) == (0, 0, 1, 1)


NAN = answers(80)
NAN[0, 0, 0] = np.nan


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (b"", "cannot be opened as an ONNX model"),
        (b"no model at all", "cannot be opened as an ONNX model"),
        (FILE.read_bytes()[:1_000_000], "cannot be opened as an ONNX model"),
        (model(None, answers(80)), "takes nothing"),
        (model((1, 3, 64), answers(80)), r"takes tensor\(float\) \[1, 3, 64\]"),
        (model(SQUARE, answers(80), kind=2), r"takes tensor\(uint8\)"),
        (model((1, 64, 64, 3), answers(80)), r"takes pictures of \[1, 64, 64, 3\]"),
        (model((4, 3, 64, 64), answers(80)), r"takes pictures of \[4, 3, 64, 64\]"),
        (model((1, 3, 64, 96), answers(80)), r"takes pictures of \[1, 3, 64, 96\]"),
        (model((1, 3, 50, 50), answers(80)), "side 50, no multiple of 32"),
        (model((1, 3, 0, 0), answers(80)), "takes pictures of"),
        (
            model(SQUARE, np.zeros((1, 7, PLACES), np.float32)),
            r"answers \(1, 7, 84\), not \(1, 84, 5 \+ classes\)",
        ),
        (model(SQUARE, np.zeros((PLACES, 85), np.float32)), r"answers \(84, 85\), not"),
        (model(SQUARE, np.zeros((1, PLACES, 5), np.float32)), "knows no classes"),
        (model(SQUARE, 3 * answers(80)), "no probabilities"),
        (model(SQUARE, NAN), "no probabilities"),
        (model(SQUARE, answers(3)), "answers for 3 classes and names none; .* 80 classes"),
        (model(SQUARE, answers(3), names="['a', 'b']"), "names 2 classes and answers for 3"),
        (model(SQUARE, answers(2), names="{0: 'a', 2: 'b'}"), "names that are no names"),
        (model(SQUARE, answers(2), names="[1, 2]"), "names that are no names"),
        (model(SQUARE, answers(2), names="a, b, exit()"), "names that cannot be read"),
    ],
    ids=[
        *("empty", "text", "truncated", "no input", "three sides", "bytes", "colours last"),
        *("four at once", "not square", "odd side", "no side", "another layout", "two sides"),
        *("no classes", "not probabilities", "no numbers", "unnamed classes", "too few names"),
        *("a gap in the names", "names that are numbers", "names that are code"),
    ],
)
def test_another_file_is_refused_with_its_name_and_what_is_wanted(
    tmp_path: Path, made: bytes, told: str
) -> None:
    path = tmp_path / "their.onnx"
    path.write_bytes(made)
    with pytest.raises(InputError, match=told) as caught:
        open_detector(f"onnx:{path}")
    assert caught.value.where == str(path)
