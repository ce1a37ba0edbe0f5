import math

import pytest
import torch
from torch.nn import functional

from vidcap.model.encoders.efficientnet_lite import (
    SIZES,
    EfficientNetLite,
    SameConv,
    from_published,
    scaled_channels,
)


@pytest.mark.parametrize(
    ("channels", "width", "expected"),
    [(16, 1.1, 16), (24, 1.1, 24), (40, 1.1, 48), (80, 1.1, 88), (112, 1.1, 120), (320, 1.1, 352)],
)
def test_channels_are_scaled_as_published(channels: int, width: float, expected: int) -> None:
    assert scaled_channels(channels, width) == expected


@pytest.mark.parametrize("side", [64, 65, 33])
@pytest.mark.parametrize(("kernel", "stride"), [(3, 1), (3, 2), (5, 2)])
def test_same_padding_gives_the_side_divided_by_the_stride(
    side: int, kernel: int, stride: int
) -> None:
    conv = SameConv(1, 1, kernel, stride, bias=False)
    assert conv(torch.zeros(1, 1, side, side)).shape[-1] == math.ceil(side / stride)


def test_an_odd_rest_of_padding_goes_to_the_right_and_bottom() -> None:
    conv = SameConv(1, 1, 3, 2, bias=False)
    x = torch.rand(1, 1, 4, 4)
    expected = functional.conv2d(functional.pad(x, (0, 1, 0, 1)), conv.weight, stride=2)
    torch.testing.assert_close(conv(x), expected)


@pytest.mark.parametrize("name", SIZES)
def test_the_grid_has_a_region_for_every_32_pixels(name: str) -> None:
    encoder = EfficientNetLite(name).eval()
    pictures = torch.randint(0, 256, (1, 3, encoder.side, encoder.side), dtype=torch.uint8)
    with torch.no_grad():
        regions = encoder(pictures)
    assert regions.shape == (1, math.ceil(encoder.side / 32) ** 2, encoder.channels)


def test_published_names_fill_the_whole_network(published: dict[str, torch.Tensor]) -> None:
    renamed = from_published(published)
    state = EfficientNetLite("efficientnet_lite0").state_dict()
    assert renamed.keys() == state.keys()
    assert all(renamed[name].shape == tensor.shape for name, tensor in state.items())
