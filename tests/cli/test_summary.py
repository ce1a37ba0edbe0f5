import dataclasses
from pathlib import Path

from vidcap.batch import Row
from vidcap.cli.summary import shown, summary, table

FIGURES: dict[str, object] = {
    "shots": 3,
    "speech": 12.3456,
    "gaps": 2,
    "placed": 1,
    "words_a_minute": 20.4,
    "coverage": 0.051,
    "overlap": 0.0,
    "skipped": {"low confidence": 4, "no room": 1},
}


def row(**changes: object) -> Row:
    return Row(Path("a/film.mp4"), "done", "", 0, {**FIGURES, **changes}, (Path("a/film.srt"),))


def test_a_summary_tells_every_figure() -> None:
    text = summary(row())
    for part in ("film.mp4: done", "3", "12.3 s", "2 gaps", "1 lines", "20 words", "5% of", "0 ms"):
        assert part in text
    assert "   4 low confidence" in text
    assert "a/film.srt" in text


def test_silence_is_said_to_be_silent() -> None:
    loudness = {"film_lufs": None, "described_lufs": -20.0, "peak_dbtp": -3.0}
    text = summary(row(loudness=loudness, notes=["a data track was left out"]))
    assert "film silent, described -20.0 LUFS, peak -3.0 dBTP" in text
    assert "note       a data track was left out" in text


def test_how_lines_fit_is_told_as_far_as_it_is_known() -> None:
    fit = {"lines": 2, "heard": 2, "overlap_samples": 0, "least_pause": 0.4, "least_margin": None}
    text = summary(row(fit=fit))
    assert (
        "fit        2 of 2 lines heard in the result, 0 samples over speech, 0.40 s apart" in text
    )


def test_lines_that_are_spoken_faster_are_told_where_there_are_any() -> None:
    assert "2 of them spoken faster" in summary(row(faster=2))
    assert "faster" not in summary(row(faster=0))


def test_what_to_try_is_told_where_no_line_was_placed() -> None:
    assert "--extended lets the film pause" in summary(row(placed=0))
    assert "--extended" not in summary(row(placed=0, skipped={"low confidence": 2}))
    paused = summary(row(placed=0, pauses=2, paused=3.5))
    assert "extended   2 pauses, 3.5 s longer than the film" in paused
    assert "No line" not in paused
    extended = dataclasses.replace(row(placed=0), files=(Path("a/film.extended.mkv"),))
    assert "nor is it silent where the film could pause" in summary(extended)
    assert "--extended" not in summary(extended)


def test_a_table_has_a_line_for_each_film_and_the_counts() -> None:
    broken = Row(Path("b.mp4"), "failed", "b.mp4: is empty; copy it again", 2)
    lines = table([row(), broken]).splitlines()
    assert lines[1].split() == ["film.mp4", "done", "1", "5"]
    assert lines[2].endswith("b.mp4: is empty; copy it again")
    assert lines[3] == "1 done, 1 failed"


def test_odd_bytes_of_a_name_can_be_printed() -> None:
    assert shown(Path("a\udcffb")) == "a\\udcffb"
