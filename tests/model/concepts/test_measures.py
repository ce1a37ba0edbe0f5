"""Precision, calibration, reliability."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from vidcap.model.concepts.measures import (
    at,
    average_precision,
    measured,
    separation,
)

told = st.lists(st.tuples(st.integers(0, 10), st.booleans()), min_size=1, max_size=40)


def both(pairs):
    return np.array([p / 10 for p, _ in pairs]), np.array([r for _, r in pairs])


def even(values):
    return np.ones(len(values))


@given(told)
def test_average_precision_is_the_sum_over_thresholds(pairs):
    """Compared with the definition: precision at each threshold times the recall gained there."""
    score, right = both(pairs)
    assume(right.any())
    slow, before = 0.0, 0.0
    for threshold in sorted(set(score), reverse=True):
        said = score >= threshold
        recall = (said & right).sum() / right.sum()
        slow += (said & right).sum() / said.sum() * (recall - before)
        before = recall
    assert average_precision(score, right, even(score)) == pytest.approx(slow)


@given(told, st.integers(1, 4))
def test_a_weight_counts_as_so_many_pictures(pairs, times):
    score, right = both(pairs)
    heavy = np.where(right, times, 1)
    once = measured(score, right, heavy)
    often = measured(np.repeat(score, heavy), np.repeat(right, heavy), np.ones(heavy.sum()))
    assert once.error == pytest.approx(often.error)
    assert (once.average_precision is None) == (not right.any())
    if right.any():
        assert once.average_precision == pytest.approx(often.average_precision)
    for one, other in zip(once.levels, often.levels, strict=True):
        assert (one.precision, one.kept) == pytest.approx((other.precision, other.kept))


@given(told)
def test_every_picture_is_in_one_bin(pairs):
    score, right = both(pairs)
    found = measured(score, right, even(score))
    assert sum(one.pictures for one in found.curve) == len(pairs)
    assert sum(one.weight for one in found.curve) == pytest.approx(1)
    assert found.error is not None
    assert 0 <= found.error <= 1


@given(told, told)
def test_separation_counts_pairs(far, near):
    a, b = both(far)[0], both(near)[0]
    slow = np.mean([[(x > y) + 0.5 * (x == y) for y in b] for x in a])
    assert separation(a, b) == pytest.approx(slow)


def test_a_perfect_head():
    score = np.array([0.0, 0.0, 1.0, 1.0])
    found = measured(score, score > 0.5, even(score))
    assert (found.average_precision, found.error) == (1.0, 0.0)
    assert [(level.precision, level.kept) for level in found.levels] == [(1.0, 1.0)] * 3


def test_what_is_not_told_is_none():
    found = measured(np.array([]), np.array([], bool), np.array([]))
    assert (found.average_precision, found.error, found.curve) == (None, None, ())
    nothing = at(np.array([0.1]), np.array([False]), np.ones(1), 0.5)
    assert (nothing.precision, nothing.kept, nothing.said) == (None, None, 0)
