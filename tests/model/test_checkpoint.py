import copy
import json
from pathlib import Path

import pytest
import torch

from vidcap.errors import InputError
from vidcap.model import checkpoint
from vidcap.model.agreement import Agreement
from vidcap.model.generating.rerank import Weights
from vidcap.model.network import Network


@pytest.fixture
def kept(network: Network, tmp_path: Path) -> Path:
    path = tmp_path / "net.safetensors"
    checkpoint.save(network, path, {"data": "made in a test"})
    return path


def test_a_network_comes_back_as_it_was_but_for_rounding(network: Network, kept: Path) -> None:
    again = checkpoint.load(kept)
    assert again.vocabulary == network.vocabulary
    assert checkpoint.read_card(kept)["data"] == "made in a test"
    for name, tensor in network.state_dict().items():
        if tensor.is_floating_point():
            is_kernel = name.startswith("encoder.") and tensor.ndim > 1
            rounded = tensor.bfloat16() if is_kernel else tensor.half()
            torch.testing.assert_close(again.state_dict()[name], rounded.float())


def test_bfloat16_finds_nothing_to_round_in_an_encoder_kept(network: Network, kept: Path) -> None:
    kernels = [weight for weight in checkpoint.load(kept).encoder.parameters() if weight.ndim > 1]
    assert kernels
    assert all(kernel.equal(kernel.bfloat16().float()) for kernel in kernels)


def test_what_it_knows_of_candidates_comes_back(network: Network, tmp_path: Path) -> None:
    path = tmp_path / "net.safetensors"
    network.agreement = Agreement(network.encoder.channels, len(network.vocabulary))
    network.backward = copy.deepcopy(network.decoder)
    network.rank_weights = {"en": Weights(fit=4.0, backward=0.5)}
    try:
        checkpoint.save(network, path, {})
        again = checkpoint.load(path)
        assert again.rank_weights == network.rank_weights
        for name in ("agreement", "backward"):
            kept, known = getattr(again, name), getattr(network, name)
            assert not kept.training
            for key, tensor in known.state_dict().items():
                assert kept.state_dict()[key].equal(tensor.half().float()), key
    finally:
        network.agreement, network.backward, network.rank_weights = None, None, {}


def test_a_truncated_file_is_refused_by_name(kept: Path) -> None:
    kept.write_bytes(kept.read_bytes()[:-100])
    with pytest.raises(InputError, match=r"net\.safetensors: the weights cannot be read"):
        checkpoint.load(kept)


def test_a_pickle_is_refused_and_never_opened(kept: Path) -> None:
    torch.save({"weights": torch.zeros(3)}, kept)
    with pytest.raises(InputError, match="cannot be read"):
        checkpoint.load(kept)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"format": 99}, "format 3 was expected"),
        ({"vocabulary": ["a"]}, "card is damaged"),
        ({"encoder": "efficientnet_lite9"}, "no such encoder"),
        ({"decoder": {"layers": 2, "width": 32, "heads": 2, "longest": 8}}, "missing or too many"),
        ({"decoder": {"layers": 1, "width": 64, "heads": 2, "longest": 8}}, "other shapes"),
    ],
)
def test_a_card_that_does_not_fit_is_refused(
    kept: Path, change: dict[str, object], message: str
) -> None:
    card = kept.with_suffix(".json")
    card.write_text(json.dumps({**json.loads(card.read_text()), **change}))
    with pytest.raises(InputError, match=message):
        checkpoint.load(kept)


def test_a_missing_card_is_told(kept: Path) -> None:
    kept.with_suffix(".json").unlink()
    with pytest.raises(InputError, match="card cannot be read"):
        checkpoint.load(kept)
