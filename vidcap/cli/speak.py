"""`vidcap speak`: narration and a described film from a track that a person has edited."""

from __future__ import annotations

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


@click.command(epilog="Example: vidcap speak film.en.ad.srt --film film.mp4")
@click.argument("track", type=click.Path(path_type=Path))
@click.option("--film", type=FILM, required=True, help="The film that the track describes.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Folder of the results.")
@click.option("--lang", "language", help="Language of the description.")
@click.option("--voice", metavar="NAME[:ARG]", help="Which voice; see vidcap voices.")
@click.option("--dialogue", type=FILM, help="Subtitle file of the dialogue.")
@click.option("--audio-lang", help="Language of the audio track that holds the dialogue.")
@click.option("--container", help="Of the described film: mkv or mp4.")
@click.option("--force", is_flag=True, help="Replace files that vidcap did not make of this film.")
@recipe_options
@common
def speak(
    track: Path,
    film: Path,
    output: Path | None,
    language: str | None,
    voice: str | None,
    dialogue: Path | None,
    audio_lang: str | None,
    container: str | None,
    force: bool,
    recipe_name: str,
    settings: tuple[str, ...],
    as_json: bool,
    quiet: bool,
    verbose: bool,
    **_: Any,
) -> int:
    """Speak TRACK, an SRT of descriptions, and mix and mux it with its film.

    A line starts where the track says. One that would run into speech or the next line is spoken
    up to 15 % faster (--set fit.fastest=1 for never), else moves by up to two seconds, and is
    left out, with the reason, where even that does not help. Empty cues of a template are passed
    over. Only what was changed is spoken anew.
    """
    start_logging(quiet=quiet, verbose=verbose)
    changes = changes_of(
        settings,
        language=language,
        speak__voice=voice,
        listen__audio_language=audio_lang,
        deliver__container=container,
    )
    recipe = recipe_for(film, recipe_of(recipe_name, {}), changes)
    from vidcap.batch import row_of
    from vidcap.cache import Cache, user_folder
    from vidcap.cli.display import Display
    from vidcap.cli.summary import print_rows
    from vidcap.engines import Engines
    from vidcap.pipeline import Job, speak_track

    job = Job(film, recipe, folder=output, dialogue=dialogue, speak=True, force=force)
    with Display(quiet=quiet) as display, Engines(recipe, Cache(user_folder())) as engines:
        row = row_of(speak_track(track, job, engines, display.report), film)
    print_rows([row], as_json=as_json)
    return row.exit_code
