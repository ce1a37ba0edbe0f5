"""`vidcap train-detector`: make a detector that knows the looks of your films."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from vidcap.cli.options import common, start_logging

PLACE = click.Path(path_type=Path, exists=True)


@click.command(
    "train-detector", epilog="Example: vidcap train-detector --pictures photos/ -o runs/detector"
)
@click.option(
    "--pictures",
    type=PLACE,
    multiple=True,
    required=True,
    help="Folder or tar of pictures; may be given several times.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="Run folder.")
@click.option("--steps", type=click.IntRange(1), help="Steps.  [default: 500]")
@click.option("--views", type=click.IntRange(1), help="Pictures of a step.  [default: 16]")
@click.option("--seed", type=int, help="Of all that is drawn.  [default: 1]")
@click.option("--device", default="auto", show_default=True, help="cpu, cuda, cuda:1 ...")
@common
def train_detector(
    pictures: tuple[Path, ...],
    output: Path,
    steps: int | None,
    views: int | None,
    seed: int | None,
    device: str,
    as_json: bool,
    quiet: bool,
    verbose: bool,
    **_: Any,
) -> None:
    """Train the detector to see in film's looks what it sees in photographs.

    Any pictures serve: nothing has to be said about them. A run that was stopped goes on where it
    was when the same command is given again.
    """
    start_logging(quiet=quiet, verbose=verbose)
    from vidcap.model.detecting import learning
    from vidcap.model.detecting.published import published

    asked: dict[str, Any] = {"steps": steps, "views": views, "seed": seed}
    lessons = learning.Lessons(**{name: n for name, n in asked.items() if n is not None})
    weights = learning.train(
        pictures,
        output,
        lessons,
        teacher=published(),
        device=device,
        progress=(lambda text: None) if quiet else (lambda text: click.echo(text, err=True)),
    )
    click.echo(json.dumps({"model": str(weights)}) if as_json else str(weights))
