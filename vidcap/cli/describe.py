"""`vidcap describe`: the main job."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vidcap.cli.options import (
    FILM,
    changes_of,
    common,
    film_time,
    recipe_of,
    recipe_options,
    start_logging,
)
from vidcap.errors import InputError, VidcapError
from vidcap.recipe import recipe_for

if TYPE_CHECKING:
    from vidcap.batch import Row
    from vidcap.cli.display import Display
    from vidcap.pipeline import Job


@click.command(
    epilog="Examples: vidcap describe film.mp4 --speak; "
    "vidcap describe SEASON/ --recipe overnight -o described/"
)
@click.argument("films", nargs=-1, required=True, type=FILM)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Folder of the results.")
@click.option("--speak", is_flag=True, help="Also speak the lines, mix and mux a described film.")
@click.option(
    "--extended", is_flag=True, help="Also a form in which the film pauses for what found no room."
)
@click.option("--lang", "language", help="Language of the description.")
@click.option("--captioner", metavar="NAME[:ARG]", help="Which captioner; see vidcap captioners.")
@click.option("--voice", metavar="NAME[:ARG]", help="Which voice; see vidcap voices.")
@click.option("--detector", help="Of cuts: adaptive, content, hash, histogram, transnetv2.")
@click.option("--audio-lang", help="Language of the audio track that holds the dialogue.")
@click.option("--dialogue", type=FILM, help="Subtitle file of the dialogue.")
@click.option(
    "--from", "start", type=film_time, metavar="TIME", help="Describe from here, as 12:00."
)
@click.option("--to", "end", type=film_time, metavar="TIME", help="Describe up to here.")
@click.option(
    "--min-confidence",
    metavar="sure|normal|draft|FLOOR",
    help="How much doubt may be voiced: a point of the dial, or a floor from 0 to 1.",
)
@click.option(
    "--style", metavar="brief|normal|rich", help="How much is told; the analysis serves all three."
)
@click.option(
    "--max-coverage", type=float, metavar="SHARE", help="Of any minute's gaps that lines may fill."
)
@click.option("--min-gap", type=float, metavar="S", help="Shorter gaps are left silent.")
@click.option("--margin", type=float, metavar="S", help="Silence kept before and after each word.")
@click.option("--container", help="Of the films that are made: mkv or mp4.")
@click.option("--keep-frames", is_flag=True, help="Keep the keyframes in FILM.keyframes/.")
@click.option("--force", is_flag=True, help="Replace files that vidcap did not make of this film.")
@recipe_options
@common
def describe(
    films: tuple[Path, ...],
    output: Path | None,
    speak: bool,
    extended: bool,
    language: str | None,
    captioner: str | None,
    voice: str | None,
    detector: str | None,
    audio_lang: str | None,
    dialogue: Path | None,
    start: float | None,
    end: float | None,
    min_confidence: str | None,
    style: str | None,
    max_coverage: float | None,
    min_gap: float | None,
    margin: float | None,
    container: str | None,
    keep_frames: bool,
    force: bool,
    recipe_name: str,
    settings: tuple[str, ...],
    as_json: bool,
    quiet: bool,
    verbose: bool,
    debug: bool,
) -> int:
    """Describe FILMS, or the films in folders, between their dialogue.

    Writes FILM.LANG.ad.srt and FILM.LANG.vidcap.json; with --speak also FILM.LANG.ad.wav and
    FILM.described.mkv; with --extended also FILM.LANG.extended.vtt and, spoken, FILM.extended.mkv
    and FILM.LANG.extended.wav. Nothing leaves this machine.
    """
    start_logging(quiet=quiet, verbose=verbose)
    changes = changes_of(
        settings,
        language=language,
        caption__captioner=captioner,
        speak__voice=voice,
        watch__detector=detector,
        listen__audio_language=audio_lang,
        listen__after=margin,
        listen__before=margin,
        listen__shortest_gap=min_gap,
        **_doubt(min_confidence),
        fit__style=style,
        fit__most_coverage=max_coverage,
        deliver__container=container,
    )
    base = recipe_of(recipe_name, {})
    base.altered(changes, "command line")  # a mistake is told before any film is opened
    if start is not None and end is not None and end <= start:
        raise InputError(f"{end} s is not after {start} s", "--from, --to", "turn them round")
    from vidcap import batch, cache
    from vidcap.cli.display import Display
    from vidcap.cli.summary import print_rows
    from vidcap.pipeline import Job

    paths = batch.films_in(films)
    if not paths:
        raise InputError("no films in it", ", ".join(map(str, films)), "name films or a folder")
    if dialogue is not None and len(paths) > 1:
        raise InputError("serves one film only", "--dialogue", "describe the films one by one")
    pattern = Job(
        film=paths[0],
        recipe=base,
        folder=output,
        bounds=(start, end),
        dialogue=dialogue,
        speak=speak,
        extended=extended,
        keep_frames=keep_frames,
        force=force,
    )
    folder = cache.user_folder()
    with Display(quiet=quiet) as display:
        if len(paths) == 1 and not films[0].is_dir():
            rows = [_describe_one(_job_for(paths[0], pattern, changes), folder, display)]
        else:
            rows = _describe_many(paths, pattern, changes, folder, display)
    print_rows(rows, as_json=as_json)
    codes = {row.exit_code for row in rows}
    if len(rows) == 1:
        return rows[0].exit_code
    return 1 if codes - {0, batch.NO_LINES} else max(codes)


def _job_for(film: Path, pattern: Job, changes: Mapping[str, Any]) -> Job:
    """Return the job of one film: its own recipe in the common pattern."""
    recipe = recipe_for(film, pattern.recipe, changes)
    return dataclasses.replace(pattern, film=film, recipe=recipe)


def _describe_one(job: Job, cache_folder: Path, display: Display) -> Row:
    """Describe one film in this process; its errors are the command's."""
    from vidcap.batch import row_of
    from vidcap.cache import Cache
    from vidcap.engines import Engines
    from vidcap.pipeline import describe as describe_film

    with Engines(job.recipe, Cache(cache_folder)) as engines:
        return row_of(describe_film(job, engines, display.report), job.film)


def _describe_many(
    paths: Sequence[Path],
    pattern: Job,
    changes: Mapping[str, Any],
    cache_folder: Path,
    display: Display,
) -> list[Row]:
    """Describe several films in a child process; a failure is a row, not the end."""
    from vidcap import batch

    rows: dict[Path, Row] = {}
    jobs: list[Job] = []
    for path in paths:
        try:
            jobs.append(_job_for(path, pattern, changes))
        except VidcapError as error:
            rows[path] = batch.failed(error, path)
    present: list[Path] = []

    def report(film: Path, stage: str, share: float) -> None:
        if present != [film]:
            present[:] = [film]
            display.restart()
            display.say(str(film))
        display.report(stage, share)

    for row in batch.describe_all(jobs, cache_folder, report):
        rows[row.film] = row
        display.say(f"{row.film}: {row.status}" + (f": {row.message}" if row.message else ""))
    return [rows[path] for path in paths]


def _doubt(asked: str | None) -> dict[str, object]:
    """Return the settings that `--min-confidence` stands for.

    Raises:
        InputError: it is neither a point of the dial nor a number.
    """
    from vidcap.recipe import POINTS

    if asked is None or asked in POINTS:
        return {"ground__dial": asked}
    try:
        return {"ground__min_confidence": float(asked)}
    except ValueError as error:
        known = ", ".join(POINTS)
        raise InputError(
            f"is {asked!r}", "--min-confidence", f"choose one of {known}, or a number from 0 to 1"
        ) from error
