"""CIDEr-D against the formula computed by hand, and against the library's CIDEr."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.model.cider import CiderD

REFERENCES = [[[1, 2, 3, 4, 5]], [[6, 7, 8, 9]], [[1, 6, 9, 9]]]


def test_the_reference_itself_scores_ten() -> None:
    assert CiderD(REFERENCES).score(0, [1, 2, 3, 4, 5]) == pytest.approx(10)


def test_nothing_in_common_scores_nothing() -> None:
    assert CiderD(REFERENCES).score(0, [7, 8, 10]) == 0


def test_a_case_computed_by_hand() -> None:
    """Of "6 7" against "6 7 8 9", three pictures; 6 and 9 are in two of them, 7 and 8 in one."""
    rare, common = math.log(3), math.log(3 / 2)
    one = (common**2 + rare**2) / (
        math.hypot(common, rare) * math.sqrt(2 * common**2 + 2 * rare**2)
    )
    two = rare**2 / (rare * math.sqrt(3 * rare**2))
    expected = 10 * (one + two) / 4 * math.exp(-(2**2) / (2 * 6**2))
    assert CiderD(REFERENCES).score(1, [6, 7]) == pytest.approx(expected)


WORDS = st.lists(st.integers(1, 6), min_size=1, max_size=8)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=3), min_size=2, max_size=4), WORDS)
def test_scores_lie_between_nothing_and_ten(
    references: list[list[list[int]]], words: list[int]
) -> None:
    assert 0 <= CiderD(references).score(0, words) <= 10 + 1e-9


def test_saying_a_word_again_and_again_does_not_pay() -> None:
    scorer = CiderD(REFERENCES)
    assert scorer.score(0, [1, 1, 1, 1, 1]) < scorer.score(0, [1, 2])
