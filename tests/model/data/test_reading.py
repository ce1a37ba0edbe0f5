import io
import json
import tarfile
from pathlib import Path

import pytest

from vidcap.errors import InputError
from vidcap.model.data import Captioned, read_pictures, read_split


def test_a_split_is_read_in_the_order_of_the_file(captioned: Path) -> None:
    items = read_split(captioned, "val")
    assert [item.file for item in items] == [f"{n:02}.png" for n in range(18, 24)]
    assert items[0].captions == ("a red square", "a red square on black")


def test_pictures_come_from_tars_too(captioned: Path, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        for name in ("01.png", "00.png", "05.png"):
            archive.add(captioned / name, name)
    wanted = [Captioned("00.png", "a.tar", ()), Captioned("01.png", "a.tar", ())]
    found = dict(read_pictures(tmp_path, wanted))
    assert sorted(found) == [0, 1]
    assert int(found[0][:, :, 0].mean()) > 200  # red
    assert int(found[1][:, :, 1].mean()) > 200  # green


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 2: not a captioned picture"),
        ('{"file": "x"}', "line 2: not a captioned picture"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, message: str) -> None:
    good = json.dumps({"file": "a.png", "split": "train", "en": ["a"]})
    (tmp_path / "captions.jsonl").write_text(f"{good}\n{line}\n")
    with pytest.raises(InputError, match=message):
        read_split(tmp_path, "train")


def test_an_empty_split_and_a_missing_file_are_told(captioned: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no picture in split test"):
        read_split(captioned, "test")
    with pytest.raises(InputError, match="name a folder that holds"):
        read_split(tmp_path, "train")


def test_missing_and_broken_pictures_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.png"):
        list(read_pictures(tmp_path, [Captioned("gone.png", "", ())]))
    (tmp_path / "bad.png").write_bytes(b"no picture")
    with pytest.raises(InputError, match=r"bad\.png is no picture"):
        list(read_pictures(tmp_path, [Captioned("bad.png", "", ())]))
    with tarfile.open(tmp_path / "b.tar", "w") as archive:
        info = tarfile.TarInfo("other.png")
        archive.addfile(info, io.BytesIO())
    with pytest.raises(InputError, match=r"x\.png is missing from b\.tar"):
        list(read_pictures(tmp_path, [Captioned("x.png", "b.tar", ())]))
