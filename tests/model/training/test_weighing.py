"""What else counts among candidates, and how much: the weights with the best score."""

import copy
from itertools import product
from pathlib import Path

import numpy as np
import pytest
import torch

from vidcap.model.agreement import Agreement
from vidcap.model.data import read_pictures, read_split
from vidcap.model.network import Network
from vidcap.model.pictures import as_square
from vidcap.model.training.phases import Split
from vidcap.model.training.weighing import BACKWARD, FITS, weigh


@pytest.fixture
def val(network: Network, captioned: Path) -> Split:
    items = read_split(captioned, "val")
    pictures = dict(read_pictures(captioned, items))
    side = network.encoder.side
    squares = np.stack([as_square(pictures[place], side) for place in range(len(items))])
    return Split(squares, {"en": [item.captions for item in items]})


@pytest.mark.parametrize(("is_fitting", "reads"), [(True, True), (True, False), (False, True)])
def test_every_language_gets_the_best_of_the_weights_that_were_tried(
    network: Network, val: Split, is_fitting: bool, reads: bool
) -> None:
    """What the network was not taught counts nothing."""
    torch.manual_seed(4)
    if is_fitting:
        network.agreement = Agreement(network.encoder.channels, len(network.vocabulary)).eval()
    if reads:
        network.backward = copy.deepcopy(network.decoder)
    told: list[str] = []
    try:
        weigh(network, val, beams=3, progress=told.append)
        (line,) = told
        scores = dict(pair.split(": ") for pair in line.partition("CIDEr ")[2].split(", "))
        tried = product(FITS if is_fitting else (0.0,), BACKWARD if reads else (0.0,))
        assert list(scores) == [f"{fit:g}/{backward:g}" for fit, backward in tried]
        chosen = network.rank_weights["en"]
        best = scores[f"{chosen.fit:g}/{chosen.backward:g}"]
        assert all(float(best) >= float(score) for score in scores.values())
    finally:
        network.agreement, network.backward, network.rank_weights = None, None, {}
