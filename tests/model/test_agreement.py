"""The towers: cosines of pictures and sentences, blind to ends and padding."""

import torch

from vidcap.model.agreement import WIDTH, Agreement
from vidcap.model.vocabulary import END, PAD


def test_each_picture_is_held_against_its_own_sentences() -> None:
    torch.manual_seed(1)
    towers = Agreement(16, 20).eval()
    regions = torch.rand(2, 5, 16)
    words = torch.randint(4, 20, (6, 4))
    scores = towers.score(regions, words)
    assert scores.shape == (2, 3)
    assert scores.abs().max() <= 1 + 1e-6
    pictures = towers.pictures(towers.pooled(regions))
    assert pictures.shape == (2, WIDTH)
    assert torch.allclose(scores[1, 1], pictures[1] @ towers.sentences(words)[4])


def test_neither_what_follows_the_end_nor_the_order_of_regions_counts() -> None:
    towers = Agreement(16, 20).eval()
    short, long = torch.tensor([[7, 9, END]]), torch.tensor([[7, 9, END, PAD, PAD]])
    assert torch.allclose(towers.sentences(short), towers.sentences(long))
    assert towers.sentences(torch.tensor([[END, PAD]])).isfinite().all()
    regions = torch.rand(1, 5, 16)
    assert torch.allclose(towers.pooled(regions), towers.pooled(regions.flip(1)))
