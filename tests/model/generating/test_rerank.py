"""Candidates in the order of how probable they are and how well they fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.model.generating.rerank import reranked


@given(st.lists(st.tuples(st.floats(-20, 0), st.floats(-1, 1)), max_size=6))
def test_every_place_comes_once_and_better_ones_first(rows: list[tuple[float, float]]) -> None:
    order = reranked([score for score, _ in rows], [fit for _, fit in rows], weight=3.0)
    assert sorted(order) == list(range(len(rows)))
    merits = [rows[place][0] + 3.0 * rows[place][1] for place in order]
    assert merits == sorted(merits, reverse=True)


def test_a_little_less_probable_sentence_wins_by_its_fit() -> None:
    assert reranked([-1.0, -1.4], [0.1, 0.1501], weight=8.0) == [1, 0]
    assert reranked([-1.0, -1.4], [0.1, 0.1499], weight=8.0) == [0, 1]


def test_equal_ones_stay_in_the_order_of_the_search() -> None:
    assert reranked([-1.0] * 3, [0.3] * 3, weight=8.0) == [0, 1, 2]
    assert reranked([-1.0, -2.0], [0.1, 0.9], weight=0.0) == [0, 1]
    assert reranked([], [], weight=1.0) == []


def test_each_needs_its_fit() -> None:
    with pytest.raises(ValueError, match="shorter"):
        reranked([-1.0], [], weight=1.0)
