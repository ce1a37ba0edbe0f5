"""Calibration finds back the probabilities by which labels were drawn."""

import numpy as np
import pytest

from vidcap.model.training.calibration import expected_error, fitted


def drawn(count: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    chance = np.random.default_rng(3)
    signs = chance.normal(0, 1, (count, 4)) * (0.5, 0.3, 0.2, 0.1) + (-1, 1, 0.4, 0)
    odds = 1.5 + 2.5 * signs[:, 0] + 1.0 * signs[:, 2]
    likely = 1 / (1 + np.exp(-odds))
    return signs, (chance.random(count) < likely).astype(float), likely


def test_a_fit_gives_back_the_probabilities() -> None:
    signs, right, likely = drawn(6000)
    found = fitted(signs, right, groups=np.arange(6000), seed=1)
    told = np.array([found.confidence.of(tuple(row)) for row in signs])
    assert np.abs(told - likely).mean() < 0.03
    assert found.error < 0.03
    assert found.right == pytest.approx(right.mean())


def test_the_surer_the_fewer_and_the_truer() -> None:
    signs, right, _ = drawn(6000)
    kept = [share for _, share, _ in fitted(signs, right, groups=np.arange(6000), seed=1).curve]
    true = [share for _, _, share in fitted(signs, right, groups=np.arange(6000), seed=1).curve]
    assert kept == sorted(kept, reverse=True)
    assert true[-2] > true[0] + 0.1


def test_the_expected_error_by_hand() -> None:
    sure = np.full(10, 0.9)
    assert expected_error(sure, np.ones(10)) == pytest.approx(0.1)
    assert expected_error(np.zeros(10), np.array([1.0] * 5 + [0.0] * 5)) == pytest.approx(0.5)


def test_signs_that_tell_nothing_give_the_share_of_right_ones() -> None:
    right = np.array([1.0, 0.0, 0.0, 0.0] * 50)
    found = fitted(np.zeros((200, 4)), right, groups=np.arange(200), seed=1)
    assert found.confidence.of((0.0,) * 4) == pytest.approx(0.25, abs=0.01)
