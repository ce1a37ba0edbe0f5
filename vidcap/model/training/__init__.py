"""Training: the decoder on features of the frozen encoder, the whole network, then by reward.

The first phase computes the encoder's features once and keeps them on disk; the second trains
every layer at a low rate on pictures altered at random; the third makes the decoder prefer those
of its own sentences that score best (`selfcritical.py`); the fourth teaches a second decoder to
read sentences from their end, which helps to choose among candidates. Each goes on from its last
whole epoch after a kill, with the same numbers as an unbroken run.
"""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from vidcap.errors import InputError
from vidcap.model import checkpoint
from vidcap.model.concepts.fitting import fit_heads
from vidcap.model.data import Broken, Captioned, read_pictures, read_splits
from vidcap.model.encoders import load_published
from vidcap.model.encoders.published import Source
from vidcap.model.network import Network, device_of
from vidcap.model.pictures import as_square
from vidcap.model.training.calibration import calibrate
from vidcap.model.training.keeping import claim
from vidcap.model.training.phases import Split, Squares
from vidcap.model.training.recipe import NO_WEIGHTS, TrainingRecipe
from vidcap.model.training.starting import mean_of, start_from
from vidcap.model.training.trainer import Progress, Trainer
from vidcap.model.training.weighing import weigh
from vidcap.model.vocabulary import Vocabulary

__all__ = ["TrainingRecipe", "train"]

log = logging.getLogger(__name__)


def train(
    data: Path,
    out: Path,
    recipe: TrainingRecipe,
    *,
    models: Sequence[Path] = (),
    counts: Sequence[int] = (),
    encoder_of: Path | None = None,
    scenes: Path | None = None,
    device: str = "auto",
    broken: Broken = "refuse",
    progress: Progress = log.info,
) -> Path:
    """Train a network and return the path of its weights, `out/network.safetensors`.

    Args:
        data: a folder of captioned pictures (see `vidcap.model.data`), splits `train` and `val`.
        out: a folder for everything that is made; a run that was killed goes on from it.
        recipe: the settings.
        models: networks to go on from, of several the mean: whatever fits is taken over, see
            `start_from` and `mean_of`.
        counts: how often each of them counts in the mean; none: once.
        encoder_of: a network whose encoder is taken instead of the mean's.
        scenes: labelled pictures of places for the heads, see `vidcap.model.concepts`; they learn
            from captions alone without.
        device: `auto`, `cpu`, `cuda` or as PyTorch names it.
        broken: `skip` leaves out pictures and captions that cannot be used, and tells.
        progress: gets a line of text now and then.

    Raises:
        InputError: the data are not as they should be, the models have no mean, or `out` holds
            another recipe's run.
        MissingError: published weights that the recipe wants cannot be had.
    """
    items = read_splits(data, ("train", "val"), recipe.languages, broken=broken)
    torch.manual_seed(recipe.seed)
    words = {
        language: [text for item in known for text in item.captions]
        for language, known in items["train"].items()
    }
    vocabulary = Vocabulary.of_captions(words, seen=recipe.word_seen)
    network = Network(recipe.encoder, recipe.decoder, vocabulary)
    if recipe.encoder_weights != NO_WEIGHTS:
        load_published(network.encoder, *map(_source, recipe.encoder_weights))
    if models:
        looking = None if encoder_of is None else checkpoint.load(encoder_of)
        known = [checkpoint.load(path) for path in models]
        start_from(network, mean_of(known, counts, looking=looking))
    network.to(device_of(device)).to(memory_format=torch.channels_last)
    out.mkdir(parents=True, exist_ok=True)
    claim(out, recipe)
    trainer = Trainer(
        network,
        _split(data, out, items["train"], "train", network),
        _split(data, out, items["val"], "val", network),
        out,
        shares=dict(zip(recipe.languages, recipe.shares, strict=True)),
        seed=recipe.seed,
        progress=progress,
    )
    trainer.run("decoder", recipe.decoder_phase)
    trainer.run("whole", recipe.whole_phase)
    trainer.run("reward", recipe.reward_phase)
    is_older = recipe.whole_phase.epochs or recipe.reward_phase.epochs  # than the first features
    last = ("reward", recipe.reward_phase) if is_older else ("decoder", recipe.decoder_phase)
    trainer.run_backward(recipe.backward_phase, seen_in=last[0], seen=last[1])
    network.agreement = trainer.agreement(*last).to(network.device)
    weigh(network.eval(), trainer.val, seed=recipe.seed, progress=progress)
    calibrations = calibrate(network, trainer.val, seed=recipe.seed, progress=progress)
    card: dict[str, Any] = {
        "recipe": dataclasses.asdict(recipe),
        "calibration": {language: one.card() for language, one in calibrations.items()},
    }
    if recipe.facts:
        network.heads, report = fit_heads(
            network, data, scenes=scenes, seed=recipe.seed, progress=progress
        )
        card["concepts"] = report.card()
    weights = out / "network.safetensors"
    checkpoint.save(network, weights, card)
    return weights


def _source(weights: str) -> Source:
    return "published" if weights == "published" else Path(weights)


def _split(
    data: Path, out: Path, items: dict[str, list[Captioned]], name: str, network: Network
) -> Split:
    """Return the pictures that have captions in any of the languages, and those captions."""
    pictures: dict[str, Captioned] = {}
    for known in items.values():
        pictures |= {item.file: item for item in known}
    captions = {
        language: [{item.file: item.captions for item in known}.get(file, ()) for file in pictures]
        for language, known in items.items()
    }
    return Split(_squares(data, out, list(pictures.values()), name, network), captions)


def _squares(
    data: Path, out: Path, items: list[Captioned], split: str, network: Network
) -> Squares:
    """Return all pictures of a split as squares, mapped from a file that is made once."""
    side = network.encoder.side
    path = out / f"squares-{split}.npy"
    if not path.exists():
        part = path.with_suffix(".part")
        shape = (len(items), side, side, 3)
        made = np.lib.format.open_memmap(part, "w+", np.uint8, shape)
        for place, picture in read_pictures(data, items):
            made[place] = as_square(picture, side)
        made.flush()
        part.rename(path)
    kept: Squares = np.load(path, mmap_mode="r")
    if len(kept) != len(items):
        raise InputError(
            f"holds {len(kept)} pictures of split {split}, the data have {len(items)} now",
            str(path),
            "choose another folder with -o, or delete the file",
        )
    return np.asarray(kept)
