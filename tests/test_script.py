"""The records of the script: what cannot be built, and what they tell of themselves."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.script import Film, Line, Made, RecipeUsed, Script, Span, clock

SPANS = st.builds(
    lambda start, length: Span(start, start + length), st.integers(0, 90), st.integers(1, 30)
)


@pytest.mark.parametrize(("start", "end"), [(1.0, 1.0), (2.0, 1.0), (0.0, float("nan"))])
def test_a_span_ends_after_it_starts(start, end):
    with pytest.raises(ValueError, match="ends after it starts"):
        Span(start, end)


@given(SPANS, SPANS)
def test_overlap_is_what_both_hold(one, other):
    """Counted second by second: exact, since the spans start and end at whole seconds."""
    shared = sum(one.start <= t < one.end and other.start <= t < other.end for t in range(121))
    assert one.overlap(other) == other.overlap(one) == shared


@given(SPANS)
def test_a_span_overlaps_itself_whole(span):
    assert span.overlap(span) == span.length


def test_spans_sort_by_start_then_end():
    assert sorted([Span(2, 3), Span(1, 9), Span(1, 2)]) == [Span(1, 2), Span(1, 9), Span(2, 3)]


@pytest.mark.parametrize(("start", "length"), [(None, 1.0), (1.0, None), (None, None)])
def test_a_placed_line_has_start_and_length(start, length):
    with pytest.raises(ValueError, match="L0001 is placed without"):
        Line("L0001", "M0001", "A dog runs.", "placed", "fits", start, length)


def test_only_a_placed_line_has_a_span():
    placed = Line("L0001", "M0001", "A dog runs.", "placed", "fits", 2.0, 1.5)
    skipped = Line("L0002", "M0002", "A dog runs.", "skipped", "no room", 2.0, 1.5, needs=0.5)
    assert placed.span == Span(2.0, 3.5)
    assert skipped.span is None


def test_the_script_parts_its_lines():
    placed = Line("L0001", "M0001", "A dog runs.", "placed", "fits", 2.0, 1.5)
    skipped = Line("L0002", "M0002", "A cat.", "skipped", "no room", length=0.8, needs=0.5)
    script = Script(
        film=Film("film.mp4", "f" * 16, 60.0, ()),
        language="en",
        recipe=RecipeUsed("standard", "0" * 12, {}),
        made=Made("0.1.0", "echo", "espeak", "adaptive", "silero", "2026-01-01T00:00:00+00:00"),
        part=Span(0.0, 60.0),
        lines=(placed, skipped),
    )
    assert script.placed == (placed,)
    assert script.skipped == (skipped,)


def test_records_are_never_changed_in_place():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Span(0.0, 1.0).start = 0.5  # type: ignore[misc]


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0.0, "0:00:00.000"),
        (59.9996, "0:01:00.000"),
        (3661.5, "1:01:01.500"),
        (-1.25, "-0:00:01.250"),
        (-0.0001, "0:00:00.000"),
    ],
)
def test_a_time_is_told_to_the_millisecond(seconds, expected):
    assert clock(seconds, digits=3) == expected


def test_a_time_is_told_in_tenths():
    assert clock(3723.44) == "1:02:03.4"
    assert clock(59.96) == "0:01:00.0"
