"""Training recipes: those that ship can be read, and mistakes are told."""

from pathlib import Path

import pytest

from vidcap.errors import InputError
from vidcap.model.decoders import DECODERS
from vidcap.model.training.recipe import FOLDER, TrainingRecipe, named_training_recipe
from vidcap.settings import shipped


@pytest.mark.parametrize("name", shipped(FOLDER))
def test_every_shipped_recipe_can_be_read(name: str) -> None:
    recipe = named_training_recipe(name)
    assert recipe.decoder.name in DECODERS
    assert recipe.decoder_phase.epochs > 0


def test_the_first_recipe_is_the_default_without_the_reward() -> None:
    changes = {"reward_phase": {"epochs": 0}}
    assert named_training_recipe("first") == TrainingRecipe().altered(changes, "here")


def test_training_recipes_are_not_among_those_for_describing() -> None:
    assert not set(shipped()) & set(shipped(FOLDER))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("word_seen = 'five'", "word_seen is a whole number"),
        ("languages = ['en', 'zh']", "2 languages, 1 shares"),
        ("languages = 'en'", "languages is a list"),
        ("[reward_phase]\nbaseline = 'mean'", "baseline is one of others, greedy"),
        ("[reward_phase]\nis_rewarded = 1", "is_rewarded is true or false"),
        ("[decoder", "is no TOML"),
    ],
)
def test_a_mistake_is_told_with_the_file(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=told) as caught:
        named_training_recipe(str(path))
    assert "mine.toml" in str(caught.value)


def test_an_unknown_name_is_told_with_those_there_are() -> None:
    with pytest.raises(InputError, match="show-tell-resnet50"):
        named_training_recipe("nonesuch")
