"""Training on a few squares: it learns, and a run that was stopped goes on as if it was not."""

import dataclasses
from pathlib import Path

import pytest
from safetensors.torch import load_file

from tests.model.conftest import SENTENCES, TOY
from vidcap.errors import InputError
from vidcap.model import checkpoint
from vidcap.model.data import read_pictures, read_split
from vidcap.model.decoders import DecoderSize
from vidcap.model.scoring.evaluation import evaluate
from vidcap.model.training import TrainingRecipe, train
from vidcap.model.training.phases import Phase

RECIPE = TrainingRecipe(
    encoder="efficientnet_lite0",
    decoder=DecoderSize(layers=1, width=32, heads=2, longest=8, dropout=0.0),
    word_seen=1,
    decoder_phase=Phase(40, 6, 5e-3, 0.0, 5),
    whole_phase=Phase(1, 6, 1e-4, 1e-5, 2),
    reward_phase=Phase(
        2, 6, 1e-4, 0.0, 2, is_rewarded=True, captions=3, agreement=0.3, averaging=0.5
    ),
    backward_phase=Phase(2, 6, 1e-3, 0.0, 2, averaging=0.5),
)


def with_weights(path: Path) -> TrainingRecipe:
    return dataclasses.replace(RECIPE, encoder_weights=(str(path),))


@pytest.fixture(scope="module")
def trained(
    captioned: Path, encoder_weights: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    run = tmp_path_factory.mktemp("run")
    return train(captioned, run, with_weights(encoder_weights))


@pytest.mark.slow
def test_one_network_learns_two_languages(captioned: Path, trained: Path, tmp_path: Path) -> None:
    """It goes on from one that speaks a single language; some pictures have no second caption."""
    changes = {
        "languages": ["en", "xx"],
        "shares": [0.5, 0.5],
        "decoder_phase": {"epochs": 60, "averaging": 0.8, "own_words": 0.2, "gathered": 2},
        "whole_phase": {"epochs": 1, "encoder_decay": 0.8},
        "reward_phase": {"epochs": 1, "baseline": "greedy", "rate": 1e-5},
    }
    recipe = RECIPE.altered(changes, "test")
    both = checkpoint.load(train(captioned, tmp_path, recipe, models=[trained]))
    assert both.vocabulary.languages == ("en", "xx")
    pictures = dict(read_pictures(captioned, read_split(captioned, "val")))
    known = {"en": {text + end for text in SENTENCES for end in ("", " on black")}, "xx": set(TOY)}
    for language, sentences in known.items():
        said = both.describe([pictures[place] for place in range(3)], language=language)
        assert {" ".join(found[0].words) for found in said} <= sentences, language
    assert {path.name for path in tmp_path.iterdir()} >= {"log.csv", "curves.png", "network.json"}


@pytest.mark.slow
def test_a_trained_network_tells_colours_apart(captioned: Path, trained: Path) -> None:
    found = evaluate(checkpoint.load(trained), captioned, split="val")
    assert found.metrics["CIDEr"] > 1.5 * found.controls["shuffled"]["CIDEr"]
    assert len(found.said) == 6


@pytest.mark.slow
def test_what_is_fitted_at_the_end_saw_the_encoder_that_is_kept(trained: Path) -> None:
    """Its kernels were rounded before the last phase looked through it, not by being kept."""
    kept, fitted = load_file(trained), load_file(trained.with_name("reward-best.safetensors"))
    kernels = [name for name in kept if name.startswith("encoder.") and kept[name].ndim > 1]
    assert kernels
    assert all(kept[name].float().equal(fitted[name]) for name in kernels)


@pytest.mark.slow
def test_a_stopped_run_goes_on_with_the_same_numbers(
    captioned: Path, encoder_weights: Path, tmp_path: Path, trained: Path
) -> None:
    stop_after, recipe = 3, with_weights(encoder_weights)

    class StoppedError(Exception):
        pass

    def progress(text: str) -> None:
        if text.startswith(f"decoder {stop_after + 1}/"):
            raise StoppedError

    with pytest.raises(StoppedError):
        train(captioned, tmp_path, recipe, progress=progress)
    again = train(captioned, tmp_path, recipe)
    whole, resumed = load_file(trained), load_file(again)
    for name, tensor in whole.items():
        assert tensor.equal(resumed[name]), name


@pytest.mark.slow
def test_a_phase_that_gets_no_better_ends_early(
    captioned: Path, trained: Path, tmp_path: Path
) -> None:
    """With a rate of nothing no epoch is better than the start."""
    changes = {
        "decoder_phase": {"epochs": 9, "patience": 2, "rate": 1e-12},
        "whole_phase": {"epochs": 0},
        "reward_phase": {"epochs": 0},
        "backward_phase": {"epochs": 0},
    }
    told: list[str] = []
    train(
        captioned, tmp_path, RECIPE.altered(changes, "test"), models=[trained], progress=told.append
    )
    assert any("no better epoch since 0, enough" in line for line in told)
    assert len((tmp_path / "log.csv").read_text(encoding="utf-8").splitlines()) == 1 + 2


@pytest.mark.slow
@pytest.mark.parametrize("keeps", ["best", "last"])
def test_a_worse_epoch_stays_only_where_it_was_asked_for(
    captioned: Path, trained: Path, tmp_path: Path, keeps: str
) -> None:
    changes = {
        "decoder_phase": {"epochs": 1, "rate": 0.1, "keeps": keeps},
        "whole_phase": {"epochs": 0},
        "reward_phase": {"epochs": 0},
        "backward_phase": {"epochs": 0},
    }
    spoilt = train(captioned, tmp_path, RECIPE.altered(changes, "test"), models=[trained])
    before, after = load_file(trained), load_file(spoilt)
    names = [name for name in before if name.startswith("decoder.")]
    assert all(before[name].equal(after[name]) for name in names) == (keeps == "best")


def test_another_recipe_does_not_go_on_in_the_same_folder(captioned: Path, trained: Path) -> None:
    other = dataclasses.replace(RECIPE, seed=2)
    with pytest.raises(InputError, match="another recipe"):
        train(captioned, trained.parent, other)
