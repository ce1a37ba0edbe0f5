"""`vidcap explain` and `vidcap shots --facts` as a user calls them."""

import csv
import io
import json
import shutil
from pathlib import Path

import cv2
import pytest

from tests.cli.conftest import SAMPLE, Run
from vidcap.tracks.srt import read_srt


@pytest.fixture
def described(run: Run, tmp_path: Path) -> Path:
    """The script of the sample's first shots, made by our own captioner, beside its film."""
    film = tmp_path / "film.mp4"
    shutil.copy(SAMPLE, film)
    assert run("describe", film, "-q", "--to", "20").code == 0
    return tmp_path / "film.en.vidcap.json"


def test_a_line_is_explained_by_id_number_track_and_time(run: Run, described: Path) -> None:
    track = described.with_name("film.en.ad.srt")
    cue = read_srt(track)[0]
    ran = run("explain", described, cue.number)
    assert ran.code == 0
    assert ran.out.splitlines()[0] == f"L{cue.number:04}, placed: {cue.text}"
    for word in ("Why this", "Floor: 0.60", "Facts:", "needed", "Captioner's sentences", "support"):
        assert word in ran.out
    for asked in (f"L{cue.number:04}", f"M{cue.number:04}", f"{cue.span.start:.3f}"):
        assert run("explain", track, asked).out == ran.out


def test_without_a_picture_no_film_is_needed(run: Run, described: Path) -> None:
    described.with_name("film.mp4").unlink()
    document = json.loads(run("explain", described, "2", "--json").out)
    assert document["line"]["id"] == "L0002"
    assert document["picture"] is None
    assert document["facts"][0]["probability"] > 0.5
    ran = run("explain", described, "2", "-o", described.parent)
    assert ran.code == 2
    assert "film.mp4: is not beside the script; name the film with --film" in ran.err
    elsewhere = run("explain", described, "2", "--film", SAMPLE, "-o", described.parent / "p")
    assert elsewhere.code == 0


def test_the_picture_has_its_boxes(run: Run, described: Path, tmp_path: Path) -> None:
    ran = run("explain", described, "L0004", "-q", "--json", "-o", tmp_path / "dogs.JPG")
    document = json.loads(ran.out)
    assert document["picture"] == str(tmp_path / "dogs.JPG")
    drawn = cv2.imread(document["picture"])
    dog = next(one["box"] for one in document["things"] if one["box"]["label"] == "dog")
    edge = drawn[:, round(dog["left"] * drawn.shape[1])]
    middle = edge[round((dog["top"] + dog["bottom"]) / 2 * drawn.shape[0])].astype(int)
    assert middle[1] - middle[0] > 80  # yellow, as every dog's
    assert run("explain", described, "L0004", "-q", "-o", tmp_path / "sheet").code == 0
    assert (tmp_path / "sheet" / "film.L0004.jpg").is_file()


def test_what_is_wrong_is_told(run: Run, described: Path, tmp_path: Path) -> None:
    ran = run("explain", described, "L0099")
    assert ran.code == 2
    assert "has no line L0099; choose L0001 to L0004, or a time between" in ran.err
    assert "is no vidcap script" in run("explain", written(tmp_path / "a.json", "{}"), "1").err
    assert run("explain", tmp_path / "gone.ad.srt", "1").code == 2
    film = described.with_name("film.mp4")
    film.write_bytes(film.read_bytes() + b"\0" * 2000)
    ran = run("explain", described, "1", "-o", tmp_path)
    assert ran.code == 2
    assert "is not the film as it was described (film.mp4)" in ran.err


def written(path: Path, text: str) -> Path:
    path.write_text(text)
    return path


def test_shots_with_facts_tell_what_is_seen_and_draw_it(run: Run, tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    shutil.copy(SAMPLE, film)
    quick = ("--facts", "-q", "--set", "caption.beams=1")  # facts are the same
    ran = run("shots", film, *quick, "-o", tmp_path / "sheet")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    listed = json.loads(run("shots", film, *quick, "--json").out)
    assert "mountain" in rows[1]["facts"]
    assert "dog" in rows[3]["boxes"]
    assert listed[1]["facts"][0]["mountain"] > 0.9
    assert listed[3]["boxes"][0][0]["label"] == "dog"
    for row in listed:
        assert len(row["facts"]) == len(row["boxes"]) == len(row["keyframes"])
    names = {path.name for path in (tmp_path / "sheet").iterdir()}
    assert {"film.shots.jpg", "film.K0001.jpg", "film.K0017.jpg"} <= names
    plain = run("shots", film, "-q", "-o", tmp_path / "plain")
    assert "facts" not in plain.out.splitlines()[0]
    assert [path.name for path in (tmp_path / "plain").iterdir()] == ["film.shots.jpg"]
    with_facts, without = (
        cv2.imread(str(tmp_path / folder / "film.shots.jpg")) for folder in ("sheet", "plain")
    )
    assert with_facts.shape[0] > without.shape[0]  # a line more beneath each picture
