import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.errors import InputError
from vidcap.script import Cue, Span
from vidcap.tracks.table import parse_table

DOG = Cue(Span(1.5, 4.0), "A dog runs.")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("start,end,text\n1.5,4,A dog runs.\n", id="seconds"),
        pytest.param("Start;End;Text\n00:00:01,500;00:00:04,000;A dog runs.\n", id="as SRT"),
        pytest.param("time in\ttime out\tdescription\n0:01.5\t0:04\tA dog runs.\n", id="tabs"),
        pytest.param('text,Start_Time,duration\n"A dog runs.",1.5,2.5\n', id="other columns"),
        pytest.param("start,end,text\n1.5,4.0,A dog runs.\n5,6,\n,,\n\n", id="rows without words"),
    ],
)
def test_tables_as_people_keep_them(text):
    assert parse_table(text, "track.csv") == (DOG,)


def test_a_cue_knows_its_line_in_the_file_past_cells_of_several_lines():
    text = 'start,end,text\n1,2,"A dog\nruns."\n3,4,"A ""cat""."\n'
    cues = parse_table(text, "track.csv")
    assert [(cue.text, cue.row) for cue in cues] == [("A dog\nruns.", 2), ('A "cat".', 4)]


def test_times_are_taken_as_they_stand():
    text = "start,end,text\n9,10,Late.\n-1,2,Before the film.\n1,5,Over it.\n"
    assert [cue.span.start for cue in parse_table(text, "track.csv")] == [9, -1, 1]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "track.csv, line 1: has no column start or end or text; name the columns"),
        ("start,text\n1,Hello.\n", "has no column end;"),
        ("start,end,text\n1,x,Hello.\n", r"track.csv, line 2: 'x' is no time; write seconds"),
        ("start,end,text\n1\n2,,Hello.\n", "line 3: '' is no time"),
        ("start,end,text\n2,2,Hello.\n", "line 2: the cue does not end after it starts"),
        (f"start,end,text\n1,{'9' * 400}.0,Hello.\n", "is no time"),
        ('start,end,text\n1,2,"' + "x" * 200_000 + '"\n', "is no CSV"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(text, message):
    with pytest.raises(InputError, match=message):
        parse_table(text, "track.csv")


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    try:
        cues = parse_table("start,end,text\n" + text.replace("\r", "\n"), "track.csv")
    except InputError:
        return
    assert all(cue.text for cue in cues)
