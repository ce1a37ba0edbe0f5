"""`vidcap verify`: what the craft's rules say of a description track."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vidcap.cli.options import FILM, common, start_logging
from vidcap.cli.summary import shown
from vidcap.errors import InputError, VerificationError

if TYPE_CHECKING:
    from vidcap.rules.track import Track
    from vidcap.rules.verdict import Verdict


@click.command(
    epilog="Example: vidcap verify film.en.ad.srt --rules --dialogue film.srt --sarif film.sarif"
)
@click.argument("file", type=FILM)
@click.option("--rules", is_flag=True, help="Check a track (SRT, VTT, ASS, CSV) by the rules.")
@click.option("--dialogue", type=FILM, help="Subtitle file of the dialogue.")
@click.option("--script", type=FILM, help="The script of the film: FILM.LANG.vidcap.json.")
@click.option("--lang", "language", default="", help="Language of the track.")
@click.option("--extended", is_flag=True, help="The film pauses for each line of the track.")
@click.option("--sarif", type=FILM, help="Write the findings to a SARIF 2.1.0 file, too.")
@common
def verify(
    file: Path,
    rules: bool,
    dialogue: Path | None,
    script: Path | None,
    language: str,
    extended: bool,
    sarif: Path | None,
    as_json: bool,
    quiet: bool,
    verbose: bool,
    **_: Any,
) -> int:
    """Check FILE, a description track by vidcap or by a person, by the rules of the craft.

    A rule that needs more than the track (where speech is, what the film shows) is named as not
    checked. The exit code is 3 where an error is found.
    """
    start_logging(quiet=quiet, verbose=verbose)
    if not rules:
        raise click.UsageError("Nothing to verify was named: add --rules.")
    from vidcap.rules.told import plain, told
    from vidcap.rules.verdict import judged

    track = _track(file, dialogue, script, language, is_extended=extended)
    verdict = judged(track)
    if sarif is not None:
        _write_sarif(sarif, verdict, file)
    if as_json:
        click.echo(json.dumps({"track": shown(file), **plain(verdict)}, indent=1))
    else:
        click.echo(told(verdict, shown(file)))
    return VerificationError.exit_code if verdict.count("error") else 0


def _track(
    file: Path, dialogue: Path | None, script: Path | None, language: str, *, is_extended: bool
) -> Track:
    """Read the track and what is known of its film."""
    from vidcap.media.cues import read_cues
    from vidcap.media.languages import language_in_name, short_code
    from vidcap.rules.language import language_of
    from vidcap.rules.track import track_of
    from vidcap.tracks.reading import read_track
    from vidcap.tracks.script_json import read_script

    cues = read_track(file)
    known = None if script is None else read_script(script)
    named = language or (known.language if known is not None else language_in_name(file.name))
    track = track_of(
        cues,
        language=short_code(named) if named else language_of(cue.text for cue in cues),
        dialogue=None if dialogue is None else read_cues(dialogue),
        script=known,
        is_extended=is_extended,
    )
    if not track.lines:
        raise InputError("has cues, but no words in them", str(file), "name a described track")
    return track


def _write_sarif(target: Path, verdict: Verdict, file: Path) -> None:
    from importlib.metadata import version

    from vidcap.outputs import staged
    from vidcap.rules.sarif import sarif_of

    if not target.name.endswith((".sarif", ".sarif.json")):
        raise InputError("is no name of a SARIF file", str(target), "end it in .sarif")
    log = sarif_of(verdict, file, version=version("vidcap"))
    with staged([target]) as parts:
        parts[target].write_text(json.dumps(log, indent=1, ensure_ascii=False), encoding="utf-8")
