"""A described film's witnesses are found by name, its tracks by what they say of themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.films.small import LINES, small_film
from tests.proof.rebuilt import muxed, sound_of
from vidcap.errors import InputError
from vidcap.proof.case import case_of
from vidcap.script import Cue, Film, Line, Made, RecipeUsed, Script, Span
from vidcap.tracks.script_json import write_script

CUES = tuple(Cue(line.span, line.text) for line in LINES[0] if line.span is not None)


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A described film with text, and one without."""
    folder = tmp_path_factory.mktemp("films")
    film = small_film(folder / "film.mkv")
    sound, rate = sound_of(film, 1)
    muxed(folder / "film.described.mkv", film, sound, rate, lines=CUES)
    muxed(folder / "mute.described.mkv", film, sound, rate)
    return folder


def linked(films: Path, folder: Path, name: str = "film") -> Path:
    path = folder / "film.described.mkv"
    path.symlink_to(films / f"{name}.described.mkv")
    return path


def script_in(folder: Path, name: str, *, listen: str = "") -> Path:
    script = Script(
        film=Film("film.mkv", "", 8.0, ()),
        language=name.split(".")[-3],
        recipe=RecipeUsed("", "", {"listen": {"audio_language": listen}}),
        made=Made("", "", "", "", "", ""),
        part=Span(0, 8),
        lines=(*LINES[0], Line("L0009", "", "Never said.", "skipped", "no room")),
    )
    write_script(folder / name, script)
    return folder / name


def test_the_film_alone_tells_its_tracks_and_lines(films: Path, tmp_path: Path) -> None:
    case = case_of(linked(films, tmp_path))
    assert (case.original_track, case.described_track, case.text_track) == (1, 2, 3)
    assert case.described.audio == 2
    assert case.original is not None
    assert case.original.audio == 1
    assert [line.text for line in case.lines] == [cue.text for cue in CUES]
    assert (case.script, case.narration) == (None, None)


def test_files_beside_it_are_found_by_name(films: Path, tmp_path: Path) -> None:
    for other in ("other.en.vidcap.json", "film.one.en.vidcap.json"):
        script_in(tmp_path, other)
    script_in(tmp_path, "film.en.vidcap.json")
    (tmp_path / "film.en.ad.wav").touch()
    case = case_of(linked(films, tmp_path))
    assert case.script_name == "film.en.vidcap.json"
    assert case.narration == tmp_path / "film.en.ad.wav"
    assert case.language == "en"


def test_files_that_are_named_are_taken(films: Path, tmp_path: Path) -> None:
    script_in(tmp_path, "film.en.vidcap.json")
    named = script_in(tmp_path, "mine.de.vidcap.json")
    assert case_of(linked(films, tmp_path), script=named).script_name == named.name


def test_without_text_the_placed_lines_of_the_script_count(films: Path, tmp_path: Path) -> None:
    path = linked(films, tmp_path, "mute")
    assert case_of(path).lines == ()
    script_in(tmp_path, "film.en.vidcap.json")
    case = case_of(path)
    assert case.text_track is None
    assert case.lines == tuple(Cue(cue.span, cue.text) for cue in CUES)


def test_a_film_that_is_not_described_is_refused(films: Path) -> None:
    with pytest.raises(InputError, match="has no described sound"):
        case_of(films / "film.mkv")
