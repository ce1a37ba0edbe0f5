"""Beam search on a decoder of a written-out table: the best sentence is known."""

import itertools
import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.model.tables import (
    TableDecoder,
    all_sentences,
    log_probability,
    random_table,
    repeats_a_trigram,
)
from vidcap.model.decoders import DecoderSize, open_decoder
from vidcap.model.generating.rules import FEWEST, Rules
from vidcap.model.generating.search import Search, beam_search, explore
from vidcap.model.vocabulary import END, PAD, START, UNKNOWN

ONE = torch.zeros(1, 1, 1)
seeds = st.integers(0, 10_000)


@pytest.mark.parametrize("exponent", [0.0, 0.7, 1.0])
@pytest.mark.parametrize("unfinished", [(), (5,)], ids=["any end", "5 ends nothing"])
@given(seed=seeds)
@settings(max_examples=20)
def test_a_wide_beam_finds_the_best_sentence_of_all(
    seed: int, unfinished: tuple[int, ...], exponent: float
) -> None:
    table = random_table(seed)
    whole = [one for one in all_sentences(table, 4) if one.tokens[-1] not in unfinished]
    best = max(whole, key=lambda sentence: sentence.score(exponent))
    (found,) = beam_search(
        TableDecoder(table),
        ONE,
        Search(beams=60, longest=4, length_exponent=exponent, rules=Rules(unfinished)),
    )
    assert found[0].tokens == best.tokens
    assert found[0].log_probability == pytest.approx(best.log_probability, abs=1e-4)


@given(seed=seeds, beams=st.integers(1, 6), exponent=st.sampled_from([0.0, 0.7]))
@settings(max_examples=40)
def test_sentences_are_different_ranked_and_scored_as_a_teacher_would(
    seed: int, beams: int, exponent: float
) -> None:
    table = random_table(seed)
    (found,) = beam_search(
        TableDecoder(table), ONE, Search(beams=beams, longest=6, length_exponent=exponent)
    )
    assert 1 <= len({one.tokens for one in found}) == len(found) <= beams
    scores = [one.score(exponent) for one in found]
    assert scores == sorted(scores, reverse=True)
    for one in found:
        assert one.log_probability == pytest.approx(log_probability(table, one.tokens), abs=1e-4)


@given(seed=seeds)
@settings(max_examples=25)
def test_a_beam_of_one_without_a_bonus_for_length_is_greedy(seed: int) -> None:
    table = random_table(seed)
    words: list[int] = []
    token = START
    while len(words) < 5:
        scores = table[token].clone()
        scores[token] = -math.inf
        if not words:
            scores[END] = -math.inf
        token = int(scores.argmax())
        if token == END:
            break
        words.append(token)
    (found,) = beam_search(
        TableDecoder(table),
        ONE,
        Search(beams=1, longest=5, length_exponent=0.0, rules=Rules(repeats_trigrams=True)),
    )
    assert found[0].tokens == tuple(words)


@given(seed=seeds, beams=st.integers(1, 4))
@settings(max_examples=40)
def test_no_word_follows_itself_and_no_three_come_twice(seed: int, beams: int) -> None:
    table = random_table(seed)
    table[:, END] -= 5.0  # long sentences, so that they would repeat themselves
    rules = Rules((6,))
    (found,) = beam_search(TableDecoder(table), ONE, Search(beams=beams, longest=12, rules=rules))
    for one in found:
        assert all(a != b for a, b in itertools.pairwise(one.tokens))
        assert not repeats_a_trigram(one.tokens)
        assert one.tokens[-1] != 6


def test_where_the_rules_leave_nothing_they_yield() -> None:
    (found,) = beam_search(
        TableDecoder(random_table(1)), ONE, Search(longest=3, rules=Rules((4, 5, 6)))
    )
    assert (
        found == beam_search(TableDecoder(random_table(1)), ONE, Search(longest=3, rules=FEWEST))[0]
    )


