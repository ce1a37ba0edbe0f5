"""`vidcap caption`: what the captioner says of single pictures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vidcap.cli.options import changes_of, common, recipe_of, recipe_options, start_logging
from vidcap.errors import InputError

if TYPE_CHECKING:
    from vidcap.caption import Captioner
    from vidcap.script import Candidate


@click.command(epilog="Example: vidcap caption photo.jpg other.png")
@click.argument("images", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--captioner", metavar="NAME[:ARG]", help="Which captioner; see vidcap captioners.")
@click.option(
    "--attention",
    "attention_folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for pictures of where our network looked at each word.",
)
@click.option("--lang", "language", help="Language of the captions.")
@recipe_options
@common
def caption(
    images: tuple[Path, ...],
    captioner: str | None,
    attention_folder: Path | None,
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
    said = engine.describe(pictures)
    for path, picture, offer in zip(images, pictures, said, strict=True):
        if not offer.candidates:
            raise InputError("is no picture", str(path), "give JPEG, PNG or WebP files")
        best = offer.candidates[0]
        row: dict[str, object] = {
            "file": str(path),
            "caption": best.text,
            "log_probability": best.log_probability,
            "confidence": best.confidence,
            "candidates": [candidate.text for candidate in offer.candidates],
            "facts": {fact.name: round(fact.probability, 3) for fact in offer.facts or ()},
        }
        rows.append(row)
        if attention_folder is not None:
            _draw_attention(engine, picture, best, attention_folder / f"{path.stem}.attention.png")
        if not as_json:
            click.echo(f"{path}: {best.text}" if len(images) > 1 else best.text)
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))


def _draw_attention(engine: Captioner, picture: bytes, said: Candidate, path: Path) -> None:
    from vidcap.caption.own import Own

    drawing = engine.attention(picture, said) if isinstance(engine, Own) else None
    if drawing is None:
        raise InputError(
            "has no attention to draw", f"captioner {engine.name}", "leave out --attention"
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(drawing)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            f"cannot be read ({error.strerror})", str(path), "name a picture file"
        ) from error
