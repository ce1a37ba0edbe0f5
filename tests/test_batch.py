"""Several films: what fails costs one film; what is done is not done again."""

import os
import shutil
import signal
from pathlib import Path

import pytest

from vidcap import batch
from vidcap.batch import describe_all, films_in
from vidcap.pipeline import Job
from vidcap.recipe import Recipe

SAMPLE = Path(__file__).resolve().parents[1] / "samples" / "sample.mp4"
RECIPE = Recipe().altered({"caption": {"captioner": "echo:A test."}}, "test")


def test_a_folder_gives_its_films_but_not_our_own(tmp_path: Path) -> None:
    names = ("b.mkv", "a.MP4", "notes.txt", "a.described.mkv", "sub/c.webm", "a.en.ad.wav")
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    named = tmp_path / "notes.txt"
    found = films_in([named, tmp_path, tmp_path / "b.mkv"])
    assert [path.name for path in found] == ["notes.txt", "a.MP4", "b.mkv", "c.webm"]


def test_a_bad_film_and_a_killed_worker_cost_one_film_each(tmp_path: Path) -> None:
    films = [tmp_path / f"{name}.mp4" for name in ("first", "broken", "second", "third")]
    for film in films:
        shutil.copy(SAMPLE, film)
    films[1].write_bytes(b"no film at all")
    seen: list[str] = []

    def report(film: Path, stage: str, share: float) -> None:
        seen.append(film.name)
        if film.name == "second.mp4":
            for process in batch.multiprocessing.active_children():
                os.kill(process.pid or 0, signal.SIGKILL)

    jobs = [Job(film, RECIPE, bounds=(0.0, 5.0)) for film in films]
    rows = list(describe_all(jobs, tmp_path / "cache", report))
    assert [row.film for row in rows] == films
    assert [row.status for row in rows] == ["done", "failed", "failed", "done"]
    assert (rows[1].exit_code, rows[2].exit_code) == (2, 1)
    assert "broken.mp4" in rows[1].message
    assert "SIGKILL" in rows[2].message
    assert not list(tmp_path.glob("second.*.srt"))
    assert {"first.mp4", "third.mp4"} <= set(seen)
    again = list(describe_all(jobs[:1], tmp_path / "cache", report))
    assert [row.status for row in again] == ["unchanged"]


def test_a_worker_that_does_not_move_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "STALL", 0.01)  # less than a process takes to start
    (row,) = describe_all(
        [Job(SAMPLE, RECIPE, folder=tmp_path)], tmp_path / "cache", lambda *_: None
    )
    assert row.status == "failed"
    assert "no progress" in row.message
    assert batch.multiprocessing.active_children() == []
