"""A training recipe: all that decides what comes out of training, besides the data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vidcap.errors import InputError
from vidcap.model.decoders import DecoderSize
from vidcap.model.training.phases import Phase
from vidcap.settings import altered, read_toml, shipped

NO_WEIGHTS = ("none",)  # the encoder starts at random
FOLDER = "training"  # of the shipped recipes that are for training


@dataclass(frozen=True, slots=True)
class TrainingRecipe:
    """Settings of a network and of its phases of training; see `vidcap.model.training`."""

    encoder: str = "efficientnet_lite2"
    encoder_weights: tuple[str, ...] = NO_WEIGHTS  # of each of its networks: file or `published`
    decoder: DecoderSize = DecoderSize()
    languages: tuple[str, ...] = ("en",)  # the main one first
    shares: tuple[float, ...] = (1.0,)  # of what is learnt in each
    facts: bool = False  # fit heads that tell what a picture shows; wants English and a split test
    word_seen: int = 5  # times in the training captions before a word is learnt
    decoder_phase: Phase = Phase(16, 64, 7e-4, 0.0, 300)
    whole_phase: Phase = Phase(2, 32, 1.5e-4, 6e-5, 60)
    reward_phase: Phase = Phase(3, 64, 5e-5, 0.0, 20, is_rewarded=True, captions=5)
    backward_phase: Phase = Phase(0, 64, 4e-4, 0.0, 100, captions=3, averaging=0.995)
    seed: int = 1

    def altered(self, changes: Mapping[str, Any], where: str) -> TrainingRecipe:
        """Return the recipe with changes, as tables of names and values.

        Raises:
            InputError: an unknown name or a wrong value; every mistake is told, with `where`.
        """
        changed = altered(self, changes, where)
        if len(changed.languages) != len(changed.shares):
            raise InputError(
                f"{len(changed.languages)} languages, {len(changed.shares)} shares",
                where,
                "give each language its share, as languages = ['en', 'zh'], shares = [0.6, 0.4]",
            )
        return changed


def named_training_recipe(name: str) -> TrainingRecipe:
    """Return a shipped training recipe by its name, or the one in a TOML file by its path.

    Raises:
        InputError: there is no such recipe, it cannot be read, or it holds a mistake.
    """
    known = shipped(FOLDER)
    path = known.get(name, Path(name))
    if name not in known and path.suffix != ".toml":
        raise InputError(
            "no such training recipe",
            f"--recipe {name}",
            f"choose one of {', '.join(known)}, or a TOML file",
        )
    return TrainingRecipe().altered(read_toml(path), str(path))
