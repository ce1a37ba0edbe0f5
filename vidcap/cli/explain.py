"""`vidcap explain`: why a line is as it is, from the script; its picture with what was found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vidcap.cli.options import FILM, common, start_logging
from vidcap.errors import InputError

if TYPE_CHECKING:
    from vidcap.explain import Explanation
    from vidcap.script import Script

_TRACK, _SCRIPT = ".ad.srt", ".vidcap.json"
_PICTURES = (".jpg", ".jpeg")
_WIDTH = 640  # pixels, where the script does not say how wide the pictures were


@click.command(epilog="Example: vidcap explain film.en.vidcap.json L0003 -o picture.jpg")
@click.argument("script", type=click.Path(path_type=Path))
@click.argument("line")
@click.option("--film", type=FILM, help="The film, where it is not beside the script.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Picture (.jpg) or folder: the keyframe with what was found drawn on it.",
)
@common
def explain(
    script: Path,
    line: str,
    film: Path | None,
    output: Path | None,
    as_json: bool,
    quiet: bool,
    verbose: bool,
    **_: Any,
) -> None:
    """Explain LINE of SCRIPT: its picture, what was found, what could have been said, and why this.

    SCRIPT is FILM.LANG.vidcap.json, or the track beside it. LINE is L0003, its number in the track
    (3), its moment (M0003), or a time in the film (1:23 or 83.4). The film is only needed for -o.
    """
    start_logging(quiet=quiet, verbose=verbose)
    from vidcap.explain import document, explanation
    from vidcap.explain.asked import line_asked
    from vidcap.explain.words import text_of
    from vidcap.tracks.script_json import read_script

    path = script
    if script.name.endswith(_TRACK):
        path = script.with_name(f"{script.name.removesuffix(_TRACK)}{_SCRIPT}")
    whole = read_script(path)
    told = explanation(whole, line_asked(whole, line, str(path)))
    drawn = None
    if output is not None:
        drawn = _draw(whole, told, film or path.with_name(whole.film.name), output)
    if as_json:
        picture = str(drawn) if drawn is not None else None
        click.echo(json.dumps({**document(told), "picture": picture}, indent=1))
    else:
        click.echo(text_of(told))
    if drawn is not None and not quiet:
        click.echo(str(drawn), err=True)


def _draw(script: Script, told: Explanation, film: Path, output: Path) -> Path:
    """Write the picture of a line with what was found drawn on it; return where.

    Raises:
        InputError: there is no picture, or the film is not the one that was described.
    """
    if told.keyframe is None:
        raise InputError("has no picture", f"line {told.line.id}", "leave out -o")
    if not film.exists():
        raise InputError("is not beside the script", str(film), "name the film with --film")
    from vidcap.media.boxes import with_boxes
    from vidcap.media.pictures import jpeg
    from vidcap.media.probe import examine
    from vidcap.outputs import staged
    from vidcap.watch.again import keyframe_again

    source = examine(film)
    if source.film.fingerprint != script.film.fingerprint:
        what = f"is not the film as it was described ({script.film.name})"
        raise InputError(what, str(film), "name that one with --film, or describe this one")
    watch = script.recipe.values.get("watch")
    width = watch.get("picture_width", _WIDTH) if isinstance(watch, dict) else _WIDTH
    place = script.keyframes.index(told.keyframe)
    picture = keyframe_again(source, told.keyframe, script.keyframes[:place], width=width)
    is_file = output.suffix.lower() in _PICTURES and not output.is_dir()
    target = output if is_file else output / f"{film.stem}.{told.line.id}.jpg"
    with staged([target]) as parts:
        parts[target].write_bytes(jpeg(with_boxes(picture, [one.box for one in told.things])))
    return target
