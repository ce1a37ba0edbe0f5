import pytest

from vidcap.errors import InputError
from vidcap.media.ass import parse_ass
from vidcap.script import Cue, Span

FILE = """\
[Script Info]
Title: Dialogue: none

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:05.00,0:00:06.50,Default,Ann,0,0,0,,{\\i1}Yes{\\i0}, sir.\\NGo on.
Comment: 0,0:00:07.00,0:00:08.00,Default,,0,0,0,,a note
Dialogue: 0,0:00:01.25,0:00:02.00,Default,,0,0,0,,{\\p1}m 0 0 l 9 9{\\p0}Look!
"""


def test_reads_times_and_words_in_time_order():
    assert parse_ass(FILE, "x.ass") == (
        Cue(Span(1.25, 2.0), "Look!", 2),
        Cue(Span(5.0, 6.5), "Yes, sir.\nGo on.", 1),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("hello", r"x\.ass: has no \[Events\] section", id="another file"),
        pytest.param(FILE.replace("0:00:06.50", "6.5"), "cue 1, line 6: .*no times", id="a time"),
        pytest.param(FILE.replace("0:00:06.50", "0:00:05.00"), "line 6: .*end after", id="order"),
        pytest.param("[Events]\nDialogue: 1", "cue 1, line 2: .*no times", id="no fields"),
    ],
)
def test_a_broken_file_is_named_with_cue_and_line(text, message):
    with pytest.raises(InputError, match=message):
        parse_ass(text, "x.ass")
