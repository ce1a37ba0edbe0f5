import torch

from vidcap.model.decoders import DecoderSize
from vidcap.model.decoders.transformer import Transformer

SIZE = DecoderSize(layers=2, width=24, heads=3, longest=7, dropout=0.0)
WORDS, CHANNELS = 11, 5


def decoder() -> Transformer:
    torch.manual_seed(1)
    return Transformer(SIZE, CHANNELS, WORDS, (0, 1, 3)).eval()


@torch.no_grad()
def test_one_word_at_a_time_equals_all_at_once() -> None:
    network = decoder()
    regions = torch.randn(2, 4, CHANNELS)
    tokens = torch.tensor([[1, 5, 6, 7], [1, 8, 4, 9]])
    at_once = network.log_probs(network(network.begin(regions), tokens))
    state = network.begin(regions)
    for step in range(tokens.shape[1]):
        state, log_probs = network.step(state, tokens[:, step])
        torch.testing.assert_close(log_probs, at_once[:, step], atol=1e-5, rtol=1e-5)


@torch.no_grad()
def test_later_words_do_not_change_earlier_ones() -> None:
    network = decoder()
    state = network.begin(torch.randn(1, 4, CHANNELS))
    short = network(state, torch.tensor([[1, 5, 6]]))
    long = network(state, torch.tensor([[1, 5, 6, 7]]))
    torch.testing.assert_close(short, long[:, :3])


@torch.no_grad()
def test_rows_of_a_state_go_with_their_pictures() -> None:
    network = decoder()
    regions = torch.randn(3, 4, CHANNELS)
    chosen = torch.tensor([2, 0])
    _, expected = network.step(network.begin(regions[chosen]), torch.tensor([1, 1]))
    _, found = network.step(network.begin(regions).rows(chosen), torch.tensor([1, 1]))
    torch.testing.assert_close(found, expected)
