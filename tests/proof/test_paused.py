"""An extended film is proved as a described one is, and whether it pauses where the script says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.films.paused import PAUSES, TIMELINE, made
from tests.films.small import LINES, SPEECH, small_film
from tests.proof.rebuilt import laid, muxed, sound_of, takes_of
from vidcap.extend.timeline import Timeline
from vidcap.media.probe import examine
from vidcap.media.subtitles import embedded_text
from vidcap.proof import prove
from vidcap.proof.page import html_of
from vidcap.proof.paused import at_its_times, moved, pauses_of
from vidcap.proof.report import FitReport
from vidcap.proof.told import text_of
from vidcap.script import Cue, Film, Made, Pause, RecipeUsed, Script, Span
from vidcap.tracks.script_json import read_script, write_script

TOLD = tuple(TIMELINE.pause(place) for place in range(len(PAUSES)))
LOUD = 3.0  # gain of a voice over a film that makes no room for it
LINES_TOLD = len(LINES[0]) + sum(len(pause.lines) for pause in PAUSES)


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An extended film that is as it should be, its script and its narration beside it."""
    return made(small_film(tmp_path_factory.mktemp("extended") / "film.mkv"))[1]


def alone(film: Path, folder: Path) -> Path:
    """The same film where nothing lies beside it."""
    path = folder / film.name
    path.symlink_to(film)
    return path


def with_witnesses(film: Path, folder: Path, script: Script | None = None) -> Path:
    """A folder for a film that is changed, with narration and script beside it."""
    (folder / "film.en.extended.wav").symlink_to(film.with_name("film.en.extended.wav"))
    found = script or read_script(film.with_name("film.en.vidcap.json"))
    write_script(folder / "film.en.vidcap.json", found)
    return folder / film.name


def errors(report: FitReport) -> set[tuple[str, int | None]]:
    return {(found.rule, found.line) for found in report.findings if found.level == "error"}


def cues_of(film: Path) -> list[Cue]:
    ((_, texts),) = embedded_text(examine(film))
    return [Cue(Span(start, end), text) for start, end, text in texts]


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"channels": 6},
        {"has_sound": False},
        {"late": 0.5},
        {"options": {"preset": "medium", "bf": 3, "g": 50}},
    ],
    ids=["stereo", "5.1", "silent", "sound late", "frames out of their order"],
)
@pytest.mark.parametrize("container", ["mkv", "mp4"])
def test_a_film_as_it_should_be_holds(form: dict[str, Any], container: str, tmp_path: Path) -> None:
    film = made(small_film(tmp_path / "film.mkv", **form), container=container)[1]
    report = prove(film)
    assert report.holds, report.findings
    assert report.is_extended
    assert report.narration == "film.en.extended.wav"
    assert [line.found_by for line in report.lines] == ["take"] * LINES_TOLD
    for line in report.lines:
        assert line.heard is not None
        assert line.heard.start == pytest.approx(line.written.start, abs=0.002)
    assert len(report.pauses) == len(TOLD)
    for pause, span in zip(report.pauses, TOLD, strict=True):
        assert (pause.span.start, pause.span.end) == pytest.approx((span.start, span.end))
    assert all(pause.is_held and pause.is_silent for pause in report.pauses)
    assert report.strays == ()


def test_the_film_alone_tells_its_pauses(extended: Path, tmp_path: Path) -> None:
    report = prove(alone(extended, tmp_path))
    assert report.holds, report.findings
    assert (report.script, report.narration) == ("", "")
    assert len(report.pauses) == len(PAUSES)
    for pause, span in zip(report.pauses, TOLD, strict=True):
        assert pause.span.start == pytest.approx(span.start, abs=0.05)
        assert pause.span.end == pytest.approx(span.end, abs=0.05)
    assert {line.found_by for line in report.lines} == {"sound"}


def test_a_line_that_is_missing_from_its_pause_is_found(extended: Path, tmp_path: Path) -> None:
    sound, rate = sound_of(extended, 1)
    sound[:, round(TOLD[0].start * rate) : round(TOLD[0].end * rate)] = 0
    changed = rebuilt(extended, with_witnesses(extended, tmp_path), sound, rate, cues_of(extended))
    report = prove(changed)
    (number,) = (line.number for line in report.lines if line.text == "A cup.")
    assert errors(report) == {("missing", number)}
    assert errors(prove(alone(changed, bare(tmp_path)))) == {("missing", number)}


