"""`vidcap template`: empty cues in the gaps, for a person to fill."""

from __future__ import annotations

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


@click.command(epilog="Example: vidcap template film.mp4, write the cues, then: vidcap speak")
@click.argument("film", type=FILM)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Folder of the result.")
@click.option("--lang", "language", help="Language of the description.")
@click.option("--dialogue", type=FILM, help="Subtitle file of the dialogue.")
@click.option("--audio-lang", help="Language of the audio track that holds the dialogue.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@recipe_options
@common
def template(
    film: Path,
    output: Path | None,
    language: str | None,
    dialogue: Path | None,
    audio_lang: str | None,
    force: bool,
    recipe_name: str,
    settings: tuple[str, ...],
    as_json: bool,
    quiet: bool,
    verbose: bool,
    **_: Any,
) -> None:
    """Write an SRT of empty cues in the gaps of FILM, each saying how much room it has."""
    start_logging(quiet=quiet, verbose=verbose)
    changes = changes_of(settings, language=language, listen__audio_language=audio_lang)
    recipe = recipe_for(film, recipe_of(recipe_name, {}), changes)
    from vidcap.analysis import heard_in
    from vidcap.cache import Cache, user_folder
    from vidcap.cli.display import Display
    from vidcap.errors import InputError
    from vidcap.media.probe import probe
    from vidcap.outputs import Outputs, staged
    from vidcap.tracks.srt import write_srt
    from vidcap.tracks.template import template_cues

    target = Outputs.of(film, recipe.language, folder=output).track
    if target.exists() and not force:
        raise InputError("is there already", str(target), "move it, or add --force")
    source = probe(film, audio_language=recipe.listen.audio_language)
    with Display(quiet=quiet) as display:
        found = heard_in(
            source, recipe, Cache(user_folder()), dialogue=dialogue, report=display.report
        )
    cues = template_cues(found.gaps, words_per_minute=recipe.speak.words_per_minute)
    with staged([target]) as parts:
        write_srt(parts[target], cues)
    click.echo(json.dumps({"track": str(target), "cues": len(cues)}) if as_json else str(target))
