"""A decoder of a written-out table, whose sentences can all be listed, and that listing."""

import itertools
from collections.abc import Iterator

import torch
from torch import Tensor

from vidcap.model.decoders import State
from vidcap.model.generating.search import Sentence
from vidcap.model.vocabulary import END, PAD, START, UNKNOWN

WORDS = 7  # four special ones and the words 4, 5, 6


class TableDecoder:
    """The next word depends on the present word alone: (V, V) log-probabilities."""

    def __init__(self, table: Tensor) -> None:
        self.table = table
        self.steps = 0

    def begin(self, regions: Tensor) -> State:
        return State((), (torch.zeros(len(regions), 1),))

    def step(self, state: State, tokens: Tensor) -> tuple[State, Tensor]:
        self.steps += 1
        return state, self.table[tokens]


def random_table(seed: int, words: int = WORDS) -> Tensor:
    """Return log-probabilities (V, V) of the next word; those that are no word never come."""
    scores = 1.5 * torch.randn(words, words, generator=torch.Generator().manual_seed(seed))
    scores[:, [PAD, START, UNKNOWN]] = float("-inf")
    return scores.log_softmax(-1)


def all_sentences(table: Tensor, longest: int) -> Iterator[Sentence]:
    """Yield every sentence without a doubled word, scored the slow and obvious way."""
    for length in range(1, longest + 1):
        for words in itertools.product(range(4, len(table)), repeat=length):
            if all(a != b for a, b in itertools.pairwise(words)):
                yield Sentence(words, log_probability(table, words))


def log_probability(table: Tensor, words: tuple[int, ...]) -> float:
    """Return the log-probability of a whole sentence, word after word."""
    return sum(float(table[a, b]) for a, b in itertools.pairwise((START, *words, END)))


def repeats_a_trigram(words: tuple[int, ...]) -> bool:
    """Tell whether three words in a row come twice."""
    trigrams = list(zip(words, words[1:], words[2:], strict=False))
    return len(trigrams) > len(set(trigrams))