def test_pictures_do_not_touch_each_other() -> None:
    torch.manual_seed(5)
    size = DecoderSize(layers=2, width=16, heads=2, longest=8, dropout=0.0)
    decoder = open_decoder(size, 8, 12, (PAD, START, UNKNOWN)).eval()
    regions = torch.randn(5, 3, 8)
    together = beam_search(decoder, regions, Search(beams=3, longest=8))
    for picture, found in enumerate(together):
        (alone,) = beam_search(decoder, regions[picture : picture + 1], Search(beams=3, longest=8))
        assert [one.tokens for one in alone] == [one.tokens for one in found]


@pytest.mark.parametrize("groups", [1, 3])
@pytest.mark.parametrize("name", ["transformer", "show-tell", "show-attend-tell", "up-down"])
def test_pictures_that_are_done_are_not_walked_on(name: str, groups: int) -> None:
    """The others find what each finds alone; as many rows as make blocks of four go on."""
    torch.manual_seed(8)
    size = DecoderSize(layers=2, width=16, heads=2, longest=24, dropout=0.0, name=name)
    decoder = open_decoder(size, 8, 12, (PAD, START, UNKNOWN)).eval()
    regions = 6 * torch.randn(11, 3, 8)
    search = Search(groups=groups)
    walk = explore(decoder, regions, search)
    counts = [len(ends.pictures) for ends in walk]
    assert counts[0] == 11 > counts[-1]
    assert counts == sorted(counts, reverse=True)
    assert all(count % 4 == 0 for count in counts if count < 11)
    for picture in range(11):
        mine = [ends for ends in walk if picture in ends.pictures]
        alone = explore(decoder, regions[[picture]], search)
        for one, ends in zip(alone, mine[: len(alone)], strict=True):
            (row,) = (ends.pictures == picture).nonzero()
            torch.testing.assert_close(ends.log_probs[row], one.log_probs)
            assert ends.said[row].equal(one.said)


@pytest.mark.parametrize("name", ["transformer", "show-tell", "show-attend-tell", "up-down"])
def test_log_probabilities_are_those_of_teacher_forcing(name: str) -> None:
    torch.manual_seed(6)
    size = DecoderSize(layers=2, width=16, heads=2, longest=8, dropout=0.0, name=name)
    decoder = open_decoder(size, 8, 12, (PAD, START, UNKNOWN)).eval()
    regions = torch.randn(2, 3, 8)
    for picture, found in enumerate(beam_search(decoder, regions, Search(beams=3, longest=8))):
        state = decoder.begin(regions[picture : picture + 1])
        for one in found:
            with torch.no_grad():
                scores = decoder(state, torch.tensor([[START, *one.tokens]]))
            told = decoder.log_probs(scores)[0].gather(1, torch.tensor([[*one.tokens, END]]).T)
            assert one.log_probability == pytest.approx(float(told.sum()), abs=1e-3)


@given(seed=seeds)
@settings(max_examples=25)
def test_one_group_is_plain_beam_search_and_no_penalty_makes_groups_alike(seed: int) -> None:
    decoder = TableDecoder(random_table(seed))
    plain = beam_search(decoder, ONE, Search(beams=2, longest=5))
    assert beam_search(decoder, ONE, Search(beams=2, longest=5, groups=1, diversity=3.0)) == plain
    alike = beam_search(decoder, ONE, Search(beams=6, longest=5, groups=3, diversity=0.0))
    assert alike == plain


@given(seed=seeds)
@settings(max_examples=25)
def test_groups_begin_differently_where_a_shared_word_costs_much(seed: int) -> None:
    table = random_table(seed)
    (found,) = beam_search(
        TableDecoder(table), ONE, Search(beams=3, longest=5, groups=3, diversity=1000.0)
    )
    assert len({one.tokens[0] for one in found}) == 3
    for one in found:  # the cost chooses, it does not count
        assert one.log_probability == pytest.approx(log_probability(table, one.tokens), abs=1e-4)


def test_groups_that_do_not_divide_the_beams_are_refused() -> None:
    with pytest.raises(ValueError, match="5 beams do not fall into 2 groups"):
        Search(beams=5, groups=2)
