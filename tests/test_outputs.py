import contextlib
import errno
from pathlib import Path

import pytest

from vidcap.errors import FilmError, InputError
from vidcap.outputs import Outputs, is_output, scratch, staged


def test_names_stand_beside_the_film_or_in_the_folder() -> None:
    beside = Outputs.of(Path("a/film.one.mkv"), "en", folder=None)
    assert beside.track == Path("a/film.one.en.ad.srt")
    assert beside.script == Path("a/film.one.en.vidcap.json")
    inside = Outputs.of(Path("a/film.mkv"), "zh", folder=Path("out"), container="mp4")
    assert inside.described == Path("out/film.described.mp4")
    assert inside.narration == Path("out/film.zh.ad.wav")


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("film.described.mkv", True),
        ("film.en.ad.wav", True),
        ("film.en.vidcap.json", True),
        ("film.mkv", False),
        ("described.mkv", False),
    ],
)
def test_our_own_files_are_known_by_their_names(name: str, ours: bool) -> None:
    assert is_output(Path(name)) is ours


def test_all_files_get_their_names_together(tmp_path: Path) -> None:
    targets = [tmp_path / "new" / "a.srt", tmp_path / "new" / "b.mkv"]
    with staged(targets) as parts:
        for target in targets:
            assert parts[target].suffix == target.suffix
            parts[target].write_text(target.name)
            assert not target.exists()
    assert [target.read_text() for target in targets] == ["a.srt", "b.mkv"]
    assert len(list((tmp_path / "new").iterdir())) == 2


def test_a_failure_leaves_nothing_and_keeps_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "a.srt"
    target.write_text("old")
    with contextlib.suppress(ZeroDivisionError), staged([target]) as parts:
        parts[target].write_text("new")
        raise ZeroDivisionError
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_full_disk_is_told_with_its_remedy(tmp_path: Path, number: int) -> None:
    with pytest.raises(FilmError, match="the disk is full; free space"), staged([tmp_path / "a"]):
        raise OSError(number, "no space")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(InputError, match="cannot be made"), staged([tmp_path / "file" / "a.srt"]):
        pass


def test_scratch_is_gone_afterwards(tmp_path: Path) -> None:
    with scratch(tmp_path) as folder:
        (folder / "large").write_bytes(bytes(10))
    assert list(tmp_path.iterdir()) == []
