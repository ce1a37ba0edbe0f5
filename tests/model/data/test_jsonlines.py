import json

import pytest

from tests.model.data.conftest import Put
from vidcap.errors import InputError
from vidcap.model.data import Captioned
from vidcap.model.data.jsonlines import read

ROW = {"file": "é 🐕.jpg", "tar": "a.tar", "split": "val", "en": ["a  dog\n"], "zh": ["狗。", ""]}


def test_a_line_is_a_picture_with_captions_by_language(put: Put) -> None:
    path = put("captions.jsonl", json.dumps(ROW, ensure_ascii=False) + "\n")
    where = {"source": "captions.jsonl", "lines": (1,)}
    assert read(path, "en") == [Captioned("é 🐕.jpg", "a.tar", ("a dog",), "val", "en", **where)]
    assert read(path, "zh") == [Captioned("é 🐕.jpg", "a.tar", ("狗。", ""), "val", "zh", **where)]


def test_byte_order_mark_carriage_returns_and_blank_lines_do_no_harm(put: Put) -> None:
    lines = "\r\n".join(["\ufeff" + json.dumps(ROW), "", json.dumps({**ROW, "file": "b.jpg"}), ""])
    items = read(put("captions.jsonl", lines), "en")
    assert [(item.file, item.place()) for item in items] == [
        ("é 🐕.jpg", "captions.jsonl, line 1"),
        ("b.jpg", "captions.jsonl, line 3"),
    ]


def test_signs_that_only_look_like_line_ends_stay_in_a_caption(put: Put) -> None:
    row = json.dumps({**ROW, "en": ["one\u2028two\x85three"]}, ensure_ascii=False)
    assert read(put("captions.jsonl", row), "en")[0].captions == ("one two three",)


def test_a_picture_without_the_language_has_no_captions(put: Put) -> None:
    rows = [ROW, {"file": "b.jpg", "split": "val", "en": ["a cat"]}]
    path = put("captions.jsonl", "\n".join(map(json.dumps, rows)))
    assert [item.captions for item in read(path, "zh")] == [("狗。", ""), ()]


def test_a_language_that_no_line_has_is_told_with_those_there_are(put: Put) -> None:
    path = put("captions.jsonl", json.dumps(ROW))
    with pytest.raises(InputError, match=r"has no captions in de; choose one of en, zh"):
        read(path, "de")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        pytest.param("{", "Expecting property name", id="no JSON"),
        pytest.param("[]", "no JSON object", id="no object"),
        pytest.param('{"split": "val", "en": []}', "'file'", id="no file"),
        pytest.param('{"file": "x.jpg", "en": []}', "'split'", id="no split"),
        pytest.param('{"file": "x", "split": "val", "en": "a dog"}', "en is no list", id="a text"),
        pytest.param('{"file": 7, "split": "val", "en": []}', "are strings", id="a number"),
        pytest.param('{"file": "x", "split": "val", "en": [1]}', "are strings", id="no caption"),
    ],
)
def test_a_bad_line_is_named(put: Put, line: str, why: str) -> None:
    path = put("captions.jsonl", f"{json.dumps(ROW)}\n{line}\n")
    with pytest.raises(InputError, match=rf"line 2: not a captioned picture \(.*{why}"):
        read(path, "en")


def test_another_encoding_is_told(put: Put) -> None:
    path = put("captions.jsonl", json.dumps(ROW, ensure_ascii=False).encode("utf-16"))
    with pytest.raises(InputError, match="is not UTF-8"):
        read(path, "en")
