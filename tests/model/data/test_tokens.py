from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.model.data.conftest import Put
from vidcap.errors import InputError
from vidcap.model.data.text import tidy
from vidcap.model.data.tokens import read

LINES = (
    'b#1.jpg#0\tA dog , "quoted" #3 .\n'
    "a.jpg#0\tA cat\twith a tab .\r\n"
    "\n"
    "b#1.jpg#1\t\n"
    "小狗.jpg#0\t一只狗。\n"
)


def test_captions_are_gathered_by_picture(put: Put) -> None:
    items = read(put("Flickr8k.token.txt", "\ufeff" + LINES))
    assert [(item.file, item.captions, item.lines) for item in items] == [
        ("b#1.jpg", ('A dog , "quoted" #3 .', ""), (1, 4)),
        ("a.jpg", ("A cat with a tab .",), (2,)),
        ("小狗.jpg", ("一只狗。",), (5,)),
    ]
    assert items[0].place(1) == "Flickr8k.token.txt, line 4"


def test_a_picture_listed_again_comes_again(put: Put) -> None:
    items = read(put("results_20130124.token", "a#0\tx\na#1\ty\na#0\tz\na#1\tw\n"))
    assert [(item.file, item.captions) for item in items] == [("a", ("x", "y")), ("a", ("z", "w"))]


@pytest.mark.parametrize("line", ["a.jpg A dog", "a.jpg\tA dog", "a.jpg#x\tA dog", "#0\tA dog"])
def test_a_bad_line_is_named(put: Put, line: str) -> None:
    path = put("x.token.txt", f"a.jpg#0\ta\n{line}\n")
    with pytest.raises(InputError, match=r"x\.token\.txt, line 2: not a caption; write NAME"):
        read(path)


LETTERS = st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp"])
NAMES = st.text(LETTERS, min_size=1).map(str.strip).filter(lambda name: name)
CAPTIONS = st.lists(st.text(LETTERS), min_size=1, max_size=5)


@given(st.dictionaries(NAMES, CAPTIONS, min_size=1))
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, said: dict[str, list[str]]
) -> None:
    path: Path = tmp_path_factory.mktemp("tokens") / "x.token.txt"
    lines = [
        f"{name}#{number}\t{text}\n"
        for name, texts in said.items()
        for number, text in enumerate(texts)
    ]
    path.write_text("".join(lines), encoding="utf-8")
    assert {item.file: item.captions for item in read(path)} == {
        name: tuple(map(tidy, texts)) for name, texts in said.items()
    }
