"""Whatever is wrong is told by name and with a remedy; nothing is left under a final name."""

import os
import resource
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import SAMPLE, Run

ECHO = ("--captioner", "echo:A test.")


def missing(folder: Path) -> Path:
    return folder / "film.mp4"


def written(content: bytes) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / "film.mp4"
        path.write_bytes(content)
        return path

    return make


def no_permission(folder: Path) -> Path:
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    path = written(b"x")(folder)
    path.chmod(0)
    return path


def truncated(folder: Path) -> Path:
    return written(SAMPLE.read_bytes()[: SAMPLE.stat().st_size // 3])(folder)


def picture(folder: Path) -> Path:
    path = folder / "film.mp4"
    shutil.copy(SAMPLE.parent / "pictures" / "coffee.jpg", path)
    return path


def playlist(folder: Path) -> Path:
    secret = folder / "secret.mp4"
    shutil.copy(SAMPLE, secret)
    text = f"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n{secret}\n#EXT-X-ENDLIST\n"
    return written(text.encode())(folder)


def concat_list(folder: Path) -> Path:
    return written(f"ffconcat version 1.0\nfile '{SAMPLE}'\n".encode())(folder)


@pytest.mark.parametrize(
    "make",
    [
        missing,
        written(b""),
        written(b"\x00" * 5000),
        written(os.urandom(5000)),
        no_permission,
        truncated,
        picture,
        playlist,
        concat_list,
    ],
    ids=[
        *("missing", "empty", "zeros", "garbage", "no permission", "truncated", "an image"),
        *("a playlist", "a concat list"),
    ],
)
def test_a_film_that_is_none_is_refused(
    run: Run, tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    film = make(tmp_path)
    before = sorted(tmp_path.iterdir())
    ran = run("describe", film, *ECHO)
    assert ran.code == 2
    assert "film.mp4" in ran.err
    assert ";" in ran.err  # the remedy stands behind it
    assert "Traceback" not in ran.err
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--recipe", "nonesuch"], "no such recipe"),
        (["--set", "fit.apart"], "has no ="),
        (["--set", "fit.apart=fast"], "fit.apart is a number"),
        (["--set", "fit.nonesuch=1"], "fit.nonesuch is no setting"),
        (["--captioner", "nonesuch"], "no such captioner"),
        (["--captioner", "own:nowhere.safetensors"], "weights are not there"),
        (["--voice", "nonesuch"], "no such voice"),
        (["--from", "soon"], "is no time"),
        (["--from", "20", "--to", "10"], "not after"),
        (["--detector", "nonesuch"], "watch.detector is one of"),
        (["--audio-lang", "fr"], "no audio track in fr"),
        (["--dialogue", "nowhere.srt"], "nowhere.srt"),
        (["--min-confidence", "7"], "lies from 0 to 1"),
        (["--min-confidence", "certain"], "choose one of sure, normal, draft"),
        (["--nonesuch"], "No such option"),
    ],
)
def test_wrong_use_is_told_before_any_work(
    run: Run, sample: Path, tmp_path: Path, arguments: list[str], message: str
) -> None:
    ran = run("describe", sample, "-o", tmp_path, *ECHO, *arguments)
    assert ran.code == (4 if "weights" in message else 2)
    assert message in ran.err
    assert "Traceback" not in ran.err
    assert list(tmp_path.iterdir()) == []


def test_every_mistake_of_a_recipe_is_told_at_once(run: Run, sample: Path, tmp_path: Path) -> None:
    recipe = tmp_path / "mine.toml"
    recipe.write_text('[fit]\napart = "x"\nnonesuch = 1\n[spek]\nvoice = "a"\n')
    ran = run("describe", sample, "-o", tmp_path / "out", "--recipe", recipe)
    assert ran.code == 2
    for part in ("mine.toml", "fit.apart", "fit.nonesuch", "spek"):
        assert part in ran.err


def test_a_file_beside_a_film_may_not_name_a_model(run: Run, tmp_path: Path) -> None:
    shutil.copy(SAMPLE, tmp_path / "film.mp4")
    (tmp_path / "film.context.toml").write_text('[caption]\ncaptioner = "own:/etc/passwd"\n')
    ran = run("describe", tmp_path / "film.mp4")
    assert ran.code == 2
    assert "film.context.toml" in ran.err
    assert "may not give" in ran.err


def test_a_broken_subtitle_is_named_by_cue_and_line(run: Run, tmp_path: Path) -> None:
    shutil.copy(SAMPLE, tmp_path / "film.mp4")
    (tmp_path / "film.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nHi.\n\n2\nbroken\nHo.\n")
    ran = run("describe", tmp_path / "film.mp4", *ECHO, "--to", "5")
    assert ran.code == 2
    assert "film.srt" in ran.err
    assert "line" in ran.err


@pytest.mark.parametrize(
    "name", ["two words.mp4", 'it\'s "quoted".mp4', "new\nline.mp4", "-dash.mp4", "odd\udcff.mp4"]
)
def test_odd_names_are_only_names(
    run: Run, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(SAMPLE, tmp_path / name)
    ran = run("describe", *ECHO, "--to", "5", "--speak", "--", name)
    assert ran.code == 0, ran.err
    stem = name.removesuffix(".mp4")
    names = {path.name for path in tmp_path.iterdir()}
    assert {f"{stem}.en.ad.srt", f"{stem}.described.mkv"} <= names


def test_a_film_that_is_described_already_is_refused(run: Run, tmp_path: Path) -> None:
    ran = run("describe", SAMPLE, *ECHO, "--to", "5", "--speak", "-o", tmp_path)
    assert ran.code == 0, ran.err
    again = run("describe", tmp_path / "sample.described.mkv", *ECHO)
    assert again.code == 2
    assert "already described" in again.err


def test_a_disk_that_takes_no_more_leaves_nothing(run: Run, tmp_path: Path) -> None:
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2**20, old[1]))  # the mix needs more than 1 MiB
    try:
        ran = run("describe", SAMPLE, *ECHO, "--speak", "-o", tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
    assert ran.code == 1
    assert "disk is full" in ran.err
    assert "Traceback" not in ran.err
    assert list(tmp_path.iterdir()) == []


def test_the_other_films_of_a_command_are_still_done(run: Run, tmp_path: Path) -> None:
    shutil.copy(SAMPLE, tmp_path / "good.mp4")
    (tmp_path / "bad.mp4").write_bytes(b"")
    ran = run("describe", tmp_path, *ECHO, "--to", "5", "-q")
    assert ran.code == 1
    assert "good.mp4" in ran.out
    assert "done" in ran.out
    assert "bad.mp4" in ran.out
    assert (tmp_path / "good.en.ad.srt").exists()
