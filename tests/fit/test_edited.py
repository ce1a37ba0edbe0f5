import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.fit import fit
from vidcap.fit.edited import MOVE, keep_places
from vidcap.fit.spoken import measured
from vidcap.recipe import FitSettings
from vidcap.script import Cue, Moment, Span
from vidcap.tracks.srt import cues_of

SETTINGS = FitSettings(apart=0.5, fastest=1.0)
FASTER = FitSettings(apart=0.5)


def second_a_word(text: str, rate: float) -> float:
    return len(text.split()) / rate


def test_a_line_stays_where_the_person_put_it() -> None:
    (line,) = keep_places([Cue(Span(4, 5), "One two.", 7)], [Span(0, 9)], second_a_word, SETTINGS)
    assert (line.id, line.start, line.length, line.reason) == ("L0007", 4, 2, "as written")


def test_a_line_moves_a_little_to_keep_clear_of_speech() -> None:
    (line,) = keep_places([Cue(Span(8, 9), "One two.")], [Span(0, 9)], second_a_word, SETTINGS)
    assert (line.start, line.reason) == (7, "moved by -1.0 s to a free place")


def test_a_line_without_room_near_its_place_is_skipped() -> None:
    cue = Cue(Span(20, 21), "One two.")
    (line,) = keep_places([cue], [Span(0, 9), Span(19, 20)], second_a_word, SETTINGS)
    assert (line.status, line.needs) == ("skipped", 1.0)


@pytest.mark.parametrize(
    ("start", "expected", "rate"),
    [
        pytest.param(6.0, 6.0, 1.0, id="it has room"),
        pytest.param(7.2, 7.2, 1.12, id="it would run into speech"),
        pytest.param(7.5, 7.0, 1.0, id="no rate helps: it moves"),
    ],
)
def test_a_line_keeps_its_place_by_being_spoken_faster(
    start: float, expected: float, rate: float
) -> None:
    cue = Cue(Span(start, start + 1), "One two.")
    (line,) = keep_places([cue], [Span(0, 9)], second_a_word, FASTER)
    assert (line.start, line.rate) == (expected, rate)
    assert line.length == second_a_word(cue.text, rate)
    assert line.reason.endswith("faster") == (rate > 1)


@pytest.mark.parametrize(
    ("following", "rate", "moved"),
    [
        pytest.param(4.5, 1.0, 0.0, id="there is room"),
        pytest.param(4.3, 1.12, 0.0, id="faster, the next has its place"),
        pytest.param(4.0, 1.0, 0.5, id="no rate helps: the next moves"),
    ],
)
def test_a_line_leaves_the_next_its_place(following: float, rate: float, moved: float) -> None:
    cues = [Cue(Span(2, 3), "One two."), Cue(Span(following, following + 1), "Three.")]
    one, other = keep_places(cues, [Span(0, 9)], second_a_word, FASTER)
    assert (one.start, one.rate) == (2, rate)
    assert other.start == following + moved


def test_a_line_that_must_move_may_be_spoken_faster_too() -> None:
    cue = Cue(Span(5.5, 6), "One two.")
    (line,) = keep_places([cue], [Span(4, 5), Span(6, 7.8)], second_a_word, FASTER)
    assert (line.start, line.rate) == (6, 1.12)
    assert line.reason == "moved by +0.5 s to a free place, spoken 12 % faster"


def test_a_voice_that_cannot_speak_faster_speaks_as_usual() -> None:
    cue = Cue(Span(7.2, 8), "One two.")
    (line,) = keep_places([cue], [Span(0, 9)], lambda _, rate: 2.0 if rate == 1 else None, FASTER)
    assert (line.start, line.rate) == (7, 1)
    (line,) = keep_places([cue], [Span(7, 8)], lambda _, rate: 2.0 if rate == 1 else None, FASTER)
    assert (line.status, line.needs) == ("skipped", 1)


def test_a_skipped_line_needs_less_where_it_may_be_spoken_faster() -> None:
    cue = Cue(Span(20, 21), "One two.")
    (line,) = keep_places([cue], [Span(19, 20)], second_a_word, FASTER)
    assert (line.needs, line.length) == (round(2 / 1.15 - 1, 3), 2)


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 5)), max_size=8),
    st.lists(st.integers(2, 9), max_size=10),
)
def test_a_track_that_nobody_edited_is_spoken_as_it_was_fitted(
    drawn: list[tuple[int, int]], edges: list[int]
) -> None:
    moments = [
        Moment(f"M{n:04}", "K", Span(t, t + 2), 0.5, (" ".join(f"w{n}x{k}" for k in range(words)),))
        for n, (t, words) in enumerate(sorted(drawn), 1)
    ]
    times = list(itertools.accumulate(edges))
    gaps = [Span(a, b) for a, b in zip(times[::2], times[1::2], strict=False)]
    lines = fit(measured(moments, second_a_word), gaps, second_a_word, FASTER)
    cues = cues_of(lines)
    told = [line for line in lines if line.span is not None]
    for line, again in zip(told, keep_places(cues, gaps, second_a_word, FASTER), strict=True):
        assert (again.id, again.text) == (line.id, line.text)
        assert again.start == pytest.approx(line.start)
        assert again.rate == pytest.approx(line.rate, abs=0.0101)


@given(
    st.lists(st.tuples(st.integers(0, 400), st.integers(1, 5)), max_size=10),
    st.lists(st.integers(1, 60), max_size=8),
    st.sampled_from([1.0, 1.15]),
)
def test_lines_keep_to_gaps_distances_and_their_places(
    drawn: list[tuple[int, int]], edges: list[int], fastest: float
) -> None:
    times = list(itertools.accumulate(edges))
    gaps = [Span(a, b) for a, b in zip(times[::2], times[1::2], strict=False)]
    cues = [Cue(Span(t / 10, t / 10 + 1), "w " * words) for t, words in sorted(drawn)]
    lines = keep_places(cues, gaps, second_a_word, replace(SETTINGS, fastest=fastest))
    assert len(lines) == len(cues)
    spans = []
    for cue, line in zip(cues, lines, strict=True):
        if line.span is not None:
            spans.append(line.span)
            assert any(g.start <= line.span.start and line.span.end <= g.end + 1e-9 for g in gaps)
            assert abs(line.span.start - cue.span.start) <= MOVE
    for before, after in itertools.pairwise(spans):
        assert after.start >= before.end + SETTINGS.apart - 1e-9
