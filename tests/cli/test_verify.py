import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.films.paused import made
from tests.films.small import small_film
from tests.proof.rebuilt import muxed, sound_of
from tests.rules.made import cues, script
from vidcap.media.srt import format_srt
from vidcap.script import Line, Span
from vidcap.tracks.script_json import write_script

GOOD = ((0.0, 5.0, "A dog runs along the beach."), (20.0, 5.0, "It meets a man with a hat."))
BAD = ((0.0, 5.0, "We see a dog."), (20.0, 5.0, "It meets a man with a hat."))


def written(path: Path, *lines) -> Path:
    path.write_text(format_srt(cues(*lines)), encoding="utf-8")
    return path


def test_a_good_track_leaves_with_0(run: Run, tmp_path):
    ran = run("verify", written(tmp_path / "film.en.ad.srt", *GOOD), "--rules")
    assert ran.code == 0
    assert "2 lines, 13 words, language en" in ran.out
    assert "T1  No line over speech: needs to know where someone speaks" in ran.out
    assert ran.out.strip().endswith("0 errors, 0 warnings in 2 lines; 14 of 35 rules checked")
    assert ran.err == ""


def test_an_error_leaves_with_3_and_says_where(run: Run, tmp_path):
    ran = run("verify", written(tmp_path / "film.en.ad.srt", *BAD), "--rules")
    assert ran.code == 3
    assert "X1  error    cue 1, line 2, 0:00:00.000: opens with talk of the picture" in ran.out


def test_the_dialogue_is_looked_at(run: Run, tmp_path):
    track = written(tmp_path / "film.en.ad.srt", *GOOD)
    words = written(tmp_path / "film.srt", (2.0, 10.0, "Hello, how are you?"))
    ran = run("verify", track, "--rules", "--dialogue", words, "--json")
    data = json.loads(ran.out)
    assert ran.code == 3
    assert data["track"] == str(track)
    assert [(one["rule"], one["cue"], one["line"]) for one in data["findings"]] == [("T1", 1, 2)]
    assert {"T1", "X12"} <= set(data["checked"])


def test_the_script_is_looked_at(run: Run, tmp_path):
    text = "A brown dog runs along the wide and empty beach towards the sea."
    placed = Line("L0001", "", text, "placed", "", 0.0, 5.5)
    write_script(tmp_path / "film.json", script(placed, gaps=(Span(0.0, 5.0), Span(30.0, 60.0))))
    track = written(tmp_path / "film.ad.srt", (0.0, 5.0, text), GOOD[1])
    ran = run("verify", track, "--rules", "--script", tmp_path / "film.json", "--json")
    assert ran.code == 3
    findings = json.loads(ran.out)["findings"]
    assert [(one["rule"], one["what"]) for one in findings] == [
        ("T4", "is spoken 0.500 s longer than its room")
    ]


def test_a_sarif_log_is_written_beside_the_text_and_again(run: Run, tmp_path):
    track, log = written(tmp_path / "film.en.ad.srt", *BAD), tmp_path / "out" / "film.sarif"
    for _ in range(2):
        ran = run("verify", track, "--rules", "--sarif", log)
        assert ran.code == 3
        assert "by rule:" in ran.out
    results = json.loads(log.read_text(encoding="utf-8"))["runs"][0]["results"]
    assert [result["ruleId"] for result in results] == ["X1", "X4"]
    assert list(log.parent.iterdir()) == [log]


def test_a_track_is_never_replaced_by_a_log(run: Run, tmp_path):
    track = written(tmp_path / "film.en.ad.srt", *GOOD)
    before = track.read_bytes()
    ran = run("verify", track, "--rules", "--sarif", track)
    assert ran.code == 2
    assert "is no name of a SARIF file; end it in .sarif" in ran.err
    assert track.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "given", "text", "language"),
    [
        ("film.ad.srt", ("--lang", "eng"), "Anna.", "language en"),
        ("film.fr.ad.srt", (), "Anna.", "language fr"),
        ("film.ad.srt", (), "Der Mann geht in das Haus mit dem Hund auf einem Arm.", "language de"),
        ("film.ad.srt", (), "Anna.", "language not known"),
    ],
)
def test_the_language_is_given_or_named_or_told(run: Run, tmp_path, name, given, text, language):
    ran = run("verify", written(tmp_path / name, text), "--rules", *given)
    assert language in ran.out.splitlines()[0]


