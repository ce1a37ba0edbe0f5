"""Logistic regression with unknown labels, and Platt's calibration."""

import torch

from vidcap.model.concepts.logistic import cross_entropy, fit_heads_at, platt

torch.manual_seed(5)
X = torch.randn(400, 6)
TRUE = torch.stack([X[:, 0] > 0.3, X[:, 1] - X[:, 2] > 0, torch.zeros(400) > 1], 1)
LABELS = TRUE.to(torch.int8)
EVEN = torch.ones(400)


def test_finds_what_can_be_told():
    weight, bias = fit_heads_at(X, LABELS, EVEN, decays=(1e-3,))[0]
    right = ((X @ weight.T + bias > 0) == TRUE).float().mean(0)
    assert (right[:2] > 0.95).all()


def test_a_head_without_both_kinds_of_label_stays_at_nothing():
    weight, bias = fit_heads_at(X, LABELS, EVEN, decays=(1e-3,))[0]
    assert weight[2].abs().max() == 0
    assert bias[2] == 0


def test_unknown_labels_count_for_nothing():
    half = LABELS.clone()
    half[200:] = -1
    weight, bias = fit_heads_at(X, half, EVEN, decays=(1e-2,))[0]
    other, other_bias = fit_heads_at(X[:200], half[:200], EVEN[:200], decays=(1e-2,))[0]
    torch.testing.assert_close(weight, other, atol=1e-3, rtol=1e-3)
    torch.testing.assert_close(bias, other_bias, atol=1e-3, rtol=1e-3)


def test_weaker_decay_lets_weights_grow():
    lengths = [weight.norm() for weight, _ in fit_heads_at(X, LABELS, EVEN, decays=(1.0, 0.1))]
    assert lengths[0] < lengths[1]


def test_calibration_undoes_overconfidence():
    chance = torch.Generator().manual_seed(1)
    logits = torch.randn(4000, 1, generator=chance) * 2
    labels = (torch.rand(4000, 1, generator=chance) < torch.sigmoid(0.5 * logits - 1)).to(
        torch.int8
    )
    scale, shift = platt(logits, labels, torch.ones(4000))
    assert abs(scale[0] - 0.5) < 0.06
    assert abs(shift[0] + 1) < 0.1


def test_a_head_that_errs_is_never_turned_round():
    logits = torch.linspace(-3, 3, 100)[:, None]
    labels = (logits < 0).to(torch.int8)
    scale, _ = platt(logits, labels, torch.ones(100))
    assert 0 <= scale[0] < 0.05


def test_calibration_without_labels_stays_put():
    scale, shift = platt(torch.randn(9, 1), torch.full((9, 1), -1), torch.ones(9))
    assert (scale[0], shift[0]) == (1, 0)


def test_cross_entropy_is_of_what_is_known():
    logits, labels = torch.tensor([[0.0], [50.0]]), torch.tensor([[1], [-1]])
    torch.testing.assert_close(
        cross_entropy(logits, labels, torch.ones(2)), torch.tensor([2.0]).log()
    )
