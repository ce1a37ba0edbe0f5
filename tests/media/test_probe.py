"""What is refused, with which words, and what is read off a film."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import cv2
import ffmpeg
import pytest

from tests.films.pictured import RATE, SIZE, held, quarters, scene, turned, write_film
from vidcap.errors import InputError
from vidcap.media.ffmpeg import find, run, writing
from vidcap.media.probe import examine, is_description, probe
from vidcap.script import Stream

SECONDS = 2


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("probe")


@pytest.fixture(scope="module")
def film(folder: Path) -> Path:
    """Two seconds with two audio tracks, English and German."""
    return write_film(
        folder / "film.mkv",
        held(scene(1), SECONDS),
        tones=(300, 500),
        options={"metadata:s:a:0": "language=eng", "metadata:s:a:1": "language=ger"},
    )


def refusal(path: Path, **how: str) -> InputError:
    with pytest.raises(InputError) as caught:
        probe(path, **how)
    assert caught.value.where == str(path)
    assert caught.value.remedy
    return caught.value


def test_what_a_film_is(film):
    source = probe(film)
    assert source.film.name == "film.mkv"
    assert source.film.duration == pytest.approx(SECONDS, abs=0.002)
    assert (source.width, source.height) == SIZE
    assert source.rate == RATE
    assert (source.video, source.audio) == (0, 1)
    assert [(s.kind, s.codec, s.language) for s in source.film.streams] == [
        ("video", "h264", ""),
        ("audio", "aac", "eng"),
        ("audio", "aac", "ger"),
    ]
    assert source.stamped
    assert (source.interlaced, source.hdr, source.rotation, source.mirrored) == (
        False,
        "",
        0,
        False,
    )


@pytest.mark.parametrize(("language", "track"), [("en", 1), ("de", 2), ("deu", 2), ("de-AT", 2)])
def test_the_dialogue_is_looked_for_in_the_language_asked_for(film, language, track):
    assert probe(film, audio_language=language).audio == track


def test_a_language_that_is_not_there(film):
    error = refusal(film, audio_language="fr")
    assert error.what == "no audio track in fr"
    assert error.remedy == "choose one of en, de with --audio-lang"


def test_a_silent_film_has_no_track(folder):
    silent = write_film(folder / "silent.mp4", held(scene(2), 1))
    assert probe(silent).audio is None
    assert "leave out" in refusal(silent, audio_language="en").remedy


def test_missing(folder):
    assert "no such file" in str(refusal(folder / "nowhere.mp4"))


def test_folder(folder):
    assert "is a folder" in str(refusal(folder))


def test_empty(folder):
    path = folder / "empty.mp4"
    path.touch()
    assert "is empty" in str(refusal(path))


def test_garbage(folder):
    path = folder / "garbage.mp4"
    path.write_bytes(os.urandom(100_000))
    refusal(path)


def test_zeroes(folder):
    path = folder / "zeroes.mp4"
    path.write_bytes(bytes(100_000))
    refusal(path)


def test_a_pipe_is_not_waited_for(folder):
    path = folder / "pipe.mp4"
    os.mkfifo(path)
    assert "is no file" in str(refusal(path))


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_no_permission(folder):
    path = folder / "forbidden.mp4"
    path.write_bytes(b"x")
    path.chmod(0)
    assert "permissions" in str(refusal(path))


def test_a_name_with_a_zero_byte():
    refusal(Path("a\0b.mp4"))


@pytest.mark.parametrize("name", ["sound.wav", "sound.m4a", "sound.mp3", "sound.mp4"])
def test_sound_alone(folder, name):
    tone = ffmpeg.input("sine=duration=1", format="lavfi")
    path = folder / name
    run(writing(path, tone), timeout=30)
    assert "has no picture" in str(refusal(path))


def test_sound_with_a_cover(folder):
    cover = folder / "cover.png"
    cv2.imwrite(str(cover), quarters())
    path = folder / "covered.mp3"
    tone = ffmpeg.input("sine=duration=1", format="lavfi").audio
    picture = ffmpeg.input(str(cover)).video
    run(
        writing(path, tone, picture, vcodec="copy", **{"disposition:v": "attached_pic"}), timeout=30
    )
    assert "only a cover picture" in str(refusal(path))


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".bmp", ".webp", ".tiff"])
@pytest.mark.parametrize("disguise", ["", ".mp4"])
def test_a_picture(folder, suffix, disguise):
    path = folder / f"picture{suffix}"
    cv2.imwrite(str(path), quarters())
    refusal(path.rename(f"{path}{disguise}"))


PLAYLISTS = {
    "hls": "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:2,\n{film}\n#EXT-X-ENDLIST\n",
    "concat": "ffconcat version 1.0\nfile {film}\n",
    "dash": '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011">{film}</MPD>',
    "pls": "[playlist]\nFile1={film}\n",
    "sdp": "v=0\no=- 0 0 IN IP4 127.0.0.1\nm=video 5000 RTP/AVP 96\nc=IN IP4 127.0.0.1\n",
}


@pytest.mark.parametrize("kind", PLAYLISTS)
@pytest.mark.parametrize("name", ["list.mp4", "list.m3u8", "list.mpd", "list.ffconcat", "list.sdp"])
def test_a_playlist_opens_no_other_file(tmp_path, film, kind, name):
    shutil.copy(film, tmp_path / "other.mkv")
    path = tmp_path / name
    path.write_text(PLAYLISTS[kind].format(film="other.mkv"))
    before = (tmp_path / "other.mkv").stat().st_atime_ns
    refusal(path)
    assert (tmp_path / "other.mkv").stat().st_atime_ns == before


def test_a_numbered_name_is_no_run_of_pictures(folder):
    for number in (1, 2):
        cv2.imwrite(str(folder / f"shot{number:03}.png"), quarters())
    refusal(folder / "shot%03d.png")


@pytest.mark.parametrize("container", ["mkv", "mp4", "ts"])
@pytest.mark.parametrize("share", [0.02, 0.5])
def test_truncated(folder, container, share):
    """A film that was cut off is refused; of a broadcast nobody can tell but by its damage."""
    options = {"movflags": "+faststart"} if container == "mp4" else {}
    whole = write_film(
        folder / f"whole.{container}",
        [scene(n) for n in range(8 * RATE)],
        options={"g": 25, **options},
    )
    path = folder / f"cut{share}.{container}"
    path.write_bytes(whole.read_bytes()[: int(whole.stat().st_size * share)])
    if container == "ts":
        assert probe(path).film.duration < 8 * share + 1
    else:
        assert "cut short" in str(refusal(path))


def test_truncated_before_its_index(folder):
    whole = write_film(folder / "late-index.mp4", held(scene(1), SECONDS))
    path = folder / "no-index.mp4"
    path.write_bytes(whole.read_bytes()[:-2000])
    assert "cut short" in str(refusal(path))


def test_a_video_of_no_length(folder):
    path = folder / "nothing.mkv"
    black = ffmpeg.input("color=black:size=64x64:duration=1", format="lavfi")
    run(writing(path, black, frames=0, vcodec="mpeg4"), timeout=30)
    refusal(path)


def test_already_described(folder, film):
    path = folder / "described.mkv"
    source = ffmpeg.input(str(film))
    run(
        writing(
            path,
            source.video,
            source["a:0"],
            source["a:1"],
            c="copy",
            **{"disposition:a:1": "visual_impaired"},
        ),
        timeout=30,
    )
    error = refusal(path)
    assert "already described (track 2" in error.what
    assert examine(path).audio == 1  # to read a result back is another thing


@pytest.mark.parametrize(
    ("stream", "expected"),
    [
        (Stream(1, "audio", "aac", title="English (Audio Description)"), True),
        (Stream(1, "audio", "aac", flags=("default", "descriptions")), True),
        (Stream(1, "audio", "aac", title="Director's comments"), False),
        (Stream(1, "subtitle", "srt", flags=("descriptions",)), False),
    ],
)
def test_is_description(stream, expected):
    assert is_description(stream) is expected


NAMES = [
    b"plain.mkv",
    b"-i.mkv",
    b"with 'quotes' and \"more\".mkv",
    b"two\nlines.mkv",
    b"%03d.mkv",
    b"http:colon.mkv",
    b"concat:a|b.mkv",
    "Fassbinder – Köln.mkv".encode(),
    b"latin-1 \xe9\xff.mkv",
]


@pytest.mark.parametrize("name", NAMES)
def test_any_name_will_do(tmp_path, monkeypatch, film, name):
    shutil.copy(film, os.fsencode(tmp_path) + b"/" + name)
    monkeypatch.chdir(tmp_path)
    relative = Path(os.fsdecode(name))
    assert probe(relative).film.duration == pytest.approx(SECONDS, abs=0.002)


def test_pixels_that_are_not_square(folder):
    path = write_film(
        folder / "wide.mp4", held(scene(3), 1), filters=lambda shown: shown.filter("setsar", "4/3")
    )
    source = probe(path)
    assert source.sample_aspect == Fraction(4, 3)
    assert (source.width, source.height) == (round(SIZE[0] * 4 / 3), SIZE[1])


@pytest.mark.parametrize(
    ("matrix", "rotation", "mirrored"),
    [
        pytest.param((0, 1, -1, 0), 90, False, id="a quarter turn"),
        pytest.param((-1, 0, 0, -1), 180, False, id="upside down"),
        pytest.param((0, -1, 1, 0), 270, False, id="a quarter turn back"),
        pytest.param((-1, 0, 0, 1), 0, True, id="mirrored"),
        pytest.param((1, 0, 0, -1), 180, True, id="flipped"),
    ],
)
def test_orientation(tmp_path, matrix, rotation, mirrored):
    path = turned(write_film(tmp_path / "turned.mp4", held(quarters(), 0.2)), *matrix)
    source = probe(path)
    assert (source.rotation, source.mirrored) == (rotation, mirrored)
    upright = rotation % 180 == 0
    assert (source.width, source.height) == (SIZE if upright else SIZE[::-1])


def test_a_bare_stream_has_a_length_too(folder, film):
    path = folder / "bare.h264"
    run(writing(path, ffmpeg.input(str(film)).video, vcodec="copy", format="h264"), timeout=30)
    source = probe(path)
    assert not source.stamped
    assert source.film.duration == pytest.approx(SECONDS, abs=0.05)


def test_every_test_film_is_understood(media):
    for path in sorted(media.iterdir()):
        if path.suffix in (".mp4", ".mkv", ".webm", ".mov", ".ts", ".mpg", ".ogv", ".3gp", ".h265"):
            source = probe(path)
            assert source.film.duration > 0, path.name
            assert source.film.fingerprint


def test_ffmpeg_itself_is_not_needed_to_read(film, tmp_path):
    """Reading is PyAV's: the probe works where no program can be started."""
    assert find().path
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, pathlib; from vidcap.media.probe import probe;"
            "print(probe(pathlib.Path(sys.argv[1])).film.duration)",
            str(film),
        ],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PATH": str(tmp_path)},
        cwd=Path(__file__).resolve().parents[2],
    )
    assert float(done.stdout) == pytest.approx(SECONDS, abs=0.002)
