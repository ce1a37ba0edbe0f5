"""Every command as a user calls it."""

import csv
import io
import json
import re
import shutil
from pathlib import Path

import cv2
import pytest

from tests.cli.conftest import SAMPLE, Run
from vidcap.tracks.srt import read_srt

ECHO = ("--captioner", "echo:A test.")


def test_describe_prints_a_summary_and_writes_track_and_script(run: Run, tmp_path: Path) -> None:
    ran = run("describe", SAMPLE, *ECHO, "-o", tmp_path)
    assert ran.code == 0
    for word in ("shots", "speech", "placed", "skipped", "0 ms over speech", "sample.en.ad.srt"):
        assert word in ran.out
    assert "watch: 100%" in ran.err  # plain lines, since this is no terminal
    assert {path.name for path in tmp_path.iterdir()} == {
        "sample.en.ad.srt",
        "sample.en.vidcap.json",
    }
    again = run("describe", SAMPLE, *ECHO, "-o", tmp_path, "-q")
    assert "unchanged" in again.out
    assert again.err == ""


def test_style_and_its_single_limits_are_settings_of_the_run(run: Run, tmp_path: Path) -> None:
    single = ("--max-coverage", "0.5", "--min-gap", "2", "--margin", "0.6")
    ran = run("describe", SAMPLE, *ECHO, "-o", tmp_path, "--style", "brief", *single, "-q")
    assert ran.code == 0
    values = json.loads((tmp_path / "sample.en.vidcap.json").read_bytes())["recipe"]["values"]
    fit, listen = values["fit"], values["listen"]
    assert (fit["style"], fit["apart"], fit["most_coverage"]) == ("brief", 2.0, 0.5)
    assert (listen["after"], listen["before"], listen["shortest_gap"]) == (0.6, 0.6, 2.0)
    unknown = run("describe", SAMPLE, "--style", "verbose")
    assert unknown.code == 2
    assert "brief" in unknown.err


def test_describe_as_json_is_one_document(run: Run, tmp_path: Path) -> None:
    ran = run("describe", SAMPLE, *ECHO, "-o", tmp_path, "--to", "0:10", "--json", "-q")
    document = json.loads(ran.out)
    assert document["status"] == "done"
    assert document["report"]["overlap"] == 0
    assert all(Path(path).is_file() for path in document["files"])


