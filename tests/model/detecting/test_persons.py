from pathlib import Path

import cv2
import numpy as np
import pytest

from vidcap.model.detecting.persons import LABELS, find_things, name

PICTURES = Path(__file__).resolve().parents[3] / "samples" / "pictures"


def encoded(picture: np.ndarray) -> bytes:
    return cv2.imencode(".png", picture)[1].tobytes()


def found_in(data: bytes) -> dict[str, float]:
    """The best score of every class found."""
    (boxes,) = find_things([data])
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
def test_what_photographs_show_is_found(picture: str, label: str) -> None:
    assert found_in((PICTURES / picture).read_bytes())[label] > 0.5


def test_no_person_is_found_where_there_is_none() -> None:
    for picture in ("rocket.jpg", "coffee.jpg", "mountains.jpg"):
        assert found_in((PICTURES / picture).read_bytes()).get("person", 0) < 0.35


def test_boxes_are_shares_of_the_picture_whatever_its_size() -> None:
    picture = cv2.imread(str(PICTURES / "photographer.jpg"))
    height, width = picture.shape[:2]
    framed = np.zeros((height, 3 * width, 3), np.uint8)
    framed[:, width : 2 * width] = picture
    (alone, *_), (among, *_) = find_things([encoded(picture), encoded(framed)])
    assert alone.label == among.label == "person"
    assert among.left == pytest.approx(1 / 3 + alone.left / 3, abs=0.03)
    assert among.bottom == pytest.approx(alone.bottom, abs=0.05)


@pytest.mark.parametrize(
    "picture",
    [
        np.zeros((1, 1, 3), np.uint8),
        np.full((100, 3000, 3), 255, np.uint8),
        np.zeros((300, 300, 3), np.uint8),
    ],
    ids=["one pixel", "very wide", "black"],
)
def test_pictures_of_nothing_show_nothing(picture: np.ndarray) -> None:
    assert not {label for label, score in found_in(encoded(picture)).items() if score >= 0.35}


def test_what_is_no_picture_shows_nothing() -> None:
    assert list(find_things([b"", b"no picture"])) == [[], []]


def test_the_name_holds_the_hash_of_the_weights() -> None:
    assert name().startswith("yolox_nano@")
