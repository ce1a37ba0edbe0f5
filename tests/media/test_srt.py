import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.errors import InputError
from vidcap.media.srt import format_srt, parse_srt
from vidcap.script import Cue, Span

TWO = """\
1
00:00:01,500 --> 00:00:02,000
Come in.

2
00:01:00,000 --> 01:00:00,250
Sit down,
please.

"""
CUES = (Cue(Span(1.5, 2.0), "Come in.", 1), Cue(Span(60.0, 3600.25), "Sit down,\nplease.", 2))


def test_reads_and_writes_cues():
    assert parse_srt(TWO, "x.srt") == CUES
    assert [cue.row for cue in parse_srt(TWO, "x.srt")] == [2, 6]
    assert format_srt(CUES) == TWO


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\n\n" + TWO.rstrip(), id="blank lines around"),
        pytest.param(TWO.replace(",500", ".500"), id="decimal points"),
        pytest.param(TWO.replace("02,000\n", "02,000  X1:10 X2:20\n"), id="places on the screen"),
        pytest.param(TWO.replace("Come", "<i>{\\an8}Come</i>"), id="markup"),
        pytest.param(TWO.replace("down,\n", "down,\n\n"), id="a blank line within a text"),
    ],
)
def test_forgives_what_is_clear(text):
    assert parse_srt(text, "x.srt") == CUES


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("Hello", r"x\.srt, cue 1, line 1: 'Hello' is no time line", id="no cue"),
        pytest.param("1\n", r"cue 1, line 1: '1' is no time line", id="a number alone"),
        pytest.param(
            TWO.replace("00:01:00,000", "00:0x:00,000"),
            r"x\.srt, cue 2, line 6: '00:0x:00,000 --> 01:00:00,250' is no time line",
            id="a letter in a time",
        ),
        pytest.param(TWO.replace("02,000", "02,5"), "cue 1, line 2: .* no time", id="one digit"),
        pytest.param(TWO.replace("-->", "->", 1), "cue 1, line 2", id="a broken arrow"),
        pytest.param(TWO.replace("00:01:00", "00:61:00"), "cue 2, line 6", id="minute 61"),
        pytest.param(
            TWO.replace("00:00:02,000", "00:00:01,000"),
            r"cue 1, line 2: the cue does not end after it starts; mend its times",
            id="ends before it starts",
        ),
        pytest.param(TWO.replace("02,000", "01,500"), "cue 1, line 2: .*end after", id="no length"),
    ],
)
def test_a_broken_cue_is_named_with_its_line(text, message):
    with pytest.raises(InputError, match=message):
        parse_srt(text, "x.srt")


def test_rounds_times_to_the_millisecond_and_keeps_a_length():
    text = format_srt([Cue(Span(0.0004, 0.00045), "A."), Cue(Span(1.0006, 2.0), "B.")])
    assert parse_srt(text, "x.srt") == (
        Cue(Span(0.0, 0.001), "A.", 1),
        Cue(Span(1.001, 2.0), "B.", 2),
    )


LINES = st.text(
    st.characters(blacklist_categories=["Cc", "Cs", "Zl", "Zp"], blacklist_characters="<{\ufeff"),
    min_size=1,
).map(str.strip)
TEXTS = st.lists(LINES.filter(bool), max_size=3).map("\n".join)
SPANS = st.tuples(st.integers(0, 9 * 3_600_000), st.integers(1, 99_999)).map(
    lambda p: Span(p[0] / 1000, (p[0] + p[1]) / 1000)
)
MANY = st.lists(st.builds(Cue, SPANS, TEXTS, st.integers(1, 9999)))


@given(MANY)
def test_what_is_written_is_read_back(cues):
    assert parse_srt(format_srt(cues), "x.srt") == tuple(cues)


PIECES = [
    "\n",
    "\n\n",
    "1",
    " ",
    "00:00:01,000 --> 00:00:02,000",
    "00:00:01,000 --> 00:00:02,000 -->",
]
PIECES += ["-->", "00:00:01,000", "<i>", "{", "word", "\u2028", "\x0b", "9" * 5000]


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_any_text_gives_cues_or_a_named_place(text):
    trouble = None
    try:
        parse_srt(text, "x.srt")
    except InputError as error:
        trouble = error
    assert trouble is None or trouble.where.startswith("x.srt, cue ")
