import copy

import pytest
import torch

from vidcap.errors import InputError
from vidcap.model.network import Network
from vidcap.model.training.starting import mean_of
from vidcap.model.vocabulary import Vocabulary


def moved(network: Network, by: float) -> Network:
    """The same network, all its weights further by so much."""
    other = copy.deepcopy(network)
    with torch.no_grad():
        for weights in other.parameters():
            weights += by
    return other


@pytest.mark.parametrize(
    ("by", "counts"), [((0.3, 0.0, 0.0), ()), ((0.3, 0.0), (1, 2)), ((0.0, 0.2), (3, 3))]
)
def test_a_network_counts_as_often_as_it_is_given_or_as_told(
    network: Network, by: tuple[float, ...], counts: tuple[int, ...]
) -> None:
    mean = mean_of([moved(network, step) for step in by], counts)
    for (name, had), has in zip(network.named_parameters(), mean.parameters(), strict=True):
        torch.testing.assert_close(has, had + 0.1, msg=name)


def test_a_mean_may_look_with_the_encoder_of_one(network: Network) -> None:
    mean = mean_of([moved(network, 0.3), moved(network, 0.1)], looking=network)
    for (name, had), has in zip(network.named_parameters(), mean.parameters(), strict=True):
        by = 0.0 if name.startswith("encoder.") else 0.2
        torch.testing.assert_close(has, had + by, msg=name)


@pytest.mark.parametrize("counts", [(1,), (1, 0), (1, 1, 1)])
def test_counts_are_one_for_each_network(network: Network, counts: tuple[int, ...]) -> None:
    with pytest.raises(InputError, match="for 2 networks"):
        mean_of([network, network], counts)


def test_the_mean_of_one_is_itself(network: Network) -> None:
    mean = mean_of([copy.deepcopy(network)])
    for name, tensor in network.state_dict().items():
        assert tensor.equal(mean.state_dict()[name]), name


def test_networks_of_other_kinds_have_no_mean(network: Network) -> None:
    words = Vocabulary.of_captions({"en": ["a boat"]}, seen=1)
    with pytest.raises(InputError, match="encoder efficientnet_lite1 where the first has"):
        mean_of([network, Network("efficientnet_lite1", network.size, network.vocabulary)])
    with pytest.raises(InputError, match="other words than the first"):
        mean_of([network, Network("efficientnet_lite0", network.size, words)])
    other = Network("efficientnet_lite1", network.size, network.vocabulary)
    with pytest.raises(InputError, match="encoder efficientnet_lite1 where the first has"):
        mean_of([network], looking=other)
