"""`vidcap evaluate`: how good a captioner is, beside controls."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vidcap.cli.options import common, start_logging

if TYPE_CHECKING:
    from vidcap.model.scoring.evaluation import Evaluation

FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command(epilog="Example: vidcap evaluate --data flickr8k/ --split test")
@click.option("--data", type=FOLDER, required=True, help="Folder of captioned pictures.")
@click.option("--split", default="test", show_default=True, help="Which pictures.")
@click.option("--lang", "language", default="en", show_default=True, help="Of the references.")
@click.option(
    "--beams",
    default=3,
    show_default=True,
    type=click.IntRange(1, 32),
    help="Sentences weighed at a time.",
)
@click.option(
    "--ranked/--as-searched",
    "is_ranked",
    default=True,
    help="Whether their fit to the picture and their reading from the end count beside how probable"
    " candidates are.",
)
@click.option(
    "--mirrored/--once",
    "is_mirrored",
    default=True,
    help="Whether each picture's mirror image is looked at, too.",
)
@click.option(
    "--model",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A network's .safetensors; by default the one that ships.",
)
@click.option("--device", default="auto", show_default=True, help="cpu, cuda, cuda:1 ...")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for captions.json (scores by picture) and report.html (pictures and captions).",
)
@click.option(
    "--metrics-study",
    is_flag=True,
    help="Score the metrics instead: how far they agree with people (Flickr8k's judgements).",
)
@common
def evaluate(
    data: Path,
    split: str,
    language: str,
    beams: int,
    is_ranked: bool,
    is_mirrored: bool,
    model: Path | None,
    device: str,
    output: Path | None,
    metrics_study: bool,
    as_json: bool,
    quiet: bool,
    verbose: bool,
    **_: Any,
) -> None:
    """Score the captioner against people's captions, beside controls.

    The controls: the same captions shuffled among the pictures, the most frequent caption for all,
    and one person's captions held against the others'.
    """
    start_logging(quiet=quiet, verbose=verbose)
    if metrics_study:
        _study(data, as_json=as_json)
        return
    from vidcap.cli.display import Display
    from vidcap.model import checkpoint
    from vidcap.model.network import device_of
    from vidcap.model.scoring.evaluation import evaluate as score

    weights = model or checkpoint.SHIPPED
    network = checkpoint.load(weights).to(device_of(device)).hold()
    with Display(quiet=quiet) as display:
        found = score(
            network,
            data,
            split=split,
            language=language,
            beams=beams,
            is_ranked=is_ranked,
            is_mirrored=is_mirrored,
            progress=lambda share: display.report("caption", share),
        )
    captions = _write(found, data, split, language, weights, output) if output else None
    if as_json:
        document = {
            "metrics": found.metrics,
            "controls": found.controls,
            "explained": found.explained,
            "constant": found.constant,
            "faults": found.faults,
            "pictures": len(found.said),
            "model": str(weights),
            "language": language,
            "split": split,
            "tokeniser": found.tokeniser,
            "missing": found.missing,
            "beams": beams,
            "ranked": is_ranked,
            "mirrored": is_mirrored,
            "captions": str(captions) if captions else None,
        }
        click.echo(json.dumps(document, ensure_ascii=False, indent=1))
        return
    click.echo(f"{weights.name} on {len(found.said)} pictures of {split}, {beams} beams")
    click.echo(f"words: {found.tokeniser}")
    columns = {"captions": found.metrics, **found.controls}
    click.echo(f"{'':8}" + "".join(f"{name:>10}" for name in columns))
    for name in found.metrics:
        values = (column.get(name) for column in columns.values())
        click.echo(
            f"{name:8}" + "".join(f"{v:10.4f}" if v is not None else " " * 10 for v in values)
        )
    for name, text in found.explained.items():
        click.echo(f"{name}: {text}")
    click.echo(f"the sentence said of all: {found.constant}")
    for fault, share in found.faults.items():
        click.echo(f"{fault:18}{share:8.1%}")
    if found.missing:
        click.echo(f"missing: {found.missing}")


def _write(
    found: Evaluation, data: Path, split: str, language: str, weights: Path, folder: Path
) -> Path:
    """Write captions and page; return the path of the captions."""
    from vidcap.model.data import read_split
    from vidcap.model.scoring.page import page_of

    folder.mkdir(parents=True, exist_ok=True)
    captions = folder / "captions.json"
    rows = [dataclasses.asdict(one) for one in found.said]
    captions.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    items = read_split(data, split, language)
    title = f"{weights.name} on {split}, {language}"
    page = page_of(found, data, items, title=title, language=language)
    (folder / "report.html").write_text(page, encoding="utf-8")
    return captions


def _study(data: Path, *, as_json: bool) -> None:
    from vidcap.model.scoring.study import metrics_study, table

    study = metrics_study(data)
    if as_json:
        click.echo(json.dumps(dataclasses.asdict(study), indent=1))
        return
    for line in table(study):
        click.echo(line)
