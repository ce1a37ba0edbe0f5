"""What a frozen encoder has seen of several views of each picture, kept on disk."""

import os
from pathlib import Path

import numpy as np
import pytest
import torch

from vidcap.model.decoders import DecoderSize
from vidcap.model.encoders import load_published
from vidcap.model.network import Network, autocast
from vidcap.model.pictures import Picture, as_batch
from vidcap.model.training.features import FrozenEyes, LearningEyes, kept_features
from vidcap.model.training.phases import Features
from vidcap.model.vocabulary import Vocabulary

SEED = 5


@pytest.fixture(scope="module")
def network(vocabulary: Vocabulary, encoder_weights: Path) -> Network:
    torch.manual_seed(0)
    made = Network("efficientnet_lite0", DecoderSize(layers=1, width=32, heads=2), vocabulary)
    load_published(made.encoder, encoder_weights)
    return made.eval()


@pytest.fixture(scope="module")
def squares(network: Network) -> Picture:
    side = network.encoder.side
    return np.random.default_rng(1).integers(0, 256, (3, side, side, 3), np.uint8)


def made(path: Path, network: Network, squares: Picture, *, views: int) -> Features:
    return kept_features(path, network, squares, views=views, seed=SEED, progress=lambda text: None)


def test_views_are_the_picture_its_mirror_image_and_altered_ones(
    network: Network, squares: Picture, tmp_path: Path
) -> None:
    kept = made(tmp_path / "four.npy", network, squares, views=4)
    assert kept.shape[:2] == (4, 3)
    for view, pictures in enumerate((squares, np.ascontiguousarray(squares[:, :, ::-1]))):
        with torch.no_grad(), autocast(network.device):
            seen = network.encoder(as_batch(list(pictures))).half().numpy()
        assert np.array_equal(kept[view], seen), view
    for one in range(4):
        for other in range(one):
            assert not np.array_equal(kept[one], kept[other])


def test_a_view_depends_on_its_picture_and_the_seed_alone(
    network: Network, squares: Picture, tmp_path: Path
) -> None:
    """Features made anew after a kill are those that were lost, also of fewer views."""
    whole = made(tmp_path / "four.npy", network, squares, views=4)
    fewer = made(tmp_path / "three.npy", network, squares, views=3)
    assert np.array_equal(whole[:3], fewer)


def test_training_is_shown_every_view(network: Network, squares: Picture, tmp_path: Path) -> None:
    kept = made(tmp_path / "three.npy", network, squares, views=3)
    eyes, chance = FrozenEyes(kept, kept), np.random.default_rng(0)
    shown = [eyes.regions(np.array([0]), chance).half().numpy()[0] for _ in range(40)]
    met = {view for one in shown for view in range(3) if np.array_equal(one, kept[view, 0])}
    assert met == {0, 1, 2}


@torch.no_grad()
def test_altered_pictures_are_the_same_from_any_number_of_cores(
    network: Network, squares: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    for cores in (1, 5):
        monkeypatch.setattr(os, "cpu_count", lambda cores=cores: cores)
        eyes = LearningEyes(network, squares, squares)
        seen.append(eyes.regions(np.array([2, 0, 1, 2]), np.random.default_rng(SEED)))
    assert seen[0].equal(seen[1])
    assert not seen[0][0].equal(seen[0][3])  # one picture twice is altered twice
