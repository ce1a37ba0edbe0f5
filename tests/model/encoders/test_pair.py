import torch
from hypothesis import given
from hypothesis import strategies as st

from vidcap.model.encoders import Encoder, open_encoder
from vidcap.model.encoders.pair import Pair, on_grid, resized


class Blocks(Encoder):
    """The mean of each channel over the cells of a grid: features known by heart."""

    def __init__(self, name: str, side: int, count: int) -> None:
        super().__init__()
        self.name, self.side, self.count, self.channels = name, side, count, 3

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        assert pictures.shape[-1] == self.side
        pooled = torch.nn.functional.adaptive_avg_pool2d(pictures.float(), self.count)
        return pooled.flatten(2).transpose(1, 2)


def test_channels_stand_side_by_side_each_from_its_own_side() -> None:
    pair = Pair(Blocks("a", 8, 4), Blocks("b", 16, 4))
    pictures = torch.full((2, 3, 16, 16), 7, dtype=torch.uint8)
    pictures[1] = 9
    regions = pair(pictures)
    assert (pair.name, pair.side, pair.channels) == ("a+b", 16, 6)
    assert regions.shape == (2, 16, 6)
    torch.testing.assert_close(regions[0], torch.full((16, 6), 7.0))
    torch.testing.assert_close(regions[1], torch.full((16, 6), 9.0))


def test_the_second_grid_becomes_the_first() -> None:
    pair = Pair(Blocks("a", 16, 4), Blocks("b", 16, 2))
    left_dark = torch.zeros(1, 3, 16, 16, dtype=torch.uint8)
    left_dark[..., 8:] = 200
    regions = pair(left_dark)[0].unflatten(0, (4, 4))
    assert regions[:, 0, 3:].max() < 50
    assert regions[:, 3, 3:].min() > 150


@given(st.integers(1, 6), st.integers(1, 6), st.integers(0, 255))
def test_an_even_grid_stays_even(count: int, wanted: int, value: int) -> None:
    even = torch.full((1, count * count, 2), float(value))
    expected = torch.full((1, wanted * wanted, 2), float(value))
    torch.testing.assert_close(on_grid(even, wanted * wanted), expected)


def test_a_fine_pattern_is_averaged_when_a_picture_shrinks() -> None:
    stripes = torch.zeros(1, 3, 32, 32, dtype=torch.uint8)
    stripes[..., ::2] = 200
    small = resized(stripes, 8)[..., 2:-2, 2:-2]  # an edge sees half a stripe more
    torch.testing.assert_close(small, torch.full_like(small, 100), atol=5, rtol=0)


def test_lite2_and_yolox_have_one_grid() -> None:
    pair = open_encoder("efficientnet_lite2+yolox_nano").eval()
    pictures = torch.randint(0, 256, (1, 3, 288, 288), dtype=torch.uint8)
    with torch.no_grad():
        regions = pair(pictures)
    assert (pair.side, pair.channels) == (288, 1280 + 448)
    assert regions.shape == (1, 81, 1728)