def test_an_extended_track_has_no_lengths(run: Run, tmp_path):
    ran = run("verify", written(tmp_path / "a.en.srt", *GOOD), "--rules", "--extended", "--json")
    assert "T5" in json.loads(ran.out)["unchecked"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        pytest.param("a.srt", b"", "holds no cue", id="empty"),
        pytest.param("a.vtt", b"WEBVTT\n", "holds no cue", id="no cues"),
        pytest.param("a.srt", b"A dog\x00 runs.", "is no text", id="no text"),
        pytest.param("a.mp4", b"x", "is no known form of track", id="a film"),
        pytest.param(
            "a.srt", b"1\n00:00:05,000 --> 00:00:01,000\nA.\n", "cue 1, line 2: .*end", id="back"
        ),
        pytest.param(
            "a.srt", b"1\n-00:00:05,000 --> 00:00:01,000\nA.\n", "is no time line", id="negative"
        ),
        pytest.param(
            "a.srt", b"1\n00:00:01,000 --> 00:00:05,000\n[4.0 s, 9 words]\n", "no words", id="bare"
        ),
    ],
)
def test_bad_input_is_told_with_its_remedy(run: Run, tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content)
    ran = run("verify", tmp_path / name, "--rules")
    assert ran.code == 2
    assert ran.out == ""
    (line,) = ran.err.splitlines()
    assert re.search(message, line)


def test_lines_over_each_other_and_out_of_order_are_found(run: Run, tmp_path):
    (tmp_path / "a.en.csv").write_text(
        "start,end,text\n20,25,A dog runs.\n-2,3,A cat sits.\n1,6,A man waits.\n"
    )
    ran = run("verify", tmp_path / "a.en.csv", "--rules", "--json")
    found = [(one["rule"], one["cue"]) for one in json.loads(ran.out)["findings"]]
    assert found == [("T12", 2), ("T7", 3)]


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("film.srt", (), "film.srt is a track: add --rules"),
        ("film.mkv", ("--sarif", "a.sarif"), "are for a track: add --rules"),
        ("film.srt", ("--rules", "--html", "a.html"), "are for films, not for a track"),
    ],
)
def test_what_is_for_the_other_kind_of_file_is_refused(run: Run, tmp_path, name, given, message):
    ran = run("verify", written(tmp_path / name, *GOOD), *given)
    assert ran.code == 2
    assert message in ran.err


def test_a_described_film_holds_until_its_sound_is_changed(run: Run, tmp_path, sample):
    track = written(tmp_path / "lines.srt", (18.1, 2.0, "A dog runs over the grass."))
    assert run("speak", track, "--film", sample, "-o", tmp_path, "-q").code == 0
    film, page = tmp_path / "sample.described.mkv", tmp_path / "page.html"
    ran = run("verify", film, "--html", page)
    assert ran.code == 0
    assert "every line is heard at its time, none over speech" in ran.out
    assert "listening: 100%" in ran.err
    assert "<svg" in page.read_text(encoding="utf-8")
    (tmp_path / "broken").mkdir()
    sound, rate = sound_of(film, 1)  # the film's own sound, without the line
    broken = muxed(
        tmp_path / "broken" / film.name, film, sound, rate, lines=cues((18.1, 2.0, "A."))
    )
    ran = run("verify", broken, "--json", "-q")
    assert ran.code == 3
    data = json.loads(ran.out)
    assert (data["holds"], data["heard"]) == (False, 0)
    assert [one["rule"] for one in data["findings"] if one["level"] == "error"] == ["missing"]
    assert run("verify", film, "--html", film).code == 2  # the film stays what it is


def test_an_extended_film_is_proved_and_its_pauses_told(run: Run, tmp_path):
    film = made(small_film(tmp_path / "film.mkv"))[1]
    ran = run("verify", film, "--json", "-q")
    assert ran.code == 0
    data = json.loads(ran.out)
    assert (data["holds"], data["is_extended"], data["heard"]) == (True, True, 5)
    assert [pause["span"]["start"] for pause in data["pauses"]] == [3.2, 8.2]
    (tmp_path / "film.en.vidcap.json").unlink()
    assert run("verify", film, "-q").code == 0


def test_every_track_of_people_is_judged(run: Run, shared):
    """Whatever they hold, they are read and judged, or refused by line."""
    for path in sorted((shared / "data" / "tracks").glob("*.ad.*.vtt")):
        ran = run("verify", path, "--rules", "--json")
        assert ran.code in (0, 3), ran.err
        assert json.loads(ran.out)["lines"] > 2
