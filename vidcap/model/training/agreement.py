"""Teach which sentence fits which picture, from people's captions; see `vidcap.model.agreement`."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from vidcap.model.agreement import Agreement
from vidcap.model.training.phases import Features
from vidcap.model.vocabulary import PAD

EPOCHS = 40
BATCH = 256  # pictures; each sentence must be told from those of all others
RATE = 2e-3
WARMTH = 0.07  # divides the cosines in the contrastive loss

_AT_ONCE = 250  # pictures that are pooled together

Draw = Callable[[int, np.random.Generator], Sequence[int]]  # a picture to one of its captions


def taught(
    features: Features, draw: Draw, *, words: int, seed: int, epochs: int = EPOCHS
) -> Agreement:
    """Return towers taught on pictures and their captions; the same for the same seed.

    Args:
        features: (views, N, R, C), of training pictures.
        draw: gives one caption of a training picture, as word numbers.
        words: of the vocabulary.
        seed: of all that is drawn.
        epochs: times that every picture is seen.
    """
    chance = np.random.default_rng(seed)
    views, count, _, channels = features.shape
    size = min(BATCH, count)
    steps = epochs * (count // size)
    with torch.random.fork_rng(devices=[]):  # they learn on the processor
        torch.manual_seed(seed)
        towers = Agreement(channels, words)
        seen = torch.stack([_pooled(towers, view) for view in features])
        optimiser = torch.optim.AdamW(towers.parameters(), lr=RATE, weight_decay=0.05)
        schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps)
        for _ in range(epochs):
            order = chance.permutation(count)
            for start in range(0, count - size + 1, size):
                rows = order[start : start + size]
                captions = [torch.tensor(draw(int(row), chance)) for row in rows]
                written = nn.utils.rnn.pad_sequence(captions, batch_first=True, padding_value=PAD)
                pictures = towers.pictures(seen[chance.integers(views, size=size), rows])
                likeness = pictures @ towers.sentences(written).T / WARMTH
                own = torch.arange(size)
                there = functional.cross_entropy(likeness, own)
                back = functional.cross_entropy(likeness.T, own)
                optimiser.zero_grad(set_to_none=True)
                torch.autograd.backward(there + back)
                optimiser.step()
                schedule.step()
    return towers.eval().requires_grad_(False)


def _pooled(towers: Agreement, view: npt.NDArray[np.float16]) -> Tensor:
    """Return what the towers look at, (N, 2 C), of regions (N, R, C) in a file."""
    parts = [
        towers.pooled(torch.from_numpy(view[start : start + _AT_ONCE].astype(np.float32)))
        for start in range(0, len(view), _AT_ONCE)
    ]
    return torch.cat(parts)
