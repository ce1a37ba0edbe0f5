"""Fit the confidence of a network on validation pictures, and say how far it can be trusted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from vidcap.model.generating.confidence import SIGNS, Confidence, Signs
from vidcap.model.network import Network
from vidcap.model.pictures import Picture
from vidcap.model.scoring.truth import unsupported
from vidcap.model.training.looks import with_film
from vidcap.model.training.phases import Split
from vidcap.model.vocabulary import sentence_of

Floats = npt.NDArray[np.float64]

FOLDS = 5  # parts of the pictures, each judged by a model fitted on the others
BINS = 10  # of the reliability curve, with as many sentences each
FLOORS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)  # confidences at which the curve is printed
_DECAY = 1e-3  # of the weights in the fit


@dataclass(frozen=True, slots=True)
class Calibration:
    """A fitted confidence and how it did on pictures it was not fitted on."""

    confidence: Confidence
    error: float  # expected calibration error, 0 to 1 (Guo et al., ICML 2017, section 2)
    right: float  # share of all sentences that invent nothing
    curve: tuple[tuple[float, float, float], ...]  # floor, share kept, share of those right

    def card(self) -> dict[str, Any]:
        """Return what a model card tells of it."""
        return {
            "signs": list(SIGNS),
            "bias": self.confidence.bias,
            "weights": list(self.confidence.weights),
            "error": round(self.error, 4),
            "right": round(self.right, 4),
            "kept": [
                {"floor": floor, "kept": round(kept, 4), "right": round(right, 4)}
                for floor, kept, right in self.curve
            ],
        }


def calibrate(
    network: Network,
    val: Split,
    *,
    seed: int,
    beams: int = 3,
    progress: Callable[[str], None] = lambda text: None,
) -> dict[str, Calibration]:
    """Return the calibration of each language and give the network its confidences.

    Every picture counts twice: as it is, and as film would show it.

    Args:
        network: trained.
        val: pictures it was not trained on, with what people said of them.
        seed: of the looks of film and of the folds.
        beams: as the network will be used.
        progress: gets a line of text for each language.
    """
    chance = np.random.default_rng(seed)
    found: dict[str, Calibration] = {}
    for language in val.captions:
        pictures, known = with_film(val, language, chance)
        signs, right = _judged(network, pictures, known, language, beams)
        found[language] = fitted(
            signs, right, groups=np.tile(np.arange(len(known) // 2), 2), seed=seed
        )
        network.confidence[language] = found[language].confidence
        told = ", ".join(
            f"{kept:.0%} at {floor}: {share:.0%} right"
            for floor, kept, share in found[language].curve
        )
        progress(f"confidence {language}: error {found[language].error:.3f}; kept {told}")
    return found


def _judged(
    network: Network,
    pictures: Sequence[Picture],
    references: Sequence[Sequence[str]],
    language: str,
    beams: int,
) -> tuple[Floats, Floats]:
    """Return signs (N, 4) of the best sentences, and 1 or 0 for whether they invent nothing."""
    signs: list[Signs] = []
    right: list[float] = []
    said = network.describe(pictures, language=language, beams=beams)
    for found, texts in zip(said, references, strict=True):
        signs.append(found[0].signs)
        right.append(float(not unsupported(sentence_of(found[0].words), texts, language)))
    return np.array(signs), np.array(right)


def fitted(
    signs: Floats, right: Floats, *, groups: npt.NDArray[np.int64], seed: int
) -> Calibration:
    """Return a confidence fitted on all, and how one fitted on four fifths does on the last fifth.

    Args:
        signs: (N, 4).
        right: (N,), 1 where the sentence invents nothing.
        groups: (N,), the picture of each; sentences of one picture stay in one fold.
        seed: of the folds.
    """
    order = np.random.default_rng(seed).permutation(int(groups.max()) + 1) % FOLDS
    fold = order[groups]
    held_out = np.zeros(len(right))
    for part in range(FOLDS):
        inside = fold != part
        confidence = _fit(signs[inside], right[inside])
        held_out[~inside] = [confidence.of(tuple(row)) for row in signs[~inside]]
    return Calibration(
        confidence=_fit(signs, right),
        error=expected_error(held_out, right),
        right=float(right.mean()),
        curve=tuple(
            (floor, float(kept.mean()), float(right[kept].mean()) if kept.any() else 1.0)
            for floor in FLOORS
            for kept in [held_out >= floor]
        ),
    )


def expected_error(confidence: Floats, right: Floats) -> float:
    """Return the expected calibration error: of bins of equal size, confidence less share right."""
    parts = np.array_split(np.argsort(confidence, kind="stable"), BINS)
    gaps = [abs(confidence[p].mean() - right[p].mean()) * len(p) for p in parts if len(p)]
    return float(sum(gaps) / len(right))


def _fit(signs: Floats, right: Floats) -> Confidence:
    """Return the logistic model of least cross-entropy."""
    mean, spread = signs.mean(0), signs.std(0) + 1e-6
    x, y = torch.from_numpy((signs - mean) / spread), torch.from_numpy(right)
    weights = torch.zeros(signs.shape[1], dtype=torch.float64, requires_grad=True)
    bias = torch.zeros((), dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights, bias], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        value = torch.nn.functional.binary_cross_entropy_with_logits(x @ weights + bias, y)
        value = value + _DECAY * weights.square().sum()
        torch.autograd.backward(value)
        return value

    optimiser.step(loss)  # type: ignore[no-untyped-call]
    plain = weights.detach().numpy() / spread
    return Confidence(float(bias.detach()) - float(plain @ mean), tuple(float(w) for w in plain))
