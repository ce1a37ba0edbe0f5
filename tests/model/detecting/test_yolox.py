from pathlib import Path

import numpy as np
import onnxruntime
import torch

from tests.model.encoders.seen import first_pictures
from vidcap.model.detecting.published import FILE, published
from vidcap.model.pictures import as_square


def agree(pictures: np.ndarray) -> None:
    """The published graph takes one picture of 416 x 416 at a time."""
    session = onnxruntime.InferenceSession(FILE, providers=["CPUExecutionProvider"])
    network = published().eval()
    with torch.no_grad():
        ours = network(torch.from_numpy(pictures)).numpy()
    for picture, answer in zip(pictures, ours, strict=True):
        (theirs,) = session.run(None, {session.get_inputs()[0].name: picture[None]})
        np.testing.assert_allclose(answer, theirs[0], atol=1e-3)


def test_it_answers_as_the_published_graph_on_noise() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (2, 3, 416, 416))
    agree(noise.astype(np.float32))


def test_it_answers_as_the_published_graph_on_pictures(shared: Path) -> None:
    squares = [as_square(picture, 416)[:, :, ::-1] for picture in first_pictures(shared, 4)]
    agree(np.stack(squares).transpose(0, 3, 1, 2).astype(np.float32))


def test_it_takes_other_sides() -> None:
    with torch.no_grad():
        answers = published().eval()(torch.zeros(1, 3, 96, 96))
    assert answers.shape == (1, 12 * 12 + 6 * 6 + 3 * 3, 85)
