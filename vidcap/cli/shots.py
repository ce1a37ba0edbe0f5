"""`vidcap shots`: the cuts of a film, and its keyframes on one sheet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vidcap.cli.options import (
    FILM,
    changes_of,
    common,
    recipe_of,
    recipe_options,
    start_logging,
)
from vidcap.plain import to_plain
from vidcap.recipe import Recipe, recipe_for

if TYPE_CHECKING:
    from vidcap.analysis import Report
    from vidcap.cache import Cache
    from vidcap.script import Box, Fact
    from vidcap.watch import Watched


@dataclass(frozen=True, slots=True)
class Facts:
    """What is seen in the keyframes, by their ids."""

    heads: Mapping[str, tuple[Fact, ...]]  # all that the network's heads say
    sure: Mapping[str, tuple[Fact, ...]]  # of that what may be told
    boxes: Mapping[str, tuple[Box, ...]]


@click.command(epilog="Example: vidcap shots film.mp4 -o sheet/ > shots.csv")
@click.argument("film", type=FILM)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Folder of a contact sheet.")
@click.option("--detector", help="Of cuts: adaptive, content, hash, histogram, transnetv2.")
@click.option(
    "--facts",
    "with_facts",
    is_flag=True,
    help="Look into the keyframes, too: what is seen, and boxes drawn on sheet and pictures.",
)
@recipe_options
@common
def shots(
    film: Path,
    output: Path | None,
    detector: str | None,
    with_facts: bool,
    recipe_name: str,
    settings: tuple[str, ...],
    as_json: bool,
    quiet: bool,
    verbose: bool,
    **_: Any,
) -> None:
    """Print the shots of FILM with the times of their keyframes, as CSV or JSON.

    With --facts, what the network's heads and the detector find in each keyframe, too: in CSV what
    is sure, in JSON all of it. The sheet then has boxes and sure facts, and beside it lies every
    keyframe with its boxes.
    """
    start_logging(quiet=quiet, verbose=verbose)
    changes = changes_of(settings, watch__detector=detector)
    recipe = recipe_for(film, recipe_of(recipe_name, {}), changes)
    from vidcap.analysis import seen
    from vidcap.cache import Cache, user_folder
    from vidcap.cli.display import Display
    from vidcap.media.probe import probe

    source = probe(film)
    cache = Cache(user_folder())
    with Display(quiet=quiet) as display:
        watched = seen(source, recipe, cache, report=display.report)
        facts = _facts(watched, recipe, cache, display.report) if with_facts else None
    rows = _rows(watched, facts)
    click.echo(json.dumps(rows, indent=1) if as_json else _csv(watched, rows, facts), nl=as_json)
    if output is not None:
        sheet = _write(watched, facts, film.stem, output)
        if not quiet:
            click.echo(str(sheet), err=True)


def _facts(watched: Watched, recipe: Recipe, cache: Cache, report: Report) -> Facts:
    """Look into the keyframes, or into the cache where that was done before."""
    from vidcap.engines import Engines
    from vidcap.ground import sight_of_shot
    from vidcap.looking import look

    with Engines(recipe, cache) as engines:
        looked = look(watched, engines, report)
    sure = {
        frame.id: sight_of_shot(
            frame.time,
            looked.boxes[frame.id],
            looked.facts[frame.id],
            looked.glances.get(frame.id, ()),
            recipe.ground,
            sentences=(one.text for one in looked.candidates[frame.id]),
            language=recipe.language,
        ).facts
        for frame in watched.keyframes
    }
    return Facts(looked.facts, sure, looked.boxes)


def _rows(watched: Watched, facts: Facts | None) -> list[dict[str, Any]]:
    """Return a row a shot; lists are in the order of its keyframes."""
    rows: list[dict[str, Any]] = []
    for shot in watched.shots:
        frames = [frame for frame in watched.keyframes if frame.shot == shot.number]
        row: dict[str, Any] = {
            "shot": shot.number,
            "start": round(shot.span.start, 3),
            "end": round(shot.span.end, 3),
            "keyframes": [round(frame.time, 3) for frame in frames],
        }
        if facts is not None:
            row["facts"] = [
                {fact.name: round(fact.probability, 3) for fact in facts.heads[frame.id]}
                for frame in frames
            ]
            row["boxes"] = [to_plain(facts.boxes[frame.id]) for frame in frames]
        rows.append(row)
    return rows


def _csv(watched: Watched, rows: Sequence[Mapping[str, Any]], facts: Facts | None) -> str:
    """Return the rows as CSV: keyframes set apart by spaces, what is seen in them by ` | `."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    names = ["shot", "start", "end", "keyframes"]
    writer.writerow(names if facts is None else [*names, "facts", "boxes"])
    for row in rows:
        cells = [row["shot"], row["start"], row["end"], " ".join(map(str, row["keyframes"]))]
        if facts is not None:
            ids = [frame.id for frame in watched.keyframes if frame.shot == row["shot"]]
            cells.append(" | ".join(_sure_of(facts, name) for name in ids))
            cells.append(" | ".join(_boxes_of(facts, name) for name in ids))
        writer.writerow(cells)
    return text.getvalue()


def _sure_of(facts: Facts, keyframe: str) -> str:
    return ", ".join(f"{fact.name} {fact.probability:.2f}" for fact in facts.sure[keyframe])


def _boxes_of(facts: Facts, keyframe: str) -> str:
    from vidcap.media.boxes import SURE

    found = (box for box in facts.boxes[keyframe] if box.score >= SURE)
    return ", ".join(f"{box.label} {box.score:.2f}" for box in found)


def _write(watched: Watched, facts: Facts | None, stem: str, folder: Path) -> Path:
    """Write the sheet, and with facts every keyframe with its boxes; return the sheet's path."""
    from vidcap.outputs import staged
    from vidcap.watch.contact import contact_sheet

    sheet = folder / f"{stem}.shots.jpg"
    if facts is None:
        files = {sheet: contact_sheet(watched)}
    else:
        from vidcap.media.boxes import jpeg_with_boxes

        notes = {frame.id: _sure_of(facts, frame.id) for frame in watched.keyframes}
        files = {sheet: contact_sheet(watched, notes=notes, boxes=facts.boxes)}
        for name, picture in watched.pictures.items():
            files[folder / f"{stem}.{name}.jpg"] = jpeg_with_boxes(picture, facts.boxes[name])
    with staged(list(files)) as parts:
        for path, data in files.items():
            parts[path].write_bytes(data)
    return sheet
