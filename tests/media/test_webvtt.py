import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.errors import InputError
from vidcap.media.webvtt import parse_vtt
from vidcap.script import Cue, Span

FILE = """\
WEBVTT - a title

STYLE
::cue { color: red }

NOTE a comment
over two lines

intro
00:01.000 --> 00:02.500 line:80% align:start
<v Ann>Salt &amp; <i>pepper</i>,
<00:00:02.000>please.

01:00:00.000 --> 01:00:01.000
- Yes.
"""


def test_reads_times_and_words():
    assert parse_vtt(FILE, "x.vtt") == (
        Cue(Span(1.0, 2.5), "Salt & pepper,\nplease.", 1),
        Cue(Span(3600.0, 3601.0), "- Yes.", 2),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("1\n00:00:01,000 --> 2\n", r"x\.vtt: does not begin with WEBVTT", id="SRT"),
        pytest.param(FILE.replace("00:02.500", "2.5"), "cue 1, line 10: .*no time line", id="time"),
        pytest.param(
            FILE.replace("01:00:01.000", "00:59:01.000"), "cue 2, line 14: .*end after", id="order"
        ),
    ],
)
def test_a_broken_file_is_named_with_cue_and_line(text, message):
    with pytest.raises(InputError, match=message):
        parse_vtt(text, "x.vtt")


PIECES = ["\n", "\n\n", "1", " ", "00:01.000 --> 00:02.000", "00:01.000 --> 00:02.000 -->"]
PIECES += ["-->", "00:00:01,000", "<i>", "{", "word", "\u2028", "\x0b", "9" * 5000]


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_any_text_gives_cues_or_a_named_place(text):
    trouble = None
    try:
        parse_vtt("WEBVTT\n\n" + text, "x.vtt")
    except InputError as error:
        trouble = error
    assert trouble is None or trouble.where.startswith("x.vtt, cue ")
