"""`vidcap shots`: the cuts of a film, and its keyframes on one sheet."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import click

from vidcap.cli.options import (
    FILM,
    changes_of,
    common,
    recipe_of,
    recipe_options,
    start_logging,
)
from vidcap.recipe import recipe_for


@click.command(epilog="Example: vidcap shots film.mp4 -o sheet/ > shots.csv")
@click.argument("film", type=FILM)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Folder of a contact sheet.")
@click.option("--detector", help="Of cuts: adaptive, content, hash, histogram, transnetv2.")
@recipe_options
@common
def shots(
    film: Path,
    output: Path | None,
    detector: str | None,
    recipe_name: str,
    settings: tuple[str, ...],
    as_json: bool,
    quiet: bool,
    verbose: bool,
    **_: Any,
) -> None:
    """Print the shots of FILM with the times of their keyframes, as CSV or JSON."""
    start_logging(quiet=quiet, verbose=verbose)
    changes = changes_of(settings, watch__detector=detector)
    recipe = recipe_for(film, recipe_of(recipe_name, {}), changes)
    from vidcap.cache import Cache, user_folder
    from vidcap.cli.display import Display
    from vidcap.media.probe import probe
    from vidcap.outputs import staged
    from vidcap.pipeline import seen
    from vidcap.watch.contact import contact_sheet

    source = probe(film)
    with Display(quiet=quiet) as display:
        watched = seen(source, recipe, Cache(user_folder()), report=display.report)
    rows = [
        {
            "shot": shot.number,
            "start": round(shot.span.start, 3),
            "end": round(shot.span.end, 3),
            "keyframes": [round(k.time, 3) for k in watched.keyframes if k.shot == shot.number],
        }
        for shot in watched.shots
    ]
    if as_json:
        click.echo(json.dumps(rows, indent=1))
    else:
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(["shot", "start", "end", "keyframes"])
        for row in rows:
            times = row["keyframes"]
            assert isinstance(times, list)
            writer.writerow([row["shot"], row["start"], row["end"], " ".join(map(str, times))])
        click.echo(text.getvalue(), nl=False)
    if output is not None:
        sheet = output / f"{film.stem}.shots.jpg"
        with staged([sheet]) as parts:
            parts[sheet].write_bytes(contact_sheet(watched))
        if not quiet:
            click.echo(str(sheet), err=True)
