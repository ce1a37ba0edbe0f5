import logging
import unicodedata
from pathlib import Path

import pytest

from tests.model.data.conftest import Put, colour_of, encoded, packed
from vidcap.errors import InputError
from vidcap.model.data import Captioned, read_pictures
from vidcap.model.data.pictures import picture_problems


def item(file: str, tar: str = "") -> Captioned:
    return Captioned(file, tar, ("a",), "train", source="captions.txt", lines=(2,))


def colours(folder: Path, *items: Captioned) -> list[str]:
    found = dict(read_pictures(folder, items))
    return [colour_of(found[place]) for place in range(len(items))]


@pytest.mark.parametrize(
    ("lies", "file"),
    [
        pytest.param("a.jpg", "a.jpg", id="in the folder"),
        pytest.param("Images/a.png", "a.png", id="in a folder below"),
        pytest.param("Flicker8k_Dataset/Flicker8k_Dataset/a.jpg", "a.jpg", id="in one below that"),
        pytest.param("val2014/a.jpg", "val2014/a.jpg", id="where the name says"),
        pytest.param("images/val2014/a.jpg", "val2014/a.jpg", id="deeper than the name says"),
        pytest.param("pictures/a.jpg", "val2014/a.jpg", id="elsewhere than the name says"),
        pytest.param("1/2/3/4/5/a.jpg", "1/2/3/4/5/a.jpg", id="as deep as the name says"),
        pytest.param("Images/a#1 b,c.jpg", "a#1 b,c.jpg", id="odd signs"),
        pytest.param(
            "Images/" + unicodedata.normalize("NFD", "é 小狗.webp"), "é 小狗.webp", id="decomposed"
        ),
    ],
)
def test_a_picture_is_found(tmp_path: Path, put: Put, lies: str, file: str) -> None:
    put(lies, colour="green")
    assert colours(tmp_path, item(file)) == ["green"]


@pytest.mark.parametrize(
    ("tar", "mode", "member", "file", "named"),
    [
        pytest.param("a.tar", "w", "a.jpg", "a.jpg", True, id="named"),
        pytest.param("sub/a.tar", "w", "train/a.jpg", "a.jpg", True, id="named, in a folder"),
        pytest.param("Images.tar", "w", "./Images/a.jpg", "a.jpg", False, id="any tar"),
        pytest.param("i.tar.gz", "w:gz", "x/val2014/a.jpg", "val2014/a.jpg", False, id="packed"),
        pytest.param("i.tgz", "w:gz", "a.jpg", "val2014/a.jpg", False, id="without its folder"),
    ],
)
def test_a_picture_is_found_in_a_tar(
    tmp_path: Path, tar: str, mode: str, member: str, file: str, named: bool
) -> None:
    (tmp_path / tar).parent.mkdir(exist_ok=True)
    others = [("z.jpg", encoded("red")), ("notes.txt", b"text")]
    packed(tmp_path / tar, [*others, (member, encoded("blue"))], mode)
    assert colours(tmp_path, item(file, tar if named else "")) == ["blue"]


def test_many_pictures_come_from_wherever_they_lie(tmp_path: Path, put: Put) -> None:
    put("loose.jpg", colour="red")
    put("Images/below.jpg", colour="green")
    packed(tmp_path / "1.tar", [("one.jpg", encoded("blue")), ("1/same.jpg", encoded("red"))])
    packed(tmp_path / "2.tar", [("2/same.jpg", encoded("green")), ("two.jpg", encoded("red"))])
    items = [
        *(item("two.jpg"), item("below.jpg"), item("1/same.jpg"), item("loose.jpg")),
        *(item("one.jpg"), item("same.jpg", "2.tar"), item("two.jpg")),
    ]
    found = ["red", "green", "red", "red", "blue", "green", "red"]
    assert colours(tmp_path, *items) == found


def test_a_file_added_to_a_tar_again_replaces_the_first(tmp_path: Path) -> None:
    packed(tmp_path / "a.tar", [("a.jpg", encoded("red")), ("a.jpg", encoded("blue"))])
    assert colours(tmp_path, item("a.jpg", "a.tar")) == ["blue"]


