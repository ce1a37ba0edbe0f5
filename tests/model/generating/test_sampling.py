"""Sentences drawn at random: within the nucleus, within the rules, the same for the same seed."""

import itertools

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.model.tables import TableDecoder, log_probability, random_table, repeats_a_trigram
from vidcap.model.generating.rules import NEVER, Rules
from vidcap.model.generating.sampling import nucleus, sample
from vidcap.model.generating.search import Search, Sentence, beam_search

ONE = torch.zeros(1, 1, 1)
seeds = st.integers(0, 10_000)


def chance(seed: int) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


@given(seed=seeds, share=st.floats(0.05, 1.0))
@settings(max_examples=50)
def test_the_nucleus_is_the_fewest_words_that_hold_the_share(seed: int, share: float) -> None:
    log_probs = random_table(seed)
    kept = nucleus(log_probs, share)
    for before, after in zip(log_probs, kept, strict=True):
        inside = after > NEVER
        assert torch.equal(after[inside], before[inside])
        held = before[inside].exp()
        assert float(held.sum()) >= share - 1e-5
        assert float(held.sum() - held.min()) < share + 1e-5
        if bool((~inside & before.isfinite()).any()):
            assert float(before[~inside].max()) <= float(before[inside].min())


def test_a_written_out_nucleus() -> None:
    log_probs = torch.tensor([[0.1, 0.5, 0.3, 0.1]]).log()
    assert (nucleus(log_probs, 0.7) > NEVER).tolist() == [[False, True, True, False]]
    assert (nucleus(log_probs, 0.4) > NEVER).tolist() == [[False, True, False, False]]


@given(seed=seeds)
@settings(max_examples=25)
def test_samples_obey_the_rules_and_are_scored_by_the_decoder(seed: int) -> None:
    table = random_table(seed)
    (found,) = sample(
        TableDecoder(table), ONE, generator=chance(seed), samples=8, longest=9, rules=Rules((6,))
    )
    for one in found:
        assert 1 <= len(one.tokens) <= 9
        assert one.tokens[-1] != 6
        assert all(a != b for a, b in itertools.pairwise(one.tokens))
        assert not repeats_a_trigram(one.tokens)
        assert one.log_probability == pytest.approx(log_probability(table, one.tokens), abs=1e-4)


def drawn(seed: int, **tuned: float) -> list[list[Sentence]]:
    decoder = TableDecoder(random_table(2, words=20))
    return sample(decoder, torch.zeros(3, 1, 1), generator=chance(seed), samples=20, **tuned)


def test_a_seed_gives_the_same_sentences_another_others() -> None:
    assert drawn(1) == drawn(1)
    assert drawn(1) != drawn(2)


def test_a_small_nucleus_or_a_low_temperature_is_greedy() -> None:
    decoder = TableDecoder(random_table(2, words=20))
    ((greedy,),) = beam_search(decoder, ONE, Search(beams=1, length_exponent=0.0))
    assert {one.tokens for found in drawn(1, share=1e-6) for one in found} == {greedy.tokens}
    assert {one.tokens for found in drawn(1, temperature=0.01) for one in found} == {greedy.tokens}


def test_draws_are_as_frequent_as_they_are_probable() -> None:
    table = random_table(7)
    (found,) = sample(
        TableDecoder(table), ONE, generator=chance(3), samples=4000, share=1.0, longest=30
    )
    first = torch.tensor([one.tokens[0] for one in found]).bincount(minlength=7) / len(found)
    wanted = table[1].exp()
    wanted[2] = 0.0  # an end may not come first
    assert torch.allclose(first, wanted / wanted.sum(), atol=0.03)


def test_what_the_rules_leave_no_way_to_go_on_is_left_out() -> None:
    table = torch.full((5, 5), NEVER)
    table[:, 4] = 0.0  # one word, that may neither follow itself nor end a sentence
    (found,) = sample(TableDecoder(table), ONE, generator=chance(1), samples=3, rules=Rules((4,)))
    assert found == []
