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
from vidcap.model.scoring import metrics
from vidcap.model.training.looks import filmed
from vidcap.model.training.phases import Split
from vidcap.model.training.weighing import BACKWARD, FITS, weigh
from vidcap.model.vocabulary import sentence_of


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
        weigh(network, val, seed=1, beams=3, progress=told.append)
        (line,) = told
        scores = dict(pair.split(": ") for pair in line.partition("CIDEr ")[2].split(", "))
        tried = product(FITS if is_fitting else (0.0,), BACKWARD if reads else (0.0,))
        assert list(scores) == [f"{fit:g}/{backward:g}" for fit, backward in tried]
        chosen = network.rank_weights["en"]
        best = scores[f"{chosen.fit:g}/{chosen.backward:g}"]
        assert all(float(best) >= float(score) for score in scores.values())
        assert float(scores["0/0"]) == pytest.approx(_as_searched(network, val), abs=1e-4)
    finally:
        network.agreement, network.backward, network.rank_weights = None, None, {}


def _as_searched(network: Network, val: Split) -> float:
    """Return CIDEr of the likeliest sentences, of the pictures and of what film makes of them."""
    chance = np.random.default_rng(1)
    pictures = [np.asarray(square) for square in val.squares]
    pictures += [filmed(picture, chance) for picture in pictures]
    found = network.describe(pictures, beams=3, is_ranked=False)
    said = [sentence_of(one[0].words, "en") for one in found]
    return metrics.score(said, [*val.captions["en"], *val.captions["en"]], language="en")["CIDEr"]
