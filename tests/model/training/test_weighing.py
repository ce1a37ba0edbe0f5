"""The weight of the fit: the one with the best score, none where the fit misleads."""

from pathlib import Path

import numpy as np
import pytest
import torch

from vidcap.model.agreement import Agreement
from vidcap.model.data import read_pictures, read_split
from vidcap.model.network import Network
from vidcap.model.pictures import as_square
from vidcap.model.training.phases import Split
from vidcap.model.training.weighing import WEIGHTS, weigh


@pytest.fixture
def val(network: Network, captioned: Path) -> Split:
    items = read_split(captioned, "val")
    pictures = dict(read_pictures(captioned, items))
    side = network.encoder.side
    squares = np.stack([as_square(pictures[place], side) for place in range(len(items))])
    return Split(squares, {"en": [item.captions for item in items]})


def test_every_language_gets_one_of_the_weights_that_were_tried(
    network: Network, val: Split
) -> None:
    torch.manual_seed(4)
    network.agreement = Agreement(network.encoder.channels, len(network.vocabulary)).eval()
    told: list[str] = []
    try:
        weigh(network, val, beams=3, progress=told.append)
        assert network.fit_weights["en"] in WEIGHTS
        (line,) = told
        scores = dict(pair.split(": ") for pair in line.partition("CIDEr ")[2].split(", "))
        assert list(scores) == [f"{weight:g}" for weight in WEIGHTS]
        best = f"{network.fit_weights['en']:g}"
        assert all(float(scores[best]) >= float(score) for score in scores.values())
    finally:
        network.agreement, network.fit_weights = None, {}
