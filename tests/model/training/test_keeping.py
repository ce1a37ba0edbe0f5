"""The mean of weights, and going on from what was kept."""

from pathlib import Path

import torch
from torch import nn

from vidcap.model.training.keeping import Average, Keeper, Reached


def network() -> nn.Linear:
    torch.manual_seed(1)
    return nn.Linear(2, 2)


def test_the_first_steps_weigh_most_at_first() -> None:
    layer = network()
    average = Average(layer, 0.9)
    start = layer.weight.detach().clone()
    with torch.no_grad():
        layer.weight += 1
    average.update()  # a tenth of the way to the old mean: there is one step only
    torch.testing.assert_close(average.weights["weight"], start + 0.9)


def test_the_mean_is_in_use_only_for_a_while() -> None:
    layer = network()
    average = Average(layer, 0.5)
    mean = layer.weight.detach().clone()
    with torch.no_grad():
        layer.weight += 1
    now = layer.weight.detach().clone()
    with average.in_use():
        torch.testing.assert_close(layer.weight, mean)
    torch.testing.assert_close(layer.weight, now)


def test_without_a_decay_it_is_the_network_itself() -> None:
    layer = network()
    average = Average(layer, 0.0)
    with torch.no_grad():
        layer.weight += 1
    average.update()
    now = layer.weight.detach().clone()
    with average.in_use():
        torch.testing.assert_close(layer.weight, now)


def test_it_goes_on_where_it_was(tmp_path: Path) -> None:
    def step(layer: nn.Linear, optimiser: torch.optim.Optimizer, average: Average) -> None:
        optimiser.zero_grad()
        torch.autograd.backward(layer(torch.ones(1, 2)).square().sum())
        optimiser.step()
        average.update()

    layer = network()
    optimiser = torch.optim.AdamW(layer.parameters(), 0.1)
    average = Average(layer, 0.9)
    step(layer, optimiser, average)
    Keeper(tmp_path, "p", layer, optimiser).keep(average, Reached(3, 0.25, 1))
    step(layer, optimiser, average)

    other = network()
    again = torch.optim.AdamW(other.parameters(), 0.1)
    mean = Average(other, 0.9)
    assert Keeper(tmp_path, "p", other, again).resume(mean) == Reached(3, 0.25, 1)
    step(other, again, mean)
    assert other.weight.equal(layer.weight)
    assert mean.weights["weight"].equal(average.weights["weight"])


def test_nothing_kept_is_nothing_to_go_on_from(tmp_path: Path) -> None:
    layer = network()
    keeper = Keeper(tmp_path, "p", layer, torch.optim.AdamW(layer.parameters()))
    assert keeper.resume(Average(layer, 0.0)) is None
