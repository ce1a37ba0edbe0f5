"""What every decoder promises, by name."""

import dataclasses

import pytest
import torch

from vidcap.errors import InputError
from vidcap.model.decoders import DECODERS, Decoder, DecoderSize, open_decoder
from vidcap.model.generating.search import Search, beam_search
from vidcap.model.vocabulary import END, PAD, START, UNKNOWN

SIZE = DecoderSize(layers=2, width=24, heads=3, longest=7, dropout=0.1)
WORDS, CHANNELS, REGIONS = 11, 5, 4
NEVER = (PAD, START, UNKNOWN)


@pytest.fixture(params=DECODERS)
def decoder(request: pytest.FixtureRequest) -> Decoder:
    torch.manual_seed(1)
    size = dataclasses.replace(SIZE, name=request.param)
    return open_decoder(size, CHANNELS, WORDS, NEVER).eval()


@torch.no_grad()
def test_one_word_at_a_time_equals_all_at_once(decoder: Decoder) -> None:
    regions = torch.randn(2, REGIONS, CHANNELS)
    tokens = torch.tensor([[1, 5, 6, 7], [1, 8, 4, 9]])
    at_once = decoder.log_probs(decoder(decoder.begin(regions), tokens))
    state = decoder.begin(regions)
    for step in range(tokens.shape[1]):
        state, log_probs = decoder.step(state, tokens[:, step])
        torch.testing.assert_close(log_probs, at_once[:, step], atol=1e-5, rtol=1e-5)


@torch.no_grad()
def test_probabilities_are_of_words_that_may_be_said(decoder: Decoder) -> None:
    _, log_probs = decoder.step(
        decoder.begin(torch.randn(3, REGIONS, CHANNELS)), torch.tensor([1, 1, 1])
    )
    torch.testing.assert_close(log_probs.exp().sum(1), torch.ones(3))
    assert (log_probs[:, list(NEVER)] == float("-inf")).all()


@torch.no_grad()
def test_rows_of_a_state_go_with_their_pictures(decoder: Decoder) -> None:
    regions = torch.randn(3, REGIONS, CHANNELS)
    chosen = torch.tensor([2, 0])
    starts = torch.tensor([1, 1])
    state, _ = decoder.step(decoder.begin(regions[chosen]), starts)
    _, expected = decoder.step(state, torch.tensor([5, 6]))
    whole, _ = decoder.step(decoder.begin(regions), torch.tensor([1, 1, 1]))
    _, found = decoder.step(whole.rows(chosen), torch.tensor([5, 6]))
    torch.testing.assert_close(found, expected)


@torch.no_grad()
def test_the_past_may_be_that_of_another_row_of_the_picture(decoder: Decoder) -> None:
    regions = torch.randn(1, REGIONS, CHANNELS).expand(2, -1, -1)
    state, _ = decoder.step(decoder.begin(regions), torch.tensor([1, 1]))
    state, _ = decoder.step(state, torch.tensor([5, 6]))
    swapped = state.beams(torch.tensor([[1, 0]]))
    _, straight = decoder.step(state, torch.tensor([7, 7]))
    _, crossed = decoder.step(swapped, torch.tensor([7, 7]))
    torch.testing.assert_close(crossed, straight.flip(0))


def test_it_learns_what_a_picture_shows(decoder: Decoder) -> None:
    """Two pictures, two sentences: a few dozen steps tell them apart."""
    torch.manual_seed(3)
    regions = torch.randn(2, REGIONS, CHANNELS)
    sentences = torch.tensor([[START, 5, 6, 7, END], [START, 8, 9, END, PAD]])
    optimiser = torch.optim.Adam(decoder.parameters(), 1e-2)
    decoder.train()
    for _ in range(120):
        loss = decoder.loss(
            decoder.begin(regions), sentences[:, :-1], sentences[:, 1:], smoothing=0.0
        )
        optimiser.zero_grad()
        torch.autograd.backward(loss)
        optimiser.step()
    said = beam_search(decoder.eval(), regions, Search(beams=2, longest=5))
    assert [best[0].tokens for best in said] == [(5, 6, 7), (8, 9)]


def test_attention_is_a_share_of_every_region() -> None:
    for name in ("show-attend-tell", "up-down"):
        size = dataclasses.replace(SIZE, name=name)
        decoder = open_decoder(size, CHANNELS, WORDS, NEVER).eval()
        state, _ = decoder.step(
            decoder.begin(torch.randn(2, REGIONS, CHANNELS)), torch.tensor([1, 1])
        )
        assert state.looked is not None
        torch.testing.assert_close(state.looked.sum(1), torch.ones(2))


def test_an_unknown_name_is_told_with_those_there_are() -> None:
    with pytest.raises(InputError, match="choose one of transformer, show-tell"):
        open_decoder(dataclasses.replace(SIZE, name="show"), CHANNELS, WORDS, NEVER)
