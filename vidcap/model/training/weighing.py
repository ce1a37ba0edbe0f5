"""Choose how much else counts beside a candidate's own probability: its fit, and its other end."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np

from vidcap.model.generating.rerank import Weights
from vidcap.model.network import Candidate, Network
from vidcap.model.scoring import metrics
from vidcap.model.training.looks import with_film
from vidcap.model.training.phases import Split
from vidcap.model.vocabulary import sentence_of

FITS = (0.0, 1.0, 2.0, 4.0, 6.0, 8.0, 12.0)  # weights of the fit that are tried
BACKWARD = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0)  # of the probability read from the end


def weigh(
    network: Network,
    val: Split,
    *,
    seed: int,
    beams: int = 5,
    progress: Callable[[str], None] = lambda text: None,
) -> None:
    """Give the network, for each language, the weights with the best CIDEr on validation pictures.

    Every picture counts twice: as it is, and as film would show it.

    Args:
        network: taught which sentence fits which picture, or to read backward, or both.
        val: pictures it was not trained on, with what people said of them.
        seed: of the looks of film.
        beams: candidates of each picture that are put in order.
        progress: gets a line of text for each language.
    """
    tried = [
        Weights(fit, backward)
        for fit, backward in product(
            FITS if network.agreement is not None else (0.0,),
            BACKWARD if network.backward is not None else (0.0,),
        )
    ]
    chance = np.random.default_rng(seed)
    for language in val.captions:
        pictures, known = with_film(val, language, chance)
        said = list(network.describe(pictures, language=language, beams=beams, is_ranked=False))
        scores = {
            weights: metrics.score(
                [sentence_of(_first(found, weights).words, language) for found in said],
                known,
                language=language,
            )["CIDEr"]
            for weights in tried
        }
        best = max(scores, key=lambda one: (scores[one], -one.fit, -one.backward))
        network.rank_weights[language] = best
        told = ", ".join(f"{w.fit:g}/{w.backward:g}: {score:.4f}" for w, score in scores.items())
        progress(f"weights of fit and backward reading, {language}: CIDEr {told}")


def _first(found: list[Candidate], weights: Weights) -> Candidate:
    return max(found, key=lambda one: one.merit(weights))
