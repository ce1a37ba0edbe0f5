"""Logistic regression of many heads at once, and Platt's calibration of each.

Labels hold 1, 0, or -1 for unknown, which counts for nothing. Pure, but for the time it takes.

Shapes: `N` pictures, `F` features, `K` heads.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits

DECAYS = (0.3, 0.1, 0.03, 0.01, 0.003)  # weights of L2 that are tried, the strongest first
_STEPS = 60  # of the optimiser for each decay; each goes on from the one before
_RAREST = 10.0  # how many times the weight of a no a yes may have at most
_PLATT_DECAY = 1e-3  # holds the scale of a head with next to no pictures near 1


def fit_heads_at(
    features: Tensor, labels: Tensor, weights: Tensor, *, decays: Sequence[float] = DECAYS
) -> list[tuple[Tensor, Tensor]]:
    """Return for each decay the heads of least weighted cross-entropy plus decay / 2 |w|².

    A yes that is rare weighs more, by the root of how much rarer it is than a no; what this does
    to the probabilities is undone by the calibration.

    Args:
        features: (N, F), each of mean 0 and spread 1.
        labels: (N, K), 1, 0 or -1.
        weights: (N,), of the pictures.
        decays: of L2, from strong to weak.

    Returns:
        For each decay weights (K, F) and biases (K,); 0 for a head without both kinds of label.
    """
    target = (labels == 1).float()
    weight = (labels >= 0).float() * weights[:, None]
    yes, no = (weight * target).sum(0), (weight * (1 - target)).sum(0)
    rarer = (no / yes.clamp(min=1e-6)).sqrt().clamp(1, _RAREST)
    weight = weight * torch.where(target > 0, rarer, torch.ones(()))
    weight = weight * ((yes > 0) & (no > 0)) / weight.sum(0).clamp(min=1e-6)
    heads = torch.zeros(labels.shape[1], features.shape[1], requires_grad=True)
    biases = torch.zeros(labels.shape[1], requires_grad=True)
    found: list[tuple[Tensor, Tensor]] = []
    for decay in decays:
        optimiser = torch.optim.LBFGS(
            [heads, biases], max_iter=_STEPS, history_size=10, line_search_fn="strong_wolfe"
        )

        def loss(optimiser: torch.optim.LBFGS = optimiser, decay: float = decay) -> Tensor:
            optimiser.zero_grad()
            logits = features @ heads.T + biases
            value = binary_cross_entropy_with_logits(logits, target, weight, reduction="sum")
            value = value + decay / 2 * heads.square().sum()
            torch.autograd.backward(value)
            return value

        optimiser.step(loss)  # type: ignore[no-untyped-call]
        found.append((heads.detach().clone(), biases.detach().clone()))
    return found


def platt(logits: Tensor, labels: Tensor, weights: Tensor) -> tuple[Tensor, Tensor]:
    """Return scale and shift (K,) that turn logits into those of calibrated probabilities.

    The targets are Platt's: a little inside 0 and 1, the more so the fewer the pictures. The scale
    is never negative: a head that knows nothing is left with the share of its yes.

    Args:
        logits: (N, K), of pictures the heads were not fitted on.
        labels: (N, K), 1, 0 or -1.
        weights: (N,), of the pictures.

    Source: Platt, "Probabilistic Outputs for Support Vector Machines", 1999, section 2.2.
    """
    known = (labels >= 0).double() * weights[:, None].double()
    is_yes = (labels == 1).double()
    yes, no = (known * is_yes).sum(0), (known * (1 - is_yes)).sum(0)
    target = torch.where(is_yes > 0, (yes + 1) / (yes + 2), 1 / (no + 2))
    values = logits.double()
    scale = torch.ones(values.shape[1], dtype=torch.float64, requires_grad=True)
    shift = torch.zeros(values.shape[1], dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([scale, shift], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimiser.zero_grad()
        told = values * scale.abs() + shift
        value = binary_cross_entropy_with_logits(told, target, known, reduction="none").sum(0)
        value = (value / known.sum(0).clamp(min=1)).sum()
        value = value + _PLATT_DECAY * ((scale - 1).square() + (shift / 10).square()).sum()
        torch.autograd.backward(value)
        return value

    optimiser.step(loss)  # type: ignore[no-untyped-call]
    return scale.detach().abs().float(), shift.detach().float()


def cross_entropy(logits: Tensor, labels: Tensor, weights: Tensor) -> Tensor:
    """Return the mean cross-entropy (K,) of the heads on what is known; 0 where nothing is."""
    known = (labels >= 0).float() * weights[:, None]
    target = (labels == 1).float()
    value = binary_cross_entropy_with_logits(logits, target, known, reduction="none").sum(0)
    return value / known.sum(0).clamp(min=1e-6)
