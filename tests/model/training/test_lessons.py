"""Lessons: which language, which words."""

import numpy as np
import torch
from hypothesis import given
from hypothesis import strategies as st

from vidcap.model.training.lessons import drawn_language, mixed
from vidcap.model.vocabulary import END, PAD, START


def test_a_picture_speaks_the_languages_it_has_by_their_shares() -> None:
    tokens = {"en": [[[1]], [[1]]], "xx": [[[1]], []]}
    chance = np.random.default_rng(1)
    drawn = [drawn_language(tokens, {"en": 0.75, "xx": 0.25}, 0, chance) for _ in range(2000)]
    assert 0.72 < drawn.count("en") / 2000 < 0.78
    assert {drawn_language(tokens, {"en": 0.1, "xx": 0.9}, 1, chance) for _ in range(50)} == {"en"}


@given(share=st.floats(0, 1), seed=st.integers(0, 100))
def test_words_are_mixed_where_words_are(share: float, seed: int) -> None:
    torch.manual_seed(seed)
    before = torch.tensor([[START, 5, 6, 7], [START, 8, PAD, PAD]])
    guessed = torch.tensor([[15, 16, END, 18], [19, 20, 21, 22]])
    seen = mixed(before, guessed, share)
    assert seen[:, 0].tolist() == [START, START]
    assert seen[1, 2:].tolist() == [PAD, PAD]
    assert seen[0, 3] == 7  # its guess is the end
    assert seen[0, 1] in (5, 15)
    assert seen[0, 2] in (6, 16)


def test_all_or_none_are_mixed() -> None:
    before = torch.tensor([[START, 5, 6]])
    guessed = torch.tensor([[15, 16, 17]])
    assert mixed(before, guessed, 0.0).equal(before)
    assert mixed(before, guessed, 1.0).tolist() == [[START, 15, 16]]
