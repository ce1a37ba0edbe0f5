"""Beam search on a decoder of a written-out table: the best sentence is known."""

import itertools
import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from vidcap.model.decoders import State
from vidcap.model.search import Sentence, beam_search
from vidcap.model.vocabulary import END, START

WORDS = 7  # four special ones and the words 4, 5, 6


class TableDecoder:
    """The next word depends on the present word alone: (V, V) log-probabilities."""

    def __init__(self, table: Tensor) -> None:
        self.table = table

    def begin(self, regions: Tensor) -> State:
        kept = torch.zeros(len(regions), 1, 1, 1)
        return State((kept,), (kept,))

    def step(self, state: State, tokens: Tensor) -> tuple[State, Tensor]:
        return state, self.table[tokens]


def random_table(seed: int) -> Tensor:
    return torch.randn(WORDS, WORDS, generator=torch.Generator().manual_seed(seed)).log_softmax(-1)


def all_sentences(table: Tensor, longest: int) -> list[Sentence]:
    """Every sentence that may be said, scored the slow and obvious way."""
    found = []
    for length in range(1, longest + 1):
        for words in itertools.product((4, 5, 6), repeat=length):
            if any(a == b for a, b in itertools.pairwise(words)):
                continue
            path = (START, *words, END)
            total = sum(float(table[a, b]) for a, b in itertools.pairwise(path))
            found.append(Sentence(words, total))
    return found


@pytest.mark.parametrize("exponent", [0.0, 0.7, 1.0])
@given(seed=st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_a_wide_beam_finds_the_best_sentence_of_all(seed: int, exponent: float) -> None:
    table = random_table(seed)
    best = max(all_sentences(table, 4), key=lambda sentence: sentence.score(exponent))
    decoder = TableDecoder(table)
    (found,) = beam_search(
        decoder, torch.zeros(1, 1, 1), beams=60, longest=4, length_exponent=exponent
    )
    assert found[0].tokens == best.tokens
    assert found[0].log_probability == pytest.approx(best.log_probability, abs=1e-4)


@given(seed=st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_a_beam_of_one_without_a_bonus_for_length_is_greedy(seed: int) -> None:
    table = random_table(seed)
    words: list[int] = []
    token = START
    for step in range(6):
        scores = table[token].clone()
        scores[[0, START, 3, token]] = -math.inf
        if step == 0:
            scores[END] = -math.inf
        if step == 5:
            break
        token = int(scores.argmax())
        if token == END:
            break
        words.append(token)
    (found,) = beam_search(
        TableDecoder(table), torch.zeros(1, 1, 1), beams=1, longest=5, length_exponent=0.0
    )
    assert found[0].tokens == tuple(words)


def test_pictures_do_not_touch_each_other() -> None:
    decoder = TableDecoder(random_table(4))
    alone = beam_search(decoder, torch.zeros(1, 1, 1), beams=3, longest=5)
    together = beam_search(decoder, torch.zeros(4, 1, 1), beams=3, longest=5)
    assert together == alone * 4


def test_no_word_follows_itself_and_none_is_special() -> None:
    table = torch.full((WORDS, WORDS), -9.0)
    table[:, 3] = -0.1  # the unknown word would win everywhere
    table[:, 4] = -0.5  # the word 4 would repeat itself
    (found,) = beam_search(
        TableDecoder(table.log_softmax(-1)), torch.zeros(1, 1, 1), beams=2, longest=6
    )
    for sentence in found:
        assert set(sentence.tokens) <= {4, 5, 6}
        assert all(a != b for a, b in itertools.pairwise(sentence.tokens))
        assert sentence.tokens
