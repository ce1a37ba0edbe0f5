"""Sentences read from their end: each by itself, whatever stands beside it."""

import copy

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from vidcap.model.generating.backward import from_the_end, read_backward
from vidcap.model.network import Network
from vidcap.model.vocabulary import END, START


@given(st.lists(st.integers(4, 99)))
def test_words_are_turned_round_between_beginning_and_end(words: list[int]) -> None:
    turned = from_the_end([START, *words, END])
    assert turned == [START, *words[::-1], END]
    assert from_the_end(turned) == [START, *words, END]


def test_it_is_the_sum_of_what_every_word_has_after_those_behind_it(network: Network) -> None:
    decoder, words = copy.deepcopy(network.decoder).eval(), (5, 6, 7)
    regions = torch.randn(1, 9, network.encoder.channels)
    state, total, before = decoder.begin(regions), 0.0, START
    with torch.no_grad():
        for word in (7, 6, 5, END):
            state, log_probs = decoder.step(state, torch.tensor([before]))
            total, before = total + float(log_probs[0, word]), word
    assert read_backward(decoder, regions, [[words]], start=START) == [
        [pytest.approx(total, abs=1e-4)]
    ]


def test_every_sentence_counts_by_itself(network: Network) -> None:
    """Pictures have different numbers of sentences, of different lengths; one may have none."""
    regions = torch.randn(3, 9, network.encoder.channels)
    said = [[(5,), (5, 6, 7, 8)], [], [(6, 7)]]
    together = read_backward(network.decoder, regions, said, start=START)
    assert [len(row) for row in together] == [2, 0, 1]
    for place, row in enumerate(said):
        for words, total in zip(row, together[place], strict=True):
            alone = read_backward(network.decoder, regions[[place]], [[words]], start=START)
            assert alone == [[pytest.approx(total, abs=1e-4)]]


def test_nothing_to_read_reads_nothing(network: Network) -> None:
    regions = torch.randn(2, 9, network.encoder.channels)
    assert read_backward(network.decoder, regions, [[], []], start=START) == [[], []]
