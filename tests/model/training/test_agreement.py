"""Which sentence fits which picture: learnt, the same for the same seed, blind to padding."""

import numpy as np
import torch

from vidcap.model.training.agreement import Agreement, taught
from vidcap.model.training.phases import Rows
from vidcap.model.vocabulary import END, PAD

KINDS = 4  # of pictures, each with words of its own: 10 and 11, 12 and 13 ...
COUNT = 40


def look(rows: Rows, chance: np.random.Generator) -> torch.Tensor:
    """Regions that are bright in the channels of their kind."""
    regions = torch.from_numpy(chance.normal(0, 0.3, (len(rows), 5, 16))).float()
    for place, row in enumerate(rows):
        regions[place, :, int(row) % KINDS * 4] += 2
    return regions


def draw(row: int, chance: np.random.Generator) -> list[int]:
    own = 10 + 2 * (row % KINDS)
    return [4, int(own + chance.integers(2)), END]


def towers(seed: int) -> Agreement:
    return taught(look, draw, COUNT, channels=16, words=20, seed=seed, epochs=30)


def test_a_sentence_fits_the_pictures_of_its_kind_best() -> None:
    found = towers(1)
    chance = np.random.default_rng(9)
    regions = look(np.arange(KINDS), chance)
    each = torch.tensor([[4, 10 + 2 * kind, END] for kind in range(KINDS)])
    scores = found.score(regions, each.repeat(KINDS, 1))
    assert scores.shape == (KINDS, KINDS)
    assert scores.argmax(1).tolist() == list(range(KINDS))
    assert scores.abs().max() <= 1 + 1e-6


def test_the_same_seed_gives_the_same_towers_and_leaves_chance_alone() -> None:
    torch.manual_seed(5)
    before = torch.random.get_rng_state()
    one, other = towers(2), towers(2)
    assert torch.random.get_rng_state().equal(before)
    assert all(a.equal(b) for a, b in zip(one.parameters(), other.parameters(), strict=True))
    assert not any(part.requires_grad for part in one.parameters())


def test_what_follows_the_end_does_not_count() -> None:
    found = Agreement(16, 20).eval()
    short, long = torch.tensor([[7, 9, END]]), torch.tensor([[7, 9, END, PAD, PAD]])
    assert torch.allclose(found.sentences(short), found.sentences(long))
    assert found.sentences(torch.tensor([[END, PAD]])).isfinite().all()
