import torch

from vidcap.model.decoders import DecoderSize
from vidcap.model.decoders.transformer import Transformer
from vidcap.model.training.selfcritical import advantages, over_greedy, policy_loss, sample
from vidcap.model.vocabulary import END, PAD, START, UNKNOWN

SIZE = DecoderSize(layers=1, width=16, heads=2, longest=6, dropout=0.0)


def decoder() -> Transformer:
    torch.manual_seed(2)
    return Transformer(SIZE, channels=4, words=9, never=(PAD, START, UNKNOWN)).eval()


def drawn(rows: int, longest: int = 6) -> torch.Tensor:
    network = decoder()
    starts = torch.full((rows,), START)
    return sample(network, network.begin(torch.randn(rows, 3, 4)), starts, longest=longest)


def test_every_sample_ends_once_and_is_padded_after_it() -> None:
    sentences = drawn(64)
    assert sentences.shape[1] <= 7
    for row in sentences.tolist():
        end = row.index(END)
        assert not set(row[:end]) & {PAD, START, UNKNOWN, END}
        assert set(row[end + 1 :]) <= {PAD}


def test_samples_differ_by_chance_and_repeat_with_the_seed() -> None:
    torch.manual_seed(5)
    first = drawn(8)
    assert first.equal(drawn(8))  # the network's own seed is set in between
    assert len({tuple(row) for row in first.tolist()}) > 1


def test_an_advantage_is_the_lead_over_the_mean_of_the_others() -> None:
    lead = advantages(torch.tensor([[1.0, 2.0, 3.0], [5.0, 5.0, 5.0]]))
    torch.testing.assert_close(lead, torch.tensor([[-1.5, 0.0, 1.5], [0.0, 0.0, 0.0]]))


def test_an_advantage_may_be_the_lead_over_the_greedy_sentence() -> None:
    lead = over_greedy(torch.tensor([[1.0, 3.0], [5.0, 5.0]]), torch.tensor([2.0, 5.0]))
    torch.testing.assert_close(lead, torch.tensor([[-1.0, 1.0], [0.0, 0.0]]))


def test_the_greedy_sentence_does_not_depend_on_chance() -> None:
    network = decoder()
    state, starts = network.begin(torch.randn(4, 3, 4)), torch.full((4,), START)
    one, other = (sample(network, state, starts, longest=5, is_random=False) for _ in range(2))
    assert one.equal(other)


def test_a_step_makes_the_better_sentence_likelier() -> None:
    network = decoder()
    regions = torch.randn(1, 3, 4)
    sentences = torch.tensor([[4, 5, END], [6, 7, END]])
    inputs = torch.tensor([[1, 4, 5], [1, 6, 7]])
    advantage = torch.tensor([1.0, -1.0])

    def log_probs() -> torch.Tensor:
        state = network.begin(regions).rows(torch.tensor([0, 0]))
        scores = network.log_probs(network(state, inputs))
        return scores.gather(-1, sentences[:, :, None]).sum((1, 2))

    before = log_probs().detach()
    state = network.begin(regions).rows(torch.tensor([0, 0]))
    loss = policy_loss(network.log_probs(network(state, inputs)), sentences, advantage)
    gradients = torch.autograd.grad(loss, list(network.parameters()))
    with torch.no_grad():
        for weight, gradient in zip(network.parameters(), gradients, strict=True):
            weight -= 0.01 * gradient
    after = log_probs().detach()
    assert after[0] > before[0]
    assert after[1] < before[1]
