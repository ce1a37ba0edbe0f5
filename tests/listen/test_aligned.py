import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vidcap.listen.aligned import REACH, SMALL, Alignment, alignment
from vidcap.script import Cue, Span

PART = Span(0.0, 600.0)


def talk(seed: int, *, length: float = PART.end) -> list[Span]:
    """Speech as it comes in films: spans of 0.8 to 5 s, pauses of 0.4 to 12 s."""
    draw, spans, at = random.Random(seed), [], 0.0
    while at < length - 20:
        start = at + draw.choice([draw.uniform(0.4, 2), draw.uniform(2, 12)])
        at = start + draw.uniform(0.8, 5)
        spans.append(Span(start, at))
    return spans


def written(speech: list[Span], seed: int) -> list[Span]:
    """Cues of that speech: begun a little before a word and ended after it, a few left out."""
    draw = random.Random(seed)
    return [
        Span(max(0.0, span.start - draw.uniform(0, 0.2)), span.end + draw.uniform(0, 0.4))
        for span in speech
        if draw.random() > 0.1
    ]


def moved(spans: list[Span], offset: float, rate: float = 1.0) -> list[Span]:
    there = [(span.start * rate + offset, span.end * rate + offset) for span in spans]
    return [Span(max(0.0, start), end) for start, end in there if end > 0.1]


@given(st.integers(0, 10**6))
@settings(max_examples=25, deadline=None)
def test_what_is_in_time_is_never_moved(seed: int) -> None:
    speech = talk(seed)
    for offset in (0.0, -SMALL / 2, SMALL / 2):
        found = alignment(moved(written(speech, seed), offset), speech, PART)
        assert found is not None
        assert not found.is_move


@given(st.integers(0, 10**6), st.floats(1, REACH - 1), st.booleans())
@settings(max_examples=25, deadline=None)
def test_a_steady_offset_is_found(seed: int, offset: float, is_early: bool) -> None:
    speech = talk(seed)
    off = -offset if is_early else offset
    found = alignment(moved(written(speech, seed), off), speech, PART)
    assert found is not None
    assert found.is_move
    assert found.offset == pytest.approx(-off, abs=0.3)
    assert found.rate == pytest.approx(1, abs=0.001)
    assert found.after > 0.5 > found.before


@pytest.mark.parametrize("rate", [25 / 24, 24 / 25, 25 / 23.976, 1.0025, 0.997])
@pytest.mark.parametrize("offset", [0.0, 7.0])
def test_another_rate_is_found(rate: float, offset: float) -> None:
    speech = talk(3)
    found = alignment(moved(written(speech, 3), offset, rate), speech, PART)
    assert found is not None
    for at in (60.0, 300.0, 540.0):  # where a word is said, and where it was written
        assert (at * rate + offset) * found.rate + found.offset == pytest.approx(at, abs=0.5)


@given(st.integers(0, 10**6))
@settings(max_examples=25, deadline=None)
def test_of_another_film_nothing_is_moved_to_where_it_does_not_belong(seed: int) -> None:
    found = alignment(written(talk(seed), seed), talk(seed + 1), PART)
    assert found is not None
    assert not found.is_move
    assert abs(found.before) < 0.3


@given(st.integers(0, 10**6))
@settings(max_examples=50, deadline=None)
def test_in_little_speech_no_chance_likeness_moves_anything(seed: int) -> None:
    """A few spans lie over a few others somewhere, as tightly as if they belonged there."""
    part = Span(0.0, 80.0)
    other = talk(seed + 1, length=part.end)
    found = alignment(written(talk(seed, length=part.end), seed), other, part)
    assert found is None or not found.is_move


def test_of_too_little_nothing_is_told() -> None:
    speech = talk(1)
    assert alignment([], speech, PART) is None
    assert alignment(written(speech, 1)[:3], speech, PART) is None
    assert alignment(written(speech, 1), speech[:3], PART) is None


def test_a_part_is_held_against_its_own_cues() -> None:
    speech, part = talk(5), Span(200.0, 400.0)
    heard = [span for span in speech if span.overlap(part) == span.length]
    found = alignment(moved(written(speech, 5), 30.0), heard, part)
    assert found is not None
    assert found.offset == pytest.approx(-30, abs=0.3)


def test_cues_are_moved_with_their_texts() -> None:
    cues = (Cue(Span(1.0, 2.0), "Gone."), Cue(Span(2.5, 4.0), "Cut."), Cue(Span(10, 12), "Whole."))
    there = Alignment(-3.0, 1.5).of(cues)
    assert there == (
        replace(cues[1], span=Span(0.75, 3.0)),
        replace(cues[2], span=Span(12.0, 15.0)),
    )
    assert Alignment(-3.0, 1.5).told == "moved by -3.0 s and stretched by 1.5000"
