r"""The way of a film through the house: the one place that knows the order of the stages.

    film -> watch -> listen -> caption -> ground -> fit -> track
                                               \-> speak -> mix -> deliver -> verify -> extend

What a stage found is kept (`analysis.py`, `engines.py`), so that a second run costs almost nothing
and a killed one goes on where it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path

from vidcap.analysis import Report, heard_in, seen, stage
from vidcap.deliver import deliver
from vidcap.engines import Engines
from vidcap.errors import FilmError, InputError
from vidcap.extend import extended_film
from vidcap.extend.pauses import pauses
from vidcap.extend.words import pausing_cues, vtt_text
from vidcap.fit import fit
from vidcap.fit.edited import keep_places
from vidcap.fit.spoken import measured
from vidcap.fit.worth import worth_telling
from vidcap.ground import ground
from vidcap.listen import Heard
from vidcap.looking import look
from vidcap.media.probe import Source, probe
from vidcap.outputs import Outputs, scratch, staged
from vidcap.plain import to_plain
from vidcap.recipe import Recipe
from vidcap.report import fit_report, report_of, sound_report
from vidcap.script import Line, Made, Moment, Pause, RecipeUsed, Script, Span
from vidcap.sound import render
from vidcap.tracks.script_json import read_script, write_script
from vidcap.tracks.srt import read_srt, srt_of
from vidcap.tracks.template import without_room
from vidcap.voices import Take
from vidcap.watch import Watched

PERSON = "a person"  # the captioner of a track that was spoken as a person left it

_MOVE = "move it, choose another folder with -o, or add --force"


@dataclass(frozen=True, slots=True)
class Job:
    """One film to describe, and how."""

    film: Path
    recipe: Recipe
    folder: Path | None = None  # of the outputs; None: beside the film
    bounds: tuple[float | None, float | None] = (None, None)  # s; describe from, to
    dialogue: Path | None = None  # subtitles to use instead of those found beside the film
    speak: bool = False
    extended: bool = False  # also the form in which the film pauses for what found no room
    keep_frames: bool = False
    force: bool = False  # replace files that vidcap did not make of this film


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job."""

    script: Script
    files: tuple[Path, ...]
    is_fresh: bool  # False: all was there already, made of the same film by the same recipe


def describe(job: Job, engines: Engines, report: Report) -> Outcome:
    """Describe one film: write its track and script, and on request narration and described film.

    Files get their final names together, when all of them are complete and verified.

    Args:
        job: the film and how.
        engines: the back-ends of the job's recipe.
        report: is told each stage and the share of it that is done.

    Raises:
        InputError: the film, its subtitles or an existing output cannot be used.
        VerificationError: what was made does not hold what it should; nothing is left.
        MissingError: a captioner or a voice is not here.
        FilmError: the disk is full, or an outside program failed.
    """
    from vidcap.media.colours import colours_of  # OpenCV: only for who describes

    recipe = job.recipe
    source = probe(job.film, audio_language=recipe.listen.audio_language)
    part = part_of(source, job.bounds)
    outputs = _outputs(job)
    files = outputs.wanted(speak=job.speak, extended=job.extended)
    earlier = _earlier(outputs, files, source, force=job.force)
    if earlier is not None:
        _refuse_if_edited(outputs.track, earlier)
    made = replace(
        _made(engines, recipe, captioner=engines.captioner.name), thing_finder=engines.detector.name
    )
    if earlier is not None and _is_unchanged(earlier, recipe, part, made, files):
        return Outcome(earlier, files, is_fresh=False)
    watched = seen(source, recipe, engines.cache, part=part, report=report)
    heard = heard_in(source, recipe, engines.cache, dialogue=job.dialogue, part=part, report=report)
    looked = look(watched, engines, report)
    moments = ground(
        watched.keyframes,
        looked.candidates,
        looked.boxes,
        recipe.ground,
        checked=engines.captioner.is_checked,
        facts=looked.facts,
        glances=looked.glances,
        colours=colours_of(watched.pictures),
        window=recipe.fit.repeat_window,
        language=recipe.language,
    )
    told = sorted([*heard.dialogue, *heard.sounds], key=lambda cue: cue.span)
    moments = worth_telling(moments, told, recipe.language)
    moments = measured(moments, engines.measure)
    lines = fit(
        moments,
        heard.gaps,
        engines.measure,
        recipe.fit,
        beds=heard.beds,
        language=recipe.language,
    )
    report("fit", 1.0)
    script = Script(
        film=source.film,
        language=recipe.language,
        recipe=RecipeUsed(recipe.name, recipe.hash(), recipe.values()),
        made=replace(made, speech_finder=heard.finder),
        part=part,
        shots=watched.shots,
        keyframes=watched.keyframes,
        speech=heard.speech,
        gaps=heard.gaps,
        beds=heard.beds,
        sounds=heard.sounds,
        onsets=heard.onsets,
        moments=moments,
        lines=lines,
        pauses=_pauses(lines, moments, watched, heard, part, recipe) if job.extended else (),
    )
    if job.keep_frames:
        _keep_frames(watched, outputs.frames)
    return _write(source, script, engines, outputs, files, report)


