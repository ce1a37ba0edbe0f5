"""Training on a few squares: it learns, and a run that was stopped goes on as if it was not."""

import dataclasses
from pathlib import Path

import pytest
from safetensors.torch import load_file

from vidcap.errors import InputError
from vidcap.model import checkpoint
from vidcap.model.decoders import DecoderSize
from vidcap.model.evaluation import evaluate
from vidcap.model.training import TrainingRecipe, train
from vidcap.model.training.phases import Phase

RECIPE = TrainingRecipe(
    encoder="efficientnet_lite0",
    decoder=DecoderSize(layers=1, width=32, heads=2, longest=8, dropout=0.0),
    word_seen=1,
    decoder_phase=Phase(40, 6, 5e-3, 0.0, 5),
    whole_phase=Phase(1, 6, 1e-4, 1e-5, 2),
    reward_phase=Phase(2, 6, 1e-4, 0.0, 2, is_rewarded=True, captions=3),
)


@pytest.fixture(scope="module")
def trained(
    captioned: Path, encoder_weights: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    run = tmp_path_factory.mktemp("run")
    return train(captioned, run, RECIPE, encoder_weights=encoder_weights)


@pytest.mark.slow
def test_a_trained_network_tells_colours_apart(captioned: Path, trained: Path) -> None:
    found = evaluate(checkpoint.load(trained), captioned, split="val")
    assert found.metrics["CIDEr"] > 1.5 * found.shuffled["CIDEr"]
    assert len(found.captions) == found.pictures == 6


@pytest.mark.slow
def test_a_stopped_run_goes_on_with_the_same_numbers(
    captioned: Path, encoder_weights: Path, tmp_path: Path, trained: Path
) -> None:
    stop_after = 3

    class StoppedError(Exception):
        pass

    def progress(text: str) -> None:
        if text.startswith(f"decoder {stop_after + 1}/"):
            raise StoppedError

    with pytest.raises(StoppedError):
        train(captioned, tmp_path, RECIPE, encoder_weights=encoder_weights, progress=progress)
    again = train(captioned, tmp_path, RECIPE, encoder_weights=encoder_weights)
    whole, resumed = load_file(trained), load_file(again)
    for name, tensor in whole.items():
        assert tensor.equal(resumed[name]), name


def test_another_recipe_does_not_go_on_in_the_same_folder(captioned: Path, trained: Path) -> None:
    other = dataclasses.replace(RECIPE, seed=2)
    with pytest.raises(InputError, match="another recipe"):
        train(captioned, trained.parent, other, encoder_weights=None)
