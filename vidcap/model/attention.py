"""Where a network looked while it said each word, as numbers and as a picture.

Attention tells where features came from, not why a word was chosen: it is a help in reading a
network, no proof of what it saw.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt
import torch

from vidcap.model.network import Network, autocast
from vidcap.model.pictures import Picture, as_batch, as_square

SIDE = 180  # pixels of one word's picture
ACROSS = 6  # pictures in a row
LETTERS = 22  # pixels of the line with the word


@torch.no_grad()
def attention(
    network: Network, picture: Picture, words: Sequence[str], *, language: str = "en"
) -> npt.NDArray[np.float32] | None:
    """Return the weights of the regions (T, R) before each word, a row adding up to 1.

    None: the decoder looks at the picture once and not at its regions.

    Args:
        network: whose decoder said the words.
        picture: of any size.
        words: as they were said.
        language: of the words.
    """
    network.eval()
    square = as_batch([as_square(picture, network.encoder.side)]).to(network.device)
    tokens = network.vocabulary.encode(" ".join(words), language, longest=network.size.longest)
    rows = []
    with autocast(network.device):
        state = network.decoder.begin(network.encoder(square))
        for token in tokens[:-2]:  # what stands before each word
            state, _ = network.decoder.step(state, torch.tensor([token], device=network.device))
            if state.looked is None:
                return None
            rows.append(state.looked[0].float().cpu().numpy())
    looked = np.stack(rows)
    return np.asarray(looked / looked.sum(1, keepdims=True), np.float32)


def drawn(picture: Picture, words: Sequence[str], looked: npt.NDArray[np.float32]) -> Picture:
    """Return the picture once for each word, bright where the network looked.

    Args:
        picture: of any size; it is shown squashed, as the network saw it.
        words: T of them, written above; OpenCV can write Latin letters only, so of others their
            number stands there.
        looked: (T, R), of a square grid of regions.
    """
    count = math.isqrt(looked.shape[1])
    if count * count != looked.shape[1]:
        raise ValueError(f"{looked.shape[1]} regions are no square grid")
    square = as_square(picture, SIDE)
    heads = [word if word.isascii() else str(place) for place, word in enumerate(words, 1)]
    tiles = [
        _tile(square, head, row.reshape(count, count))
        for head, row in zip(heads, looked, strict=True)
    ]
    empty = np.full_like(tiles[0], 255)
    tiles += [empty] * (-len(tiles) % ACROSS)
    rows = [np.hstack(tiles[start : start + ACROSS]) for start in range(0, len(tiles), ACROSS)]
    return np.vstack(rows)


def _tile(square: Picture, word: str, looked: npt.NDArray[np.float32]) -> Picture:
    light = cv2.resize(looked / looked.max(), (SIDE, SIDE), interpolation=cv2.INTER_CUBIC)
    shown = square * (0.25 + 0.75 * light.clip(0, 1))[:, :, None]
    head = np.full((LETTERS, SIDE, 3), 255, np.uint8)
    cv2.putText(head, word, (4, LETTERS - 6), cv2.FONT_HERSHEY_SIMPLEX, 0.5, (0, 0, 0), 1)
    return np.vstack([head, shown.astype(np.uint8)])