JPEG = encoded("red", side=64)

HUGE = encoded(kind=".bmp")[:18] + b"\xff\xff\xff\x7f" + encoded(kind=".bmp")[22:]

FAULTS = [
    pytest.param("a.jpg", None, "is missing", id="absent"),
    pytest.param("a.jpg", b"", "is no picture, or a broken one", id="empty"),
    pytest.param("a.jpg", b"no picture", "is no picture, or a broken one", id="text"),
    pytest.param("a.jpg", JPEG[: len(JPEG) // 2], "is no picture, or a broken one", id="half"),
    pytest.param("a.jpg", HUGE, "is no picture, or a broken one", id="absurdly large"),
    pytest.param("a.jpg", JPEG[:-2], "is no picture, or a broken one", id="without its end"),
]


@pytest.mark.parametrize(("name", "content", "reason"), FAULTS)
def test_a_fault_is_named_refused_or_skipped(
    tmp_path: Path,
    put: Put,
    caplog: pytest.LogCaptureFixture,
    name: str,
    content: bytes | None,
    reason: str,
) -> None:
    if content is not None:
        put(name, content)
    put("good.jpg", colour="green")
    items = [item(name), item("good.jpg")]
    assert [str(found) for found in picture_problems(tmp_path, items)] == [
        f"captions.txt, line 2: a.jpg {reason}"
    ]
    with pytest.raises(InputError, match=f"captions.txt, line 2: a.jpg {reason}; complete"):
        list(read_pictures(tmp_path, items))
    with caplog.at_level(logging.WARNING):
        found = dict(read_pictures(tmp_path, items, broken="skip"))
    assert list(found) == [1]
    assert caplog.messages == [f"left out for 1 problem: captions.txt, line 2: a.jpg {reason}"]


@pytest.mark.parametrize("kind", [".jpg", ".png", ".webp", ".bmp"])
@pytest.mark.parametrize("side", [1, 7, 64])
def test_a_whole_picture_of_any_kind_and_size_has_no_problem(
    tmp_path: Path, put: Put, kind: str, side: int
) -> None:
    put(f"a{kind}", encoded("blue", kind=kind, side=side))
    assert picture_problems(tmp_path, [item(f"a{kind}")]) == []
    assert colours(tmp_path, item(f"a{kind}")) == ["blue"]


def test_a_name_that_fits_several_files_is_not_guessed(tmp_path: Path, put: Put) -> None:
    put("Images/a.jpg")
    put("thumbnails/a.jpg")
    assert [found.reason for found in picture_problems(tmp_path, [item("a.jpg")])] == [
        "may be any of Images/a.jpg, thumbnails/a.jpg"
    ]
    assert picture_problems(tmp_path, [item("Images/a.jpg"), item("thumbnails/a.jpg")]) == []


def test_a_picture_missing_from_its_tar_is_told(tmp_path: Path, put: Put) -> None:
    packed(tmp_path / "b.tar", [("other.png", encoded())])
    put("x.png")  # it lies in the folder, but that is not what the captions say
    with pytest.raises(InputError, match=r"x\.png is missing from b\.tar"):
        list(read_pictures(tmp_path, [item("x.png", "b.tar")]))


@pytest.mark.parametrize("cut", [0, 100, 700, 1500])
def test_a_tar_that_cannot_be_read_is_refused_whatever_the_flag(tmp_path: Path, cut: int) -> None:
    path = packed(tmp_path / "c.tar", [(f"{n}.bmp", encoded(kind=".bmp")) for n in range(2)])
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(InputError, match=r"c\.tar: cannot be read"):
        list(read_pictures(tmp_path, [item("0.bmp", "c.tar")], broken="skip"))
    with pytest.raises(InputError, match=r"gone\.tar: cannot be read"):
        picture_problems(tmp_path, [item("0.bmp", "gone.tar")])


def test_names_that_no_file_can_have_are_missing(tmp_path: Path) -> None:
    items = [item(name) for name in ("", ".", "x" * 5000, "a\0b", "/", "\ud800.jpg")]
    assert {found.reason for found in picture_problems(tmp_path, items)} == {"is missing"}
