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


def test_a_network_given_twice_counts_twice(network: Network) -> None:
    mean = mean_of([moved(network, 0.3), moved(network, 0.0), moved(network, 0.0)])
    for (name, had), has in zip(network.named_parameters(), mean.parameters(), strict=True):
        torch.testing.assert_close(has, had + 0.1, msg=name)


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
