"""Lines of several lengths: one walk finds what a search for each length would find."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.model.tables import TableDecoder, all_sentences, log_probability, random_table
from vidcap.model.generating.rules import Rules
from vidcap.model.generating.search import Search
from vidcap.model.generating.variants import length_variants

ONE = torch.zeros(1, 1, 1)
seeds = st.integers(0, 10_000)


@given(seed=seeds, beams=st.integers(1, 4), exponent=st.sampled_from([0.0, 0.7]))
@settings(max_examples=40)
def test_each_keeps_within_its_length_and_is_scored_with_its_end(
    seed: int, beams: int, exponent: float
) -> None:
    table, rules = random_table(seed), Rules((6,))
    (found,) = length_variants(
        TableDecoder(table),
        ONE,
        (2, 4, 7),
        Search(beams=beams, length_exponent=exponent, rules=rules),
    )
    for most, one in found.items():
        assert 1 <= len(one.tokens) <= most
        assert one.tokens[-1] != 6
        assert one.log_probability == pytest.approx(log_probability(table, one.tokens), abs=1e-4)
    scores = [found[most].score(exponent) for most in sorted(found)]
    assert scores == sorted(scores)  # more words allowed, never a worse sentence


@given(seed=seeds, beams=st.integers(1, 4), exponent=st.sampled_from([0.0, 0.7, 1.0]))
@settings(max_examples=40)
def test_one_walk_finds_what_a_search_for_each_length_would_find(
    seed: int, beams: int, exponent: float
) -> None:
    decoder = TableDecoder(random_table(seed))
    lengths = (1, 3, 6)
    (together,) = length_variants(
        decoder, ONE, lengths, Search(beams=beams, length_exponent=exponent)
    )
    for most in lengths:
        (alone,) = length_variants(
            decoder, ONE, (most,), Search(beams=beams, length_exponent=exponent)
        )
        assert alone[most] == together[most]


@given(seed=seeds)
@settings(max_examples=20)
def test_enough_beams_find_the_best_of_each_length(seed: int) -> None:
    table = random_table(seed)
    (found,) = length_variants(TableDecoder(table), ONE, (1, 2, 4), Search(beams=60))
    for most, one in found.items():
        best = max(all_sentences(table, most), key=lambda sentence: sentence.score(0.7))
        assert one.tokens == best.tokens


def test_all_lengths_cost_no_more_steps_than_the_longest() -> None:
    decoder = TableDecoder(random_table(3))
    length_variants(decoder, ONE, (2, 4, 6, 8))
    assert decoder.steps <= 9


def test_a_length_within_which_nothing_may_end_is_left_out() -> None:
    table = random_table(1)
    table[4, :] = table[4, :].masked_fill(torch.arange(7) != 5, -torch.inf)  # 4, then 5
    table[1, :] = table[1, :].masked_fill(torch.arange(7) != 4, -torch.inf)  # begins with 4
    (found,) = length_variants(TableDecoder(table), ONE, (1, 2), Search(rules=Rules((4,))))
    assert sorted(found) == [2]
    assert found[2].tokens == (4, 5)
