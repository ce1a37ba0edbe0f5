import sys
from pathlib import Path

import pytest
import torch

from vidcap.errors import InputError, MissingError
from vidcap.model.encoders import load_published, open_encoder
from vidcap.model.encoders.torchvision_nets import NETS, TorchvisionNet

models = pytest.importorskip("torchvision.models")


@pytest.mark.parametrize("name", NETS)
def test_each_gives_a_region_for_every_32_pixels(name: str) -> None:
    with torch.device("meta"):  # shapes alone
        encoder = TorchvisionNet(name).eval()
        regions = encoder(torch.zeros(1, 3, 64, 96))
    assert regions.shape == (1, 6, encoder.channels)
    assert encoder.side == NETS[name].side


def test_resnet50_looks_without_weights() -> None:
    encoder = open_encoder("resnet50").eval()
    pictures = torch.randint(0, 256, (1, 3, 224, 224), dtype=torch.uint8)
    with torch.no_grad():
        assert encoder(pictures).shape == (1, 49, 2048)


def test_the_grid_is_what_the_classifier_pools() -> None:
    torch.manual_seed(1)
    whole = models.resnet18(weights=None).eval()
    encoder = TorchvisionNet("resnet18").eval()
    encoder.load_state_dict(encoder.adopt(whole.state_dict()), strict=False)
    picture = torch.randint(0, 256, (1, 3, 64, 64), dtype=torch.uint8)
    mean = torch.tensor([0.485, 0.456, 0.406])[:, None, None]
    deviation = torch.tensor([0.229, 0.224, 0.225])[:, None, None]
    with torch.no_grad():
        theirs = whole((picture / 255 - mean) / deviation)
        ours = whole.fc(encoder(picture).mean(1))
    torch.testing.assert_close(ours, theirs, atol=1e-5, rtol=1e-4)


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """PyTorch's cache of downloads, empty, and no way out."""
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))
    for proxy in ("https_proxy", "HTTPS_PROXY"):
        monkeypatch.setenv(proxy, "http://127.0.0.1:9")
    kept = tmp_path / "hub" / "checkpoints"
    kept.mkdir(parents=True)
    return kept


def cached(hub: Path, name: str) -> Path:
    weights = models.get_model_weights(name)["IMAGENET1K_V1"]
    return hub / Path(weights.url).name


def test_published_weights_are_those_of_torchvision(hub: Path) -> None:
    whole = models.mobilenet_v2(weights=None)
    torch.save(whole.state_dict(), cached(hub, "mobilenet_v2"))
    encoder = open_encoder("mobilenet_v2")
    load_published(encoder, "published")
    torch.testing.assert_close(
        dict(encoder.body.state_dict()),
        {name: tensor for name, tensor in whole.state_dict().items() if "classifier" not in name},
    )


def test_out_of_reach_it_says_what_to_fetch(hub: Path) -> None:
    with pytest.raises(MissingError, match=r"resnet18-\w+\.pth.*fetch that file"):
        load_published(open_encoder("resnet18"), "published")


def test_a_damaged_download_is_named_and_never_unpickled(hub: Path) -> None:
    torch.save({"weight": Path("anything")}, cached(hub, "resnet18"))
    with pytest.raises(InputError, match=r"resnet18-\w+\.pth.*remove its file"):
        load_published(open_encoder("resnet18"), "published")


def test_without_torchvision_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torchvision.models", None)
    with pytest.raises(MissingError, match=r"pip install 'vidcap\[train\]'"):
        open_encoder("resnet18")
