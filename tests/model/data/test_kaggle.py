import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.model.data.conftest import Put
from vidcap.errors import InputError
from vidcap.model.data.kaggle import read
from vidcap.model.data.text import tidy

LINES = (
    "\ufeffimage,caption\r\n"
    'a.jpg,"A dog, a cat and ""Rex"" ."\r\n'
    "b.jpg,Two dogs, not quoted .\r\n"
    '"c, d.jpg",A 5" pipe .\r\n'
    "\r\n"
    'a.jpg,"over\r\ntwo lines"\r\n'
    "小狗.jpg,一只狗。\r\n"
    "a.jpg,\r\n"
)


def test_captions_are_gathered_by_picture(put: Put) -> None:
    items = read(put("captions.txt", LINES))
    assert [(item.file, item.captions, item.lines) for item in items] == [
        ("a.jpg", ('A dog, a cat and "Rex" .', "over two lines", ""), (2, 6, 9)),
        ("b.jpg", ("Two dogs, not quoted .",), (3,)),
        ("c, d.jpg", ('A 5" pipe .',), (4,)),
        ("小狗.jpg", ("一只狗。",), (8,)),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("", "line 1: no header", id="an empty file"),
        pytest.param("a.jpg,A dog .\n", "line 1: no header", id="no header"),
        pytest.param("image,caption\na.jpg\n", "line 2: not a caption", id="no comma"),
        pytest.param("image,caption\n,A dog .\n", "line 2: not a caption", id="no name"),
        pytest.param(
            'image,caption\na.jpg,"open\nb.jpg,A dog .\n', "unexpected end", id="a quote unclosed"
        ),
        pytest.param(
            'image,caption\na.jpg,"open\nb.jpg,"A dog ."\n', "line 3: not comma", id="and another"
        ),
    ],
)
def test_what_is_not_of_the_form_is_named(put: Put, text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read(put("captions.txt", text))


LETTERS = st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\0\r")
NAMES = st.text(LETTERS, min_size=1).map(str.strip).filter(lambda name: name)
CAPTIONS = st.lists(st.text(LETTERS), min_size=1, max_size=5)


@given(
    st.dictionaries(NAMES, CAPTIONS, min_size=1),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, said: dict[str, list[str]], end: str, quoting: int
) -> None:
    path: Path = tmp_path_factory.mktemp("kaggle") / "captions.txt"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator=end, quoting=quoting)  # type: ignore[arg-type]
        writer.writerow(["image", "caption"])
        writer.writerows((name, text) for name, texts in said.items() for text in texts)
    assert {item.file: item.captions for item in read(path)} == {
        name: tuple(map(tidy, texts)) for name, texts in said.items()
    }
