"""The parts of the loop that can be looked at by themselves."""

from torch import nn

from vidcap.model.encoders import open_encoder
from vidcap.model.training.trainer import layers_of


def test_layers_go_from_the_picture_upwards_and_hold_every_weight_once() -> None:
    encoder = open_encoder("efficientnet_lite0")
    layers = layers_of(encoder)
    held = [parameter for layer in layers for parameter in layer.parameters()]
    assert len(layers) > 10
    assert [id(one) for one in held] == [id(one) for one in encoder.parameters()]


def test_a_module_with_weights_of_its_own_is_one_layer() -> None:
    assert len(layers_of(nn.Linear(2, 2))) == 1
    assert len(layers_of(nn.Sequential(nn.Linear(2, 2), nn.ReLU(), nn.Linear(2, 2)))) == 2
