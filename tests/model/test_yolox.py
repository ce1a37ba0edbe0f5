from pathlib import Path

import cv2
import numpy as np
import onnxruntime
import pytest
import torch

from vidcap.model.persons import WEIGHTS
from vidcap.model.yolox import shipped


def agree(pictures: np.ndarray) -> None:
    """The published graph takes one picture of 416 x 416 at a time."""
    session = onnxruntime.InferenceSession(WEIGHTS, providers=["CPUExecutionProvider"])
    network = shipped().eval()
    with torch.no_grad():
        ours = network(torch.from_numpy(pictures)).numpy()
    for picture, answer in zip(pictures, ours, strict=True):
        (theirs,) = session.run(None, {session.get_inputs()[0].name: picture[None]})
        np.testing.assert_allclose(answer, theirs[0], atol=1e-3)


def test_it_answers_as_the_published_graph_on_noise() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (2, 3, 416, 416))
    agree(noise.astype(np.float32))


def test_it_answers_as_the_published_graph_on_pictures(shared: Path) -> None:
    files = sorted((shared / "data").rglob("*.jpg"))[:4]
    if not files:
        pytest.skip("needs pictures in the shared data")
    squares = [cv2.resize(cv2.imread(str(file)), (416, 416)) for file in files]
    agree(np.stack(squares).transpose(0, 3, 1, 2).astype(np.float32))


def test_it_takes_other_sides() -> None:
    with torch.no_grad():
        answers = shipped().eval()(torch.zeros(1, 3, 96, 96))
    assert answers.shape == (1, 12 * 12 + 6 * 6 + 3 * 3, 85)
