"""Training on another device: no tensor is left behind on the processor.

No machine of ours has a graphics card, so the device is a pretend one (`tests/elsewhere.py`).
"""

import subprocess
import sys
from pathlib import Path

import pytest
from torch.utils import backend_registration

from vidcap.model import checkpoint

pytestmark = pytest.mark.skipif(
    not hasattr(backend_registration, "_setup_privateuseone_for_python_backend"),
    reason="this PyTorch cannot be given a device that is written in Python",
)

SAMPLES = Path(__file__).resolve().parents[3] / "samples" / "pictures"
ALL_PHASES = """
encoder = "efficientnet_lite0"
languages = ["en", "xx"]
shares = [0.5, 0.5]
word_seen = 1
decoder = {layers = 1, width = 32, heads = 2, longest = 8}
decoder_phase = {epochs = 2, pictures = 6, own_words = 0.5}
whole_phase = {epochs = 1, pictures = 6, averaging = 0.5, encoder_decay = 0.8}
reward_phase = {epochs = 1, pictures = 6, captions = 3, agreement = 0.3}
backward_phase = {epochs = 1, pictures = 6}
"""
ANY_DECODER = """
encoder = "efficientnet_lite0"
word_seen = 1
decoder_phase = {epochs = 1, pictures = 6}
whole_phase = {epochs = 0}
reward_phase = {epochs = 1, pictures = 6, captions = 2, baseline = "greedy"}
"""
DECODERS = ("show-tell", "show-attend-tell", "show-attend-tell-hard", "up-down")


def ran(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.elsewhere", *map(str, arguments), "-q"]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)


def trained(recipe: str, data: Path, run: Path, *more: object) -> Path:
    """Return the weights that the command has made there."""
    path = run.with_suffix(".toml")
    path.write_text(recipe, encoding="utf-8")
    given = ("--data", data, "-o", run, "--recipe", path, "--device", "elsewhere")
    done = ran("train", *given, *more)
    assert done.returncode == 0, done.stderr
    return run / "network.safetensors"


@pytest.mark.slow
def test_all_phases_and_all_that_is_fitted_after_them(
    captioned: Path, encoder_weights: Path, tmp_path: Path
) -> None:
    more = ("--encoder-weights", encoder_weights)
    weights = trained(ALL_PHASES, captioned, tmp_path / "run", *more)
    network = checkpoint.load(weights)
    assert network.vocabulary.languages == ("en", "xx")
    assert network.agreement is not None
    assert network.backward is not None
    before = weights.read_bytes()
    weights.unlink()
    assert trained(ALL_PHASES, captioned, tmp_path / "run", *more).read_bytes() == before


@pytest.mark.slow
@pytest.mark.parametrize("decoder", DECODERS)
def test_every_decoder(
    decoder: str, captioned: Path, encoder_weights: Path, tmp_path: Path
) -> None:
    named = f'decoder = {{name = "{decoder}", width = 32, longest = 8}}\n'
    weights = trained(
        named + ANY_DECODER, captioned, tmp_path / "run", "--encoder-weights", encoder_weights
    )
    assert checkpoint.load(weights).size.name == decoder


@pytest.mark.slow
def test_regions_in_boxes(captioned: Path, encoder_weights: Path, tmp_path: Path) -> None:
    where = ANY_DECODER.replace("efficientnet_lite0", "efficientnet_lite0@yolox_nano")
    named = 'decoder = {name = "up-down", width = 32, longest = 8}\n'
    more = ("--encoder-weights", encoder_weights)
    assert trained(named + where, captioned, tmp_path / "run", *more).exists()


@pytest.mark.slow
def test_a_detector(tmp_path: Path) -> None:
    given = ("--pictures", SAMPLES, "-o", tmp_path / "run", "--device", "elsewhere")
    done = ran("train-detector", *given, "--steps", 1, "--views", 2)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "run" / "detector.safetensors").exists()


def test_the_device_refuses_what_a_graphics_card_refuses() -> None:
    tried = """
import numpy, torch
from tests.elsewhere import NAME, device
with device():
    there = torch.ones(3, device=NAME)
    assert (there + there).cpu().tolist() == [2, 2, 2]
    for wrong in (lambda: there + torch.ones(3), there.numpy, lambda: numpy.asarray(there)):
        try:
            wrong()
        except (RuntimeError, TypeError) as error:
            print(type(error).__name__)
"""
    done = subprocess.run(
        [sys.executable, "-c", tried], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stdout.split() == ["RuntimeError", "TypeError", "TypeError"], done.stderr
