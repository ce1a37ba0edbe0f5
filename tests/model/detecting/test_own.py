from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from vidcap.errors import InputError
from vidcap.model.detecting import own
from vidcap.model.detecting.detector import YoloxDetector
from vidcap.model.detecting.graph import Graph
from vidcap.model.detecting.labels import LABELS
from vidcap.model.detecting.own import open_own
from vidcap.model.detecting.published import graph_of, published
from vidcap.model.detecting.yolox import Yolox

PICTURES = Path(__file__).resolve().parents[3] / "samples" / "pictures"


def encoded(picture: np.ndarray) -> bytes:
    return cv2.imencode(".png", picture)[1].tobytes()


@pytest.fixture(scope="module")
def detector() -> YoloxDetector:
    return open_own(own.WEIGHTS)


def found_in(detector: YoloxDetector, data: bytes) -> dict[str, float]:
    """The best score of every class found."""
    (boxes,) = detector.find([data])
    return {box.label: box.score for box in reversed(boxes)}


def test_the_labels_are_the_eighty_of_coco() -> None:
    assert len(LABELS) == len(set(LABELS)) == 80
    assert LABELS[0] == "person"
    assert LABELS[-1] == "toothbrush"


@pytest.mark.parametrize(
    ("picture", "label"),
    [
        ("astronaut.jpg", "person"),
        ("photographer.jpg", "person"),
        ("cat.jpg", "cat"),
        ("coffee.jpg", "cup"),
        ("dogs.jpg", "dog"),
    ],
)
def test_what_photographs_show_is_found(detector: YoloxDetector, picture: str, label: str) -> None:
    assert found_in(detector, (PICTURES / picture).read_bytes())[label] > 0.5


def test_no_person_is_found_where_there_is_none(detector: YoloxDetector) -> None:
    for picture in ("rocket.jpg", "coffee.jpg", "mountains.jpg"):
        assert found_in(detector, (PICTURES / picture).read_bytes()).get("person", 0) < 0.35


def test_boxes_are_shares_of_the_picture_whatever_its_size(detector: YoloxDetector) -> None:
    picture = cv2.imread(str(PICTURES / "photographer.jpg"))
    height, width = picture.shape[:2]
    framed = np.zeros((height, 3 * width, 3), np.uint8)
    framed[:, width : 2 * width] = picture
    (alone, *_), (among, *_) = detector.find([encoded(picture), encoded(framed)])
    assert alone.label == among.label == "person"
    assert among.left == pytest.approx(1 / 3 + alone.left / 3, abs=0.03)
    assert among.bottom == pytest.approx(alone.bottom, abs=0.05)


NOISE = np.random.default_rng(1).integers(0, 256, (300, 400, 3), np.uint8)


@pytest.mark.parametrize(
    "picture",
    [
        np.zeros((1, 1, 3), np.uint8),
        np.full((100, 10_000, 3), 255, np.uint8),
        np.full((10_000, 100, 3), 60, np.uint8),
        np.zeros((300, 300, 3), np.uint8),
        np.full((300, 300, 3), 255, np.uint8),
        NOISE,
    ],
    ids=["one pixel", "very wide", "very high", "black", "white", "noise"],
)
def test_pictures_of_nothing_show_nothing(detector: YoloxDetector, picture: np.ndarray) -> None:
    found = found_in(detector, encoded(picture))
    assert not {label for label, score in found.items() if score >= 0.35}


def test_what_is_no_picture_shows_nothing(detector: YoloxDetector) -> None:
    assert list(detector.find([b"", b"no picture"])) == [[], []]


def test_the_name_holds_the_hash_of_the_weights(detector: YoloxDetector, tmp_path: Path) -> None:
    assert detector.name.startswith("own@")
    network = own.load(own.WEIGHTS)
    with torch.no_grad():
        network.head.obj_preds[0].bias += 0.5
    own.save(network, tmp_path / "other.safetensors", {})
    assert open_own(tmp_path / "other.safetensors").name != detector.name


@pytest.mark.parametrize("shape", [(416, 416), (192, 416), (416, 256)])
def test_it_answers_as_pytorch_does(tmp_path: Path, shape: tuple[int, int]) -> None:
    """The graph that runs holds the weights that are kept, for pictures of any shape."""
    weights = tmp_path / "own.safetensors"
    network = published()
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.copy_((parameter * 1.01).half())
    own.save(network, weights, {})
    graph = Graph(graph_of(own.load(weights).state_dict()), "graph")
    assert graph.is_open
    pictures = np.random.default_rng(2).integers(0, 256, (1, 3, *shape)).astype(np.float32)
    with torch.no_grad():
        answers = network(torch.from_numpy(pictures)).numpy()
    np.testing.assert_allclose(graph.answers(pictures), answers, atol=1e-3)


@pytest.mark.parametrize("size", [None, 0, 3, 1000, 1_000_000])
def test_broken_weights_are_refused_by_name(tmp_path: Path, size: int | None) -> None:
    path = tmp_path / "own.safetensors"
    if size is not None:
        path.write_bytes(own.WEIGHTS.read_bytes()[:size])
    with pytest.raises(InputError, match=r"own\.safetensors: the weights cannot be read"):
        open_own(path)


def test_weights_of_another_network_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.safetensors"
    own.save(Yolox(classes=3), path, {})
    with pytest.raises(InputError, match="of another network"):
        open_own(path)


def test_weights_that_are_no_numbers_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.safetensors"
    network = own.load(own.WEIGHTS)
    with torch.no_grad():
        network.head.obj_preds[0].bias.fill_(float("nan"))
    own.save(network, path, {})
    with pytest.raises(InputError, match="no numbers"):
        open_own(path)
