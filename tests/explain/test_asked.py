"""Which line is meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.explain.scripts import SCRIPT
from vidcap.errors import InputError
from vidcap.explain.asked import line_asked
from vidcap.script import Script


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        *(("L0003", "L0003"), ("l3", "L0003"), ("3", "L0003"), ("M0002", "L0002"), ("7", "L0007")),
        *(("0:01", "L0001"), ("0:00:01.9", "L0001"), ("00:00:00,500", "L0001"), ("0.5", "L0001")),
        *(("3.5", "L0001"), ("0:05", "L0002"), ("13.249", "L0007"), ("15.5", "L0004")),
    ],
)
def test_by_id_moment_number_or_time(asked, line):
    assert line_asked(SCRIPT, asked, "film.en.vidcap.json").id == line


@given(st.sampled_from([line for line in SCRIPT.lines if line.span]), st.floats(0, 1))
def test_a_line_is_found_while_it_is_spoken(line, share):
    time = line.span.start + share * (line.span.length - 0.01)
    assert line_asked(SCRIPT, f"{time:.6f}", "") == line


@pytest.mark.parametrize("asked", ["L0005", "99", "M0009", "1:00", "99.5", "first", "", "L", "-1"])
def test_an_unknown_one_is_refused_naming_what_there_is(asked):
    with pytest.raises(InputError) as refused:
        line_asked(SCRIPT, asked, "film.en.vidcap.json")
    assert f"has no line {asked}" in str(refused.value)
    assert "L0001 to L0007, or a time between 0:00:00.5 and 0:00:14.2" in refused.value.remedy


def test_a_script_without_lines_says_so():
    empty = Script(
        SCRIPT.film, "en", SCRIPT.recipe, SCRIPT.made, SCRIPT.part, keyframes=SCRIPT.keyframes
    )
    with pytest.raises(InputError, match="holds no line"):
        line_asked(empty, "1", "film.en.vidcap.json")
