"""The one door to ffmpeg: what it finds, feeds, and says when something fails."""

from __future__ import annotations

import stat
import time
from pathlib import Path

import ffmpeg
import numpy as np
import pytest

from vidcap.errors import FilmError, MissingError
from vidcap.media.ffmpeg import address, find, reading, reading_pipe, run, writing


@pytest.fixture
def fresh_search():
    """Programs are looked for anew in the test and after it."""
    find.cache_clear()
    yield
    find.cache_clear()


def program(folder: Path, text: str) -> None:
    path = folder / "ffmpeg"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(path.stat().st_mode | stat.S_IEXEC)


def sine(seconds: float = 1.0) -> ffmpeg.nodes.FilterableStream:
    return ffmpeg.input(f"sine=duration={seconds}", format="lavfi").audio


def test_the_wheels_program_stands_in_where_there_is_no_other(tmp_path, monkeypatch, fresh_search):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find().origin == "imageio-ffmpeg"
    assert find().version


def test_the_systems_program_comes_first(tmp_path, monkeypatch, fresh_search):
    program(tmp_path, "echo ffmpeg version 99.1 Copyright")
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    assert (find().origin, find().version) == ("system", "99.1")


def test_a_systems_program_that_does_not_run_is_passed_over(tmp_path, monkeypatch, fresh_search):
    program(tmp_path, "exit 1")
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    assert find().origin == "imageio-ffmpeg"


def test_no_program_at_all(tmp_path, monkeypatch, fresh_search):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(tmp_path / "nowhere"))
    with pytest.raises(MissingError, match="pip install imageio-ffmpeg"):
        find()


@pytest.mark.parametrize(
    "name", ["-o.wav", "a 'b' \"c\".wav", "two\nlines.wav", "pipe:1.wav", "%d.wav"]
)
def test_any_name_is_a_name(tmp_path, name):
    path = tmp_path / name
    run(writing(path, sine()), timeout=30)
    again = tmp_path / "again.wav"
    run(writing(again, reading(path)), timeout=30)
    assert again.read_bytes()[44:] == path.read_bytes()[44:] or again.stat().st_size > 80_000


def test_an_address_is_absolute(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert address(Path("-x.mp4")) == f"file:{tmp_path}/-x.mp4"


def test_the_feed_arrives_whole(tmp_path):
    path = tmp_path / "fed.raw"
    data = np.arange(500_000, dtype="<i2").tobytes()
    feed = (data[n : n + 70_000] for n in range(0, len(data), 70_000))
    pipe = reading_pipe(format="s16le", ar=16000, ac=1)
    run(writing(path, pipe, format="s16le", acodec="copy"), timeout=30, feed=feed)
    assert path.read_bytes() == data


def test_the_log_is_returned(tmp_path):
    measured = sine().filter("ebur128")
    assert "Integrated loudness" in run(writing(tmp_path / "x.wav", measured), timeout=30)


def test_a_failure_tells_its_last_words(tmp_path):
    path = tmp_path / "nowhere" / "x.wav"
    with pytest.raises(FilmError, match="No such file") as caught:
        run(writing(path, sine()), timeout=30)
    assert caught.value.where == str(path)


def test_a_program_that_ends_before_its_feed_is_no_riddle(tmp_path):
    endless = (bytes(100_000) for _ in range(10_000))
    pipe = reading_pipe(format="nonsense")
    with pytest.raises(FilmError, match="nonsense"):
        run(writing(tmp_path / "x.wav", pipe), timeout=30, feed=endless)


def test_a_program_that_takes_too_long_is_stopped(tmp_path):
    started = time.monotonic()
    slow = sine(3600).filter("arealtime")
    with pytest.raises(FilmError, match="longer than 1 s"):
        run(writing(tmp_path / "x.wav", slow), timeout=1)
    assert time.monotonic() - started < 60


def test_an_error_in_the_feed_stops_the_program(tmp_path):
    def failing():
        yield bytes(1000)
        raise FilmError("the film is damaged", "film.mkv", "copy it again")

    pipe = reading_pipe(format="s16le", ar=16000, ac=1)
    with pytest.raises(FilmError, match="damaged"):
        run(writing(tmp_path / "x.wav", pipe), timeout=30, feed=failing())


def test_other_protocols_are_closed(tmp_path):
    path = tmp_path / "x.wav"
    inside = ffmpeg.input("http://127.0.0.1:9/x.wav", protocol_whitelist="file,pipe")
    with pytest.raises(FilmError):
        run(writing(path, inside), timeout=30)