def _pauses(
    lines: tuple[Line, ...],
    moments: tuple[Moment, ...],
    watched: Watched,
    heard: Heard,
    part: Span,
    recipe: Recipe,
) -> tuple[Pause, ...]:
    return pauses(
        lines, moments, watched.keyframes, watched.shots, heard.speech, part, recipe.extend
    )


def speak_track(track: Path, job: Job, engines: Engines, report: Report) -> Outcome:
    """Speak a track that a person wrote or edited, mix it and mux it with its film.

    What an earlier run found out about the film stays in the script; the track is only read.

    Args:
        track: SRT.
        job: the film and how; its recipe is the engines'.
        engines: the back-ends.
        report: is told each stage and the share of it that is done.

    Raises:
        InputError: the track, the film or an existing output cannot be used.
        VerificationError, MissingError, FilmError: as `describe`.
    """
    recipe = job.recipe
    written = [replace(cue, text=without_room(cue.text)) for cue in read_srt(track)]
    source = probe(job.film, audio_language=recipe.listen.audio_language)
    part = part_of(source, job.bounds)
    outputs = _outputs(job)
    files = (outputs.script, *outputs.spoken)
    earlier = _earlier(outputs, files, source, force=job.force)
    heard = heard_in(source, recipe, engines.cache, dialogue=job.dialogue, part=part, report=report)
    cues = [cue for cue in written if cue.text]
    lines = keep_places(cues, heard.gaps, engines.measure, recipe.fit)
    report("fit", 1.0)
    script = Script(
        film=source.film,
        language=recipe.language,
        recipe=RecipeUsed(recipe.name, recipe.hash(), recipe.values()),
        made=replace(_made(engines, recipe, captioner=PERSON), speech_finder=heard.finder),
        part=part,
        shots=earlier.shots if earlier is not None else (),
        keyframes=earlier.keyframes if earlier is not None else (),
        speech=heard.speech,
        gaps=heard.gaps,
        beds=heard.beds,
        sounds=heard.sounds,
        onsets=heard.onsets,
        moments=earlier.moments if earlier is not None else (),
        lines=lines,
    )
    return _write(source, script, engines, outputs, files, report)


def _write(
    source: Source,
    script: Script,
    engines: Engines,
    outputs: Outputs,
    files: tuple[Path, ...],
    report: Report,
) -> Outcome:
    """Write the files of a script, spoken and muxed where they are asked for: all or none."""
    recipe = engines.recipe
    figures = report_of(script)
    with staged(files) as parts, scratch(outputs.script.parent) as folder:
        track = parts.get(outputs.track, folder / "track.srt")
        track.write_bytes(srt_of(script.lines).encode())
        if outputs.described in parts:
            takes = {line.id: _take(engines, line) for line in script.placed}
            mix = render(
                source,
                script.placed,
                takes,
                settings=recipe.mix,
                speech=script.speech,
                narration=parts[outputs.narration],
                progress=stage("mix", report),
            )
            delivered = deliver(
                source,
                script.placed,
                takes,
                language=script.language,
                mix=mix,
                track=track,
                described=parts[outputs.described],
                settings=recipe.deliver,
                peak_dbtp=recipe.mix.peak_dbtp,
                progress=stage("deliver", report),
            )
            figures |= sound_report(mix.levels, delivered)
            if outputs.extended in parts:
                notes = extended_film(
                    parts[outputs.described],
                    mix,
                    script,
                    partial(_take, engines),
                    recipe,
                    extended=parts[outputs.extended],
                    narration=parts[outputs.extended_narration],
                )
                figures["notes"] = [*delivered.notes, *notes]
            figures["fit"] = fit_report(
                script, mix.spoken, delivered.heard, rate_hz=mix.form.rate_hz
            )
        if outputs.extended_text in parts:
            cues = pausing_cues(script.lines, script.pauses)
            parts[outputs.extended_text].write_bytes(vtt_text(cues, script.language).encode())
        script = replace(script, report=figures)
        write_script(parts[outputs.script], script)
    return Outcome(script, files, is_fresh=True)


