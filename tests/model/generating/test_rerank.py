"""Consensus among candidates: what most agree with comes first, whatever order they came in."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.model.cider import EQUAL, Rarity, likeness, vector_of
from vidcap.model.generating.rerank import consensus
from vidcap.model.generating.search import Sentence

words = st.lists(st.integers(4, 9), min_size=1, max_size=6).map(tuple)
sentences = st.builds(Sentence, words, st.floats(-20.0, -0.1))
several = st.lists(sentences, min_size=1, max_size=6)

DOG_RUNS = Sentence((4, 5, 6, 7), -4.0)
DOG_RUNS_FAST = Sentence((4, 5, 6, 7, 8), -4.1)
THE_DOG_RUNS = Sentence((9, 5, 6, 7), -4.1)
CAT = Sentence((10, 11, 12, 13), -3.9)


@given(found=several, chance=st.randoms(use_true_random=False))
def test_neither_order_nor_repetition_matters(found: list[Sentence], chance: random.Random) -> None:
    mixed = found + found[:2]
    chance.shuffle(mixed)
    assert consensus(mixed) == consensus(found)
    assert set(consensus(found)) == set(found)


def test_the_one_most_like_the_others_comes_first_though_it_is_less_probable() -> None:
    found = consensus([CAT, THE_DOG_RUNS, DOG_RUNS, DOG_RUNS_FAST], trust=0.0, own=0.0)
    assert found[0] == DOG_RUNS
    assert found[-1] == CAT


def test_without_agreement_the_order_is_that_of_the_search() -> None:
    found = [CAT, DOG_RUNS, THE_DOG_RUNS, DOG_RUNS_FAST]
    ranked = sorted(found, key=lambda one: -one.score(0.7))
    assert consensus(found, own=1000.0) == ranked


def test_merits_add_up_as_written_by_hand() -> None:
    pair = [Sentence((4, 5), -1.0), Sentence((4, 6), -2.0)]
    # each agrees with itself wholly in groups of one and two words (2 / 4), with the other in one
    # of two words: a cosine of 1/2 (0.5 / 4)
    weight = math.exp(-0.5)
    first = (0.5 + weight * 0.125) / (1 + weight)
    second = (0.125 + weight * 0.5) / (1 + weight)
    between = (first - second) / (pair[0].score(0.7) - pair[1].score(0.7))
    assert consensus(pair, own=-between + 1e-6)[0] == pair[0]
    assert consensus(pair, own=-between - 1e-6)[0] == pair[1]


def test_a_rare_word_in_common_counts_more_than_a_frequent_one() -> None:
    rarity = Rarity.of([[(4, 5)], [(4, 6)], [(4, 7)], [(4, 8)]])
    assert rarity.weights[(4,)] == pytest.approx(0.0)
    assert rarity.weights[(5,)] == pytest.approx(math.log(4))
    common, rare = Sentence((4, 9), -3.0), Sentence((10, 5), -3.0)
    shown = Sentence((4, 5), -3.0)
    vectors = [vector_of(one.tokens, rarity) for one in (shown, common, rare)]
    assert likeness(vectors[0], vectors[2]) > likeness(vectors[0], vectors[1])
    equal = [vector_of(one.tokens, EQUAL) for one in (shown, common, rare)]
    assert likeness(equal[0], equal[2]) == pytest.approx(likeness(equal[0], equal[1]))


def test_of_nothing_comes_nothing() -> None:
    assert consensus([]) == []
