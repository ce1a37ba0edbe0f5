"""`vidcap train`: make a captioner of your own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

import click

from vidcap.cli.options import changes_of, common, start_logging

FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command(epilog="Example: vidcap train --data flickr8k/ -o runs/first")
@click.option("--data", type=FOLDER, required=True, help="Folder of captioned pictures.")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="Run folder.")
@click.option(
    "--recipe",
    "recipe_name",
    default="first",
    show_default=True,
    metavar="NAME|FILE",
    help="Training recipe: one of pipelines/training, or a TOML file.",
)
@click.option(
    "--encoder-weights",
    multiple=True,
    metavar="FILE|published",
    help="Weights the encoder starts with (.pth, .safetensors); of two encoders, one each.",
)
@click.option(
    "--model",
    "models",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A network (.safetensors) to go on from; of several, the mean of their weights.",
)
@click.option(
    "--count",
    "counts",
    multiple=True,
    type=click.IntRange(min=1),
    metavar="N",
    help="How often a --model counts in the mean; in their order, for each or for none.",
)
@click.option(
    "--encoder-of",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A network whose encoder to take instead of that mean's.",
)
@click.option(
    "--scenes",
    type=FOLDER,
    help="Labelled pictures of places, for a recipe with facts; see docs/training.md.",
)
@click.option("--device", default="auto", show_default=True, help="cpu, cuda, cuda:1 ...")
@click.option(
    "--broken",
    type=click.Choice(["refuse", "skip"]),
    default="refuse",
    show_default=True,
    help="What to do about pictures and captions that cannot be used.",
)
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="NAME=VALUE",
    help="Change a setting of training, as decoder_phase.epochs=4.",
)
@common
def train(
    data: Path,
    output: Path,
    recipe_name: str,
    encoder_weights: tuple[str, ...],
    models: tuple[Path, ...],
    counts: tuple[int, ...],
    encoder_of: Path | None,
    scenes: Path | None,
    device: str,
    broken: Literal["refuse", "skip"],
    settings: tuple[str, ...],
    as_json: bool,
    quiet: bool,
    verbose: bool,
    **_: Any,
) -> None:
    """Train the captioner's network on captioned pictures.

    A run that was stopped goes on where it was when the same command is given again.
    """
    if (counts or encoder_of) and not models:
        raise click.UsageError("--count and --encoder-of are for a mean of networks: add --model.")
    start_logging(quiet=quiet, verbose=verbose)
    from vidcap.model import training
    from vidcap.model.training.recipe import named_training_recipe

    recipe = named_training_recipe(recipe_name).altered(
        changes_of(settings, encoder_weights=list(encoder_weights) or None), "command line"
    )
    weights = training.train(
        data,
        output,
        recipe,
        models=models,
        counts=counts,
        encoder_of=encoder_of,
        scenes=scenes,
        device=device,
        broken=broken,
        progress=(lambda text: None) if quiet else (lambda text: click.echo(text, err=True)),
    )
    click.echo(json.dumps({"model": str(weights)}) if as_json else str(weights))
