"""Stretches of voice stand out of the residue, and each goes to the line it belongs to."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.proof.voiced import REACH, STEP, told_apart, voiced
from vidcap.script import Cue, Span


def powers(*parts: tuple[float, float]) -> np.ndarray:
    """Seconds and level in dB, one after the other, as powers."""
    values = [np.full(round(seconds / STEP), 10 ** (level / 10)) for seconds, level in parts]
    return np.concatenate(values).astype(np.float32)


def test_a_voice_over_the_film_is_found_from_edge_to_edge() -> None:
    (span,) = voiced(powers((1, -50), (0.5, -20), (1, -50)), powers((2.5, -30)))
    assert (span.start, span.end) == (pytest.approx(1), pytest.approx(1.5))


def test_what_coding_leaves_is_no_voice() -> None:
    assert voiced(powers((3, -43)), powers((3, -30))) == ()


def test_a_soft_beginning_belongs_to_its_voice() -> None:
    (span,) = voiced(powers((1, -60), (0.1, -39), (0.4, -22), (1, -60)), powers((2.5, -30)))
    assert span.start == pytest.approx(1)


def test_a_click_and_the_smear_of_a_loud_moment_are_no_voice() -> None:
    film = powers((1, -60), (0.02, -10), (1, -60))
    smear = powers((0.96, -70), (0.1, -25), (0.96, -70))
    assert voiced(smear, film) == ()


def line(start: float, end: float) -> Cue:
    return Cue(Span(start, end), f"At {start}.")


def test_stretches_go_to_the_lines_they_share_most_time_with() -> None:
    lines = [line(1, 3), line(3.4, 5)]
    found, strays = told_apart(lines, [Span(1.1, 2), Span(2.2, 3.3), Span(3.35, 5.2)])
    assert found == (Span(1.1, 3.3), Span(3.35, 5.2))
    assert strays == ()


def test_a_line_that_comes_early_or_late_is_still_its_own() -> None:
    found, strays = told_apart([line(2, 3), line(10, 11)], [Span(0.8, 1.8), Span(11.2, 12.2)])
    assert found == (Span(0.8, 1.8), Span(11.2, 12.2))
    assert strays == ()


def test_what_is_near_no_line_is_a_stray_and_parts_of_it_are_one() -> None:
    away = 3 + REACH
    found, strays = told_apart([line(2, 3)], [Span(away, away + 0.5), Span(away + 0.6, away + 1)])
    assert found == (None,)
    assert strays == (Span(away, away + 1),)


def test_a_short_stray_is_not_told() -> None:
    assert told_apart([], [Span(1, 1.05)]) == ((), ())


starts = st.lists(st.integers(0, 600), unique=True, max_size=12).map(sorted)


@given(starts, starts)
def test_every_stretch_is_in_a_line_or_in_a_stray(lines: list[int], heard: list[int]) -> None:
    """None is lost; a line's span lies where stretches are."""
    stretches = [Span(start / 10, start / 10 + 0.09) for start in heard]
    found, strays = told_apart([line(start / 10, start / 10 + 0.08) for start in lines], stretches)
    assert len(found) == len(lines)
    edges = {time for span in stretches for time in (span.start, span.end)}
    for span in (*found, *strays):
        assert span is None or {span.start, span.end} <= edges
    wide = [span for span in found if span is not None]
    for stretch in stretches:
        away = min((abs(stretch.start - start / 10) for start in lines), default=REACH)
        if away < REACH:
            assert any(span.start <= stretch.start and stretch.end <= span.end for span in wide)
