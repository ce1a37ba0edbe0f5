"""`vidcap verify`: is a described film as it should be; what say the craft's rules of a track.

Both judge from outside: a film by what is heard in it, a track by what stands in it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vidcap.cli.display import Display
from vidcap.cli.options import FILM, common, start_logging
from vidcap.cli.summary import shown
from vidcap.errors import InputError, VerificationError

if TYPE_CHECKING:
    from vidcap.proof.report import FitReport
    from vidcap.rules.track import Track
    from vidcap.rules.verdict import Verdict


@click.command(
    epilog="Examples: vidcap verify film.described.mkv --html film.html, or "
    "vidcap verify film.en.ad.srt --rules --dialogue film.srt --sarif film.sarif"
)
@click.argument("file", type=FILM)
@click.option("--rules", is_flag=True, help="FILE is a track (SRT, VTT, ASS, CSV): judge its text.")
@click.option("--script", type=FILM, help="The script of the film: FILM.LANG.vidcap.json.")
@click.option("--lang", "language", default="", help="Language of the description.")
@click.option(
    "--narration", type=FILM, help="Of a film: its narration, FILM.LANG.ad.wav or .extended.wav."
)
@click.option("--html", type=FILM, help="Of a film: write the report as a page, too.")
@click.option("--dialogue", type=FILM, help="Of a track: subtitle file of the dialogue.")
@click.option("--extended", is_flag=True, help="Of a track: the film pauses for each line.")
@click.option("--sarif", type=FILM, help="Of a track: write the findings as SARIF 2.1.0, too.")
@common
def verify(
    file: Path,
    rules: bool,
    script: Path | None,
    language: str,
    narration: Path | None,
    html: Path | None,
    dialogue: Path | None,
    extended: bool,
    sarif: Path | None,
    as_json: bool,
    quiet: bool,
    verbose: bool,
    **_: Any,
) -> int:
    """Check FILE: a described film by listening to it, or with --rules a track by the craft.

    In a film every line is looked for in the sound itself: is it where it is written, does anybody
    speak under it, is all the rest the film's own sound? An extended film is asked, too, whether
    picture and sound pause where they should. Script and narration help if they lie beside it. A
    track, by vidcap or by a person, is judged by what stands in it; rules that need more are named
    as not checked. The exit code is 3 where an error is found.
    """
    start_logging(quiet=quiet, verbose=verbose)
    if rules:
        if narration or html:
            raise click.UsageError("--narration and --html are for films, not for a track.")
        track = _track(file, dialogue, script, language, is_extended=extended)
        return _judge(track, file, sarif, as_json=as_json)
    from vidcap.proof import prove
    from vidcap.tracks.reading import ENDINGS

    if file.suffix.lower() in ENDINGS:
        raise click.UsageError(f"{file.name} is a track: add --rules.")
    if dialogue or extended or sarif:
        raise click.UsageError("--dialogue, --extended and --sarif are for a track: add --rules.")

    with Display(quiet=quiet) as display:
        report = prove(
            file,
            script=script,
            narration=narration,
            language=language,
            progress=lambda share: display.report("listening", share),
        )
    return _tell(report, file, html, as_json=as_json)


def _tell(report: FitReport, film: Path, html: Path | None, *, as_json: bool) -> int:
    """Print what was heard in a film, and write its page."""
    from vidcap.proof.told import document, text_of

    if html is not None:
        from vidcap.proof.page import film_strip, html_of

        _write(html, html_of(report, film_strip(film, report.duration)), (".html", ".htm"))
    click.echo(json.dumps(document(report), indent=1) if as_json else text_of(report))
    return 0 if report.holds else VerificationError.exit_code


def _judge(track: Track, file: Path, sarif: Path | None, *, as_json: bool) -> int:
    """Print what the rules say of a track, and write its SARIF log."""
    from vidcap.rules.told import plain, told
    from vidcap.rules.verdict import judged

    verdict = judged(track)
    if sarif is not None:
        _write(sarif, _sarif(verdict, file), (".sarif", ".sarif.json"))
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


def _sarif(verdict: Verdict, file: Path) -> str:
    from importlib.metadata import version

    from vidcap.rules.sarif import sarif_of

    log = sarif_of(verdict, file, version=version("vidcap"))
    return json.dumps(log, indent=1, ensure_ascii=False)


def _write(target: Path, text: str, endings: tuple[str, ...]) -> None:
    """Write a report; its name must say what it is, so that no film or track is replaced."""
    from vidcap.outputs import staged

    if not target.name.lower().endswith(endings):
        kind = endings[0].removeprefix(".").upper()
        raise InputError(f"is no name of a {kind} file", str(target), f"end it in {endings[0]}")
    with staged([target]) as parts:
        parts[target].write_text(text, encoding="utf-8")
