"""Signs of a sentence, and the probability told from them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.model.generating.confidence import BACKWARD, FIT, SIGNS, Confidence, signs_of
from vidcap.model.generating.search import Sentence


def test_the_signs_of_three_candidates() -> None:
    found = signs_of([Sentence((4, 5), -1.5), Sentence((4, 5, 6), -4.0), Sentence((7, 8), -6.0)])
    assert len(found[0]) == len(SIGNS)
    mean, words, agreement, lead, fit, backward = found[0]
    assert (mean, words, lead) == pytest.approx((-0.5, 0.2, 0.5))
    assert 0 < agreement < 1
    assert (fit, backward) == (0, 0)  # not known
    assert found[2][2] == 0  # nothing in common with the others
    assert found[1][3] == pytest.approx(-0.5)


def test_further_sentences_are_held_against_the_candidates() -> None:
    candidates = [Sentence((4, 5), -1.5), Sentence((7, 8), -6.0)]
    further = [Sentence((4, 5, 6), -4.0), Sentence((4, 5, 6), -4.0)]
    known = {"fits": [0.5, 0.1, 0.3, 0.3], "backward": [-3.0, -6.0, -8.0, -8.0]}
    found = signs_of(candidates, further, **known)
    assert found[:2] == signs_of(candidates, **{name: row[:2] for name, row in known.items()})
    assert found[2] == found[3]  # they are none to each other
    assert [signs[FIT] for signs in found] == [0.5, 0.1, 0.3, 0.3]
    assert [signs[BACKWARD] for signs in found] == [-1.0, -2.0, -2.0, -2.0]  # a step


def test_a_single_candidate_agrees_with_nobody_and_leads_nobody() -> None:
    (only,) = signs_of([Sentence((4,), -1.0)])
    assert only == pytest.approx((-0.5, 0.1, 0.0, 0.0, 0.0, 0.0))


@given(st.floats(-1e3, 1e3), st.floats(-1e3, 1e3))
def test_a_confidence_is_a_probability(bias: float, sign: float) -> None:
    assert 0 < Confidence(bias, (1.0,)).of((sign,)) < 1


def test_it_is_the_logistic_function() -> None:
    assert Confidence(0.5, (2.0, -1.0)).of((1.0, 3.0)) == pytest.approx(1 / (1 + math.exp(0.5)))
