"""What a candidate is ranked by: its probability, how well it fits, and how it reads backward."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.model.generating.rerank import Weights, merit
from vidcap.model.generating.search import Sentence


@given(st.floats(-60, 0), st.integers(0, 24), st.floats(-1, 1), st.floats(-60, 0))
def test_without_weights_it_is_what_the_search_ranks_by(
    log_probability: float, words: int, fit: float, backward: float
) -> None:
    found = merit(log_probability, words=words, fit=fit, backward=backward, weights=Weights())
    assert found == pytest.approx(Sentence(tuple(range(words)), log_probability).score(0.7))


def ranked(*, fit: float = 0.0, backward: float = 0.0, weights: Weights) -> float:
    return merit(-4.0, words=3, fit=fit, backward=backward, weights=weights, length_exponent=1)


@pytest.mark.parametrize(
    ("weights", "fit", "backward", "expected"),
    [
        (Weights(), 0.5, -8.0, -1.0),
        (Weights(fit=8.0), 0.5, -8.0, 3.0),
        (Weights(backward=0.5), 0.5, -8.0, -2.0),
        (Weights(fit=8.0, backward=0.5), 0.5, -8.0, 2.0),
    ],
)
def test_each_counts_by_its_weight(
    weights: Weights, fit: float, backward: float, expected: float
) -> None:
    assert ranked(fit=fit, backward=backward, weights=weights) == pytest.approx(expected)
