import math
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from tests.model.encoders.seen import first_pictures
from vidcap.errors import InputError
from vidcap.model.detecting import open_detector
from vidcap.model.detecting.published import FILE
from vidcap.model.encoders.finders import boxes_of, open_finder
from vidcap.model.pictures import as_batch, as_square


def test_an_answer_is_a_box_around_its_cell() -> None:
    answers = torch.zeros(1, 16 + 4 + 1, 7)  # a picture of 32 x 32: cells of 8, 16 and 32 pixels
    answers[0, 6] = torch.tensor([0.5, 0.5, math.log(2), 0.0, 0.5, 0.2, 0.8])  # row 1, column 2
    answers[0, 20, 2:4] = math.log(3.0)  # larger than the picture
    boxes, scores = boxes_of(answers, 32)
    # middle at 20, 12 pixels; 16 wide and 8 high
    torch.testing.assert_close(boxes[0, 6], torch.tensor([12, 8, 28, 16]) / 32)
    torch.testing.assert_close(boxes[0, 20], torch.tensor([0.0, 0.0, 1.0, 1.0]))
    torch.testing.assert_close(scores[0, 6], torch.tensor(0.4))
    assert scores[0].count_nonzero() == 1


def test_it_finds_what_the_person_finder_finds(shared: Path) -> None:
    pictures = [as_square(picture, 416) for picture in first_pictures(shared, 6)]
    finder = open_finder("yolox_nano").eval()
    with torch.no_grad():
        boxes, scores = finder(as_batch(pictures))
    files = [cv2.imencode(".png", picture[:, :, ::-1])[1].tobytes() for picture in pictures]
    found = open_detector(f"onnx:{FILE}").find(files)
    for things, places, sure in zip(found, boxes, scores, strict=True):
        box = torch.tensor([things[0].left, things[0].top, things[0].right, things[0].bottom])
        torch.testing.assert_close(places[sure.argmax()], box, atol=1e-3, rtol=0)
        assert abs(float(sure.max()) - things[0].score) < 1e-3


def test_a_file_of_a_detector_serves_as_well() -> None:
    ours, file = open_finder("yolox_nano").eval(), open_finder(str(FILE))
    assert file.side == ours.side
    pictures = torch.randint(0, 256, (2, 3, 416, 416), dtype=torch.uint8)
    with torch.no_grad():
        for one, other in zip(ours(pictures), file(pictures), strict=True):
            torch.testing.assert_close(one, other, atol=1e-3, rtol=0)


@pytest.mark.parametrize("size", [None, 0, 3, 100_000])
def test_a_broken_detector_is_refused_by_name(tmp_path: Path, size: int | None) -> None:
    path = tmp_path / "finder.onnx"
    if size is not None:
        path.write_bytes(FILE.read_bytes()[:size])
    with pytest.raises(InputError, match=r"finder\.onnx: cannot be opened"):
        open_finder(str(path))


def test_an_unknown_finder_is_refused_with_those_there_are() -> None:
    with pytest.raises(InputError, match=r"'yolo': no such finder; choose one of yolox_nano"):
        open_finder("yolo")


def test_torchvisions_detectors_tell_shares_of_the_picture() -> None:
    pytest.importorskip("torchvision")
    finder = open_finder("fasterrcnn_mobilenet_v3_large_320_fpn").eval()
    pictures = torch.randint(0, 256, (2, 3, 320, 320), dtype=torch.uint8)
    with torch.no_grad():
        boxes, scores = finder(pictures)
    assert boxes.shape == (2, 100, 4)
    assert (boxes[..., :2] <= boxes[..., 2:]).all()
    assert 0 <= boxes.min() <= boxes.max() <= 1
    assert np.all(np.diff(scores.numpy()) <= 0)
    assert [part.name for part in finder.parts()] == [finder.name]