def part_of(source: Source, bounds: tuple[float | None, float | None]) -> Span:
    """Return the stretch of the film to be described.

    Raises:
        InputError: it begins after the film ends, or ends before it begins.
    """
    start, end = bounds[0] or 0.0, source.film.duration
    if bounds[1] is not None:
        end = min(end, bounds[1])
    if end <= start:
        raise InputError(
            f"nothing lies between {start:.1f} s and {end:.1f} s; it lasts "
            f"{source.film.duration:.1f} s",
            str(source.path),
            "choose other times with --from and --to",
        )
    return Span(start, end)


def _outputs(job: Job) -> Outputs:
    recipe = job.recipe
    return Outputs.of(
        job.film, recipe.language, folder=job.folder, container=recipe.deliver.container
    )


def _earlier(
    outputs: Outputs, files: Sequence[Path], source: Source, *, force: bool
) -> Script | None:
    """Return the script of an earlier run whose files may be replaced; None: there are none.

    Raises:
        InputError: a file is there that vidcap did not make of this film, and `force` is not set.
    """
    there = [path for path in files if path.exists()]
    if not there or force:
        return None
    if not outputs.script.exists():
        raise InputError("is there already and was not made from this film", str(there[0]), _MOVE)
    script = read_script(outputs.script)
    if script.film.fingerprint != source.film.fingerprint:
        what = f"was made from another film, {script.film.name}"
        raise InputError(what, str(outputs.script), _MOVE)
    return script


def _refuse_if_edited(track: Path, earlier: Script) -> None:
    """Leave a person's work alone.

    Raises:
        InputError: the track is not as vidcap wrote it, or was spoken as a person's.
    """
    is_ours = earlier.made.captioner != PERSON
    if track.exists() and not (is_ours and track.read_bytes() == srt_of(earlier.lines).encode()):
        what = "was edited since vidcap wrote it"
        raise InputError(what, str(track), f"speak it with vidcap speak, or {_MOVE}")


def _is_unchanged(
    earlier: Script, recipe: Recipe, part: Span, made: Made, wanted: Sequence[Path]
) -> bool:
    """Tell whether an earlier run made all wanted files with the same settings and back-ends."""
    same_made = replace(earlier.made, date=made.date, speech_finder=made.speech_finder) == made
    return (
        earlier.recipe.hash == recipe.hash()
        and to_plain(earlier.part) == to_plain(part)
        and same_made
        and all(path.exists() for path in wanted)
    )


_VERSION = version("vidcap")


def _made(engines: Engines, recipe: Recipe, *, captioner: str) -> Made:
    return Made(
        vidcap=_VERSION,
        captioner=captioner,
        voice=engines.voice.name,
        detector=recipe.watch.detector,
        speech_finder="",  # known when it has listened
        date=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _take(engines: Engines, line: Line) -> Take:
    """Return the take of a placed line, which was spoken once when it was measured."""
    take = engines.take(line.text, line.rate)
    if not isinstance(take, Take):
        raise FilmError(
            f"cannot be spoken any more ({take.reason})", f"line {line.id}", "run again"
        )
    return take


def _keep_frames(watched: Watched, folder: Path) -> None:
    """Write the keyframes' pictures, named by their place in the film."""
    folder.mkdir(parents=True, exist_ok=True)
    for frame in watched.keyframes:
        name = f"{frame.id}_{frame.time:09.3f}s.jpg"
        (folder / name).write_bytes(watched.pictures[frame.id])
