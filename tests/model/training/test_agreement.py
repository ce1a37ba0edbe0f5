"""Which sentence fits which picture: learnt, and the same for the same seed."""

import numpy as np
import torch

from vidcap.model.agreement import Agreement
from vidcap.model.training.agreement import taught
from vidcap.model.training.phases import Features
from vidcap.model.vocabulary import END

KINDS = 4  # of pictures, each with words of its own: 10 and 11, 12 and 13 ...
COUNT = 40


def features(seed: int) -> Features:
    """Regions (2, N, 5, 16) that are bright in the channels of their kind."""
    made = np.random.default_rng(seed).normal(0, 0.3, (2, COUNT, 5, 16))
    for row in range(COUNT):
        made[:, row, :, row % KINDS * 4] += 2
    return made.astype(np.float16)


def draw(row: int, chance: np.random.Generator) -> list[int]:
    own = 10 + 2 * (row % KINDS)
    return [4, int(own + chance.integers(2)), END]


def towers(seed: int) -> Agreement:
    return taught(features(1), draw, words=20, seed=seed, epochs=60)


def test_a_sentence_fits_the_pictures_of_its_kind_best() -> None:
    each = torch.tensor([[4, 10 + 2 * kind, END] for kind in range(KINDS)])
    unseen = torch.from_numpy(features(9)[0, :KINDS].astype(np.float32))
    scores = towers(1).score(unseen, each.repeat(KINDS, 1))
    assert scores.argmax(1).tolist() == list(range(KINDS))


def test_the_same_seed_gives_the_same_towers_and_leaves_chance_alone() -> None:
    torch.manual_seed(5)
    before = torch.random.get_rng_state()
    one, other = towers(2), towers(2)
    assert torch.random.get_rng_state().equal(before)
    assert all(a.equal(b) for a, b in zip(one.parameters(), other.parameters(), strict=True))
    assert not any(part.requires_grad for part in one.parameters())