def test_no_line_at_all_has_its_own_exit_code(run: Run, tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    shutil.copy(SAMPLE, film)
    film.with_suffix(".srt").write_text("1\n00:00:00,000 --> 00:01:30,000\nTalk, talk.\n")
    ran = run("describe", film, *ECHO)
    assert ran.code == 5
    assert "No line could be placed" in ran.out


def test_an_error_as_json_names_its_exit_code(run: Run, tmp_path: Path) -> None:
    ran = run("describe", tmp_path / "gone.mp4", "--json")
    assert ran.code == 2
    assert json.loads(ran.out)["exit_code"] == 2
    assert "gone.mp4" in json.loads(ran.out)["error"]


def test_settings_beside_a_film_count_and_the_command_line_wins(run: Run, tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    shutil.copy(SAMPLE, film)
    (tmp_path / "vidcap.toml").write_text("[fit]\napart = 2.0\nlate = 1.0\n")
    (tmp_path / "film.context.toml").write_text("[fit]\napart = 3.0\n")
    ran = run("describe", film, *ECHO, "--to", "5", "--set", "fit.late=7")
    assert ran.code == 0
    script = json.loads((tmp_path / "film.en.vidcap.json").read_text())
    assert script["recipe"]["values"]["fit"]["apart"] == 3.0
    assert script["recipe"]["values"]["fit"]["late"] == 7.0


def test_shots_are_printed_as_csv_or_json_with_a_sheet_on_request(run: Run, tmp_path: Path) -> None:
    ran = run("shots", SAMPLE, "-q", "-o", tmp_path)
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    listed = json.loads(run("shots", SAMPLE, "--json", "-q").out)
    assert [float(row["start"]) for row in rows] == [row["start"] for row in listed]
    assert len(rows) >= 10
    sheet = cv2.imread(str(tmp_path / "sample.shots.jpg"))
    assert sheet is not None
    assert min(sheet.shape[:2]) > 200


def test_a_template_has_empty_cues_that_speak_passes_over(run: Run, tmp_path: Path) -> None:
    ran = run("template", SAMPLE, "-o", tmp_path, "-q")
    track = Path(ran.out.strip())
    cues = read_srt(track)
    assert cues
    assert all(re.fullmatch(r"\[\d+\.\d s, \d+ words?\]", cue.text) for cue in cues)
    assert run("template", SAMPLE, "-o", tmp_path).code == 2  # it is there: --force is needed
    filled = track.read_text().replace("[", "Somebody comes. [", 1)
    track.write_text(filled)
    spoken = run("speak", track, "--film", SAMPLE, "-o", tmp_path / "out", "--json", "-q")
    assert spoken.code == 0, spoken.err
    document = json.loads(spoken.out)
    assert document["report"]["placed"] == 1
    assert document["report"]["verified"]["onset_ms"] < 5
    assert track.read_text() == filled


def test_caption_says_a_line_a_picture(run: Run) -> None:
    pictures = [SAMPLE.parent / "pictures" / name for name in ("cat.jpg", "coffee.jpg")]
    rows = json.loads(run("caption", "--json", *ECHO, *pictures).out)
    assert [row["file"] for row in rows] == [str(path) for path in pictures]
    assert rows[0]["caption"] == "A test."
    plain = run("caption", *ECHO, pictures[0])
    assert plain.out == "A test.\n"


def test_our_own_captioner_looks_at_its_pictures(run: Run, tmp_path: Path) -> None:
    pictures = [SAMPLE.parent / "pictures" / name for name in ("dogs.jpg", "mountains.jpg")]
    rows = json.loads(run("caption", "--json", *pictures).out)
    assert rows[0]["caption"] != rows[1]["caption"]
    assert "dog" in rows[0]["caption"]
    assert all(0 < row["confidence"] < 1 for row in rows)
    assert run("caption", pictures[0], "--attention", tmp_path / "looked").code == 0
    drawn = cv2.imread(str(tmp_path / "looked" / "dogs.attention.png"))
    assert drawn.std() > 10
    assert run("caption", *ECHO, pictures[0], "--attention", tmp_path).code == 2
    bad = tmp_path / "bad.jpg"
    bad.write_bytes(b"none")
    ran = run("caption", bad)
    assert ran.code == 2
    assert "bad.jpg: is no picture" in ran.err


def test_captioners_and_voices_are_listed(run: Run) -> None:
    names = [row["name"] for row in json.loads(run("captioners", "--json").out)]
    assert {"own", "echo"} <= set(names)
    voices = json.loads(run("voices", "--json", "--lang", "en").out)
    assert voices
    assert all(voice["language"].startswith("en") for voice in voices)
    assert "own" in run("captioners").out
    assert "en" in run("voices", "--lang", "en").out


def test_doctor_finds_all_that_is_needed_and_the_licences(run: Run) -> None:
    ran = run("doctor", "--json")
    findings = {row["what"]: row for row in json.loads(ran.out)}
    assert ran.code == 0, ran.out
    assert "non-commercial" in findings["captioner own"]["found"]
    assert "Apache-2.0" in findings["detector own"]["found"]
    assert findings["ffmpeg"]["found"]
    assert findings["voice"]["found"]
    assert "MISSING" not in run("doctor").out


def test_the_version_is_printed(run: Run) -> None:
    assert re.fullmatch(r"vidcap \d+\.\d+\.\d+\n", run("--version").out)


@pytest.mark.parametrize("arguments", [[], ["nonesuch"]])
def test_without_a_command_the_help_is_shown(run: Run, arguments: list[str]) -> None:
    ran = run(*arguments)
    assert ran.code == 2
    assert "Usage" in ran.err + ran.out or "--help" in ran.err
