import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.errors import InputError
from vidcap.media.text import decode, read_text

SENTENCE = "Ça va ?\n“Très bien.”\n"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(SENTENCE.encode(), id="UTF-8"),
        pytest.param(codecs.BOM_UTF8 + SENTENCE.encode(), id="UTF-8 with mark"),
        pytest.param(SENTENCE.encode("utf-16"), id="UTF-16 with mark"),
        pytest.param(codecs.BOM_UTF16_BE + SENTENCE.encode("utf-16-be"), id="the other end first"),
        pytest.param(SENTENCE.encode("utf-16-le"), id="UTF-16 without mark"),
        pytest.param(SENTENCE.encode("utf-16-be"), id="UTF-16 BE without mark"),
        pytest.param(SENTENCE.encode("utf-32"), id="UTF-32 with mark"),
        pytest.param(SENTENCE.encode("cp1252"), id="Windows-1252"),
        pytest.param(SENTENCE.replace("\n", "\r\n").encode(), id="lines of DOS"),
        pytest.param(SENTENCE.replace("\n", "\r").encode(), id="lines of old Macs"),
    ],
)
def test_known_encodings_are_decoded(data):
    assert decode(data, "x.srt") == SENTENCE


@given(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0\r\ufeff")))
def test_utf_8_is_never_taken_for_anything_else(text):
    assert decode(text.encode(), "x.srt") == text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(b"caf\x81", "byte 3 is not cp1252", id="no code page"),
        pytest.param(b"a" * 40 + b"\0", "zero characters", id="a binary file"),
        pytest.param(b"\xff\xfea", "is not utf-16", id="half a character"),
    ],
)
def test_what_is_no_text_is_refused_with_the_way_out(data, message):
    with pytest.raises(InputError, match=message) as caught:
        decode(data, "x.srt")
    assert caught.value.where == "x.srt"
    assert "save" in caught.value.remedy or "name" in caught.value.remedy


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(InputError, match=r"none\.srt: cannot be read \(No such file"):
        read_text(tmp_path / "none.srt")


def test_a_folder_is_no_text(tmp_path):
    with pytest.raises(InputError, match="Is a directory"):
        read_text(tmp_path)


def test_a_film_named_as_text_is_not_read_whole(tmp_path):
    path = tmp_path / "film.srt"
    with path.open("wb") as file:
        file.truncate(65 * 2**20)  # a hole: it needs no disk
    with pytest.raises(InputError, match="too large"):
        read_text(path)