def test_a_line_over_speech_is_found(extended: Path, tmp_path: Path) -> None:
    """A line of a pause is told later, over words, and so it is written."""
    cues = cues_of(extended)
    place = next(n for n, cue in enumerate(cues) if cue.text == "A cup.")
    (take,) = takes_of(extended.with_name("film.en.extended.wav"), [cues[place].span])
    sound, rate = sound_of(extended, 1)
    sound[:, round(TOLD[0].start * rate) : round(TOLD[0].end * rate)] = 0
    words = TIMELINE.span(SPEECH[1])
    laid(sound, take, words.start, rate, gain=LOUD)
    cues[place] = Cue(Span(words.start, words.start + cues[place].span.length), "A cup.")
    cues.sort(key=lambda cue: cue.span)
    report = prove(rebuilt(extended, with_witnesses(extended, tmp_path), sound, rate, cues))
    number = next(n for n, cue in enumerate(cues, 1) if cue.text == "A cup.")
    assert {("overlap", number), ("text", number)} <= errors(report)


def test_a_pause_that_is_elsewhere_is_found(extended: Path, tmp_path: Path) -> None:
    script = read_script(extended.with_name("film.en.vidcap.json"))
    late = tuple(replace(pause, at=pause.at + 0.5) for pause in script.pauses)
    film = with_witnesses(extended, tmp_path, replace(script, pauses=late))
    film.symlink_to(extended)
    found = errors(prove(film))
    assert {rule for rule, _ in found} >= {"held", "silent", "text"}


def test_a_pause_that_the_script_has_not_makes_the_film_too_long(
    extended: Path, tmp_path: Path
) -> None:
    script = read_script(extended.with_name("film.en.vidcap.json"))
    film = with_witnesses(extended, tmp_path, replace(script, pauses=script.pauses[:1]))
    film.symlink_to(extended)
    assert ("length", None) in errors(prove(film))


def test_a_film_that_goes_on_in_its_pause_is_found(extended: Path, tmp_path: Path) -> None:
    """The film's own sound runs on; the picture is as it should be."""
    sound, rate = sound_of(extended, 1)
    own, _ = sound_of(extended, 2)
    words = np.roll(own, round(1.5 * rate), axis=1)  # those before the pause, heard in it
    swapped = muxed(tmp_path / "swapped.mkv", extended, own + words, rate)
    film = with_witnesses(extended, tmp_path)
    rebuilt(extended, film, sound + words, rate, cues_of(extended), own_of=swapped)
    assert "silent" in {rule for rule, _ in errors(prove(film))}


def test_the_described_sound_is_what_players_take(extended: Path, tmp_path: Path) -> None:
    sound, rate = sound_of(extended, 1)
    film = tmp_path / "film.extended.mkv"
    title = "Extended audio description (en)"
    muxed(film, extended, sound, rate, lines=cues_of(extended), own=2, title=title)
    assert errors(prove(film)) == {("default", None)}


def test_its_pauses_are_told_in_text_and_page(extended: Path) -> None:
    report = prove(extended)
    longer = TIMELINE.longer
    assert f"pauses           2, {longer:.1f} s of {report.duration:.1f} s" in text_of(report)
    page = html_of(report)
    assert page.count('class="paused"') == len(PAUSES)
    assert "Pauses of the film" in page
    assert "2 pauses" in page


def bare(folder: Path) -> Path:
    (folder / "bare").mkdir()
    return folder / "bare"


def rebuilt(
    film: Path, path: Path, sound: Any, rate: int, cues: list[Cue], *, own_of: Path | None = None
) -> Path:
    """Write the extended film with another described sound."""
    title = "Extended audio description (en)"
    return muxed(
        path, film, sound, rate, lines=cues, described_first=True, own=2, title=title, own_of=own_of
    )


PAUSED = st.lists(st.tuples(st.integers(1, 99), st.integers(1, 50)), max_size=6).map(
    lambda drawn: tuple(Pause(at, length / 10, ()) for at, length in sorted(dict(drawn).items()))
)
SPANS = st.tuples(st.integers(0, 1000), st.integers(1, 300)).map(
    lambda drawn: Span(drawn[0] / 10, (drawn[0] + drawn[1]) / 10)
)


@given(PAUSED, SPANS)
def test_the_maker_and_its_judge_agree_on_every_time(pauses: tuple[Pause, ...], span: Span) -> None:
    script = Script(
        film=Film("film.mkv", "", 100.0, ()),
        language="en",
        recipe=RecipeUsed("", "", {}),
        made=Made("", "", "", "", "", ""),
        part=Span(0, 100),
        speech=(span,),
        pauses=pauses,
    )
    theirs, ours = Timeline(pauses), pauses_of(script)
    expected = [theirs.pause(place) for place in range(len(pauses))]
    for one, two in zip(ours, expected, strict=True):
        assert (one.start, one.end) == pytest.approx((two.start, two.end))
    there = moved(span, ours)
    wanted = theirs.span(span)
    assert (there.start, there.end) == pytest.approx((wanted.start, wanted.end), abs=0.001)
    assert at_its_times(script, ours).speech == (there,)
    assert at_its_times(script, ours).film.duration == pytest.approx(100 + theirs.longer)
