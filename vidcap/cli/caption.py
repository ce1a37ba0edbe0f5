"""`vidcap caption`: what the captioner says of single pictures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from vidcap.cli.options import changes_of, common, recipe_of, recipe_options, start_logging
from vidcap.errors import InputError


@click.command(epilog="Example: vidcap caption photo.jpg other.png")
@click.argument("images", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--captioner", metavar="NAME[:ARG]", help="Which captioner; see vidcap captioners.")
@click.option("--lang", "language", help="Language of the captions.")
@recipe_options
@common
def caption(
    images: tuple[Path, ...],
    captioner: str | None,
    language: str | None,
    recipe_name: str,
    settings: tuple[str, ...],
    as_json: bool,
    quiet: bool,
    verbose: bool,
    **_: Any,
) -> None:
    """Say what is in pictures, one line each, in the captioner's own words.

    These words are not checked against anything: a description of a film is.
    """
    start_logging(quiet=quiet, verbose=verbose)
    recipe = recipe_of(
        recipe_name, changes_of(settings, language=language, caption__captioner=captioner)
    )
    pictures = [_read(path) for path in images]
    from vidcap.caption import open_captioner

    engine = open_captioner(recipe.caption.captioner, recipe.language, recipe.caption)
    rows: list[dict[str, object]] = []
    for path, candidates in zip(images, engine.describe(pictures), strict=True):
        if not candidates:
            raise InputError("is no picture", str(path), "give JPEG, PNG or WebP files")
        best = candidates[0]
        row: dict[str, object] = {
            "file": str(path),
            "caption": best.text,
            "log_probability": best.log_probability,
            "confidence": best.confidence,
            "candidates": [candidate.text for candidate in candidates],
        }
        rows.append(row)
        if not as_json:
            click.echo(f"{path}: {best.text}" if len(images) > 1 else best.text)
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            f"cannot be read ({error.strerror})", str(path), "name a picture file"
        ) from error
