"""Attention as numbers and as a picture."""

import dataclasses

import numpy as np
import pytest
import torch

from vidcap.model.attention import ACROSS, LETTERS, SIDE, attention, drawn
from vidcap.model.network import Network
from vidcap.model.vocabulary import Vocabulary


def picture() -> np.ndarray:
    return np.random.default_rng(1).integers(0, 256, (50, 70, 3), np.uint8)


@pytest.mark.parametrize("name", ["transformer", "show-attend-tell", "up-down"])
def test_every_word_looks_somewhere(network: Network, vocabulary: Vocabulary, name: str) -> None:
    torch.manual_seed(1)
    size = dataclasses.replace(network.size, name=name)
    other = Network("efficientnet_lite0", size, vocabulary)
    looked = attention(other, picture(), ["a", "red", "square"])
    assert looked is not None
    assert looked.shape == (3, 49)
    assert looked.sum(1) == pytest.approx(np.ones(3), abs=1e-3)


def test_who_sees_the_picture_once_has_no_attention(
    network: Network, vocabulary: Vocabulary
) -> None:
    size = dataclasses.replace(network.size, name="show-tell")
    assert attention(Network("efficientnet_lite0", size, vocabulary), picture(), ["a"]) is None


def test_the_drawing_is_bright_where_it_looked() -> None:
    looked = np.zeros((ACROSS + 1, 9), np.float32)
    looked[:, 0] = 1.0  # top left
    shown = drawn(np.full((90, 90, 3), 200, np.uint8), ["word"] * (ACROSS + 1), looked)
    assert shown.shape == (2 * (SIDE + LETTERS), ACROSS * SIDE, 3)
    tile = shown[LETTERS : LETTERS + SIDE, :SIDE]
    assert tile[10, 10].mean() > 3 * tile[-10, -10].mean()
    with pytest.raises(ValueError, match="no square grid"):
        drawn(picture(), ["word"], np.ones((1, 8), np.float32))
