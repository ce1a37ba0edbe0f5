"""What holds for every encoder."""

from pathlib import Path

import pytest
import torch

from tests.model.encoders.seen import first_pictures
from vidcap.model import checkpoint
from vidcap.model.decoders import DecoderSize
from vidcap.model.encoders import Encoder, open_encoder
from vidcap.model.network import Network
from vidcap.model.pictures import as_batch, as_square
from vidcap.model.vocabulary import Vocabulary

NAMES = (
    *("efficientnet_lite0", "dinov2_vits14", "yolox_nano", "mobilenet_v2", "resnet18"),
    *("efficientnet_lite0+yolox_nano", "dinov2_vits14+resnet18", "efficientnet_lite0@yolox_nano"),
)


@pytest.fixture(scope="module", params=NAMES)
def encoder(request: pytest.FixtureRequest) -> Encoder:
    if "resnet" in request.param or "mobilenet" in request.param:
        pytest.importorskip("torchvision")
    torch.manual_seed(2)
    return open_encoder(request.param).eval()


@pytest.fixture(scope="module")
def pictures(encoder: Encoder, shared: Path) -> torch.Tensor:
    return as_batch([as_square(picture, encoder.side) for picture in first_pictures(shared, 2)])


@torch.no_grad()
def test_regions_are_as_promised(encoder: Encoder, pictures: torch.Tensor) -> None:
    regions = encoder(pictures)
    assert regions.dtype == torch.float32
    assert (regions.ndim, len(regions), regions.shape[2]) == (3, 2, encoder.channels)
    assert regions.isfinite().all()
    torch.testing.assert_close(encoder(pictures), regions, atol=0, rtol=0)  # no chance in it
    assert open_encoder(encoder.name).state_dict().keys() == encoder.state_dict().keys()


@torch.no_grad()
def test_bfloat16_sees_much_the_same(encoder: Encoder, pictures: torch.Tensor) -> None:
    exact = encoder(pictures)
    with torch.autocast("cpu", torch.bfloat16):
        rough = encoder(pictures).float()
    assert rough.shape == exact.shape
    assert (rough - exact).norm() < 0.2 * exact.norm()  # Lite2 0.09, YOLOX-nano 0.12


@torch.no_grad()
def test_the_order_of_weights_in_memory_changes_nothing(
    encoder: Encoder, pictures: torch.Tensor
) -> None:
    plain = encoder(pictures)
    encoder.to(memory_format=torch.channels_last)
    torch.testing.assert_close(encoder(pictures), plain, atol=1e-3, rtol=1e-3)


@pytest.mark.parametrize("name", ["efficientnet_lite0+yolox_nano", "efficientnet_lite0@yolox_nano"])
def test_a_network_that_sees_so_captions_and_is_kept(
    name: str, shared: Path, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    size = DecoderSize(name="up-down", width=32, longest=6, dropout=0.0)
    network = Network(name, size, vocabulary).eval()
    checkpoint.save(network, tmp_path / "net.safetensors", {})
    kept = checkpoint.load(tmp_path / "net.safetensors")
    assert kept.encoder.name == name
    for candidates in kept.describe(first_pictures(shared, 2)):
        assert candidates[0].words
