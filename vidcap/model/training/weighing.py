"""Choose how much a sentence's fit to the picture counts beside its probability."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from vidcap.model.generating.confidence import FIT
from vidcap.model.generating.rerank import reranked
from vidcap.model.network import Candidate, Network
from vidcap.model.scoring import metrics
from vidcap.model.training.phases import Split
from vidcap.model.vocabulary import sentence_of

WEIGHTS = (0.0, 1.0, 2.0, 4.0, 6.0, 8.0, 12.0)  # that are tried


def weigh(
    network: Network,
    val: Split,
    *,
    beams: int = 5,
    progress: Callable[[str], None] = lambda text: None,
) -> None:
    """Give the network, for each language, the weight with the best CIDEr on validation pictures.

    Args:
        network: taught which sentence fits which picture.
        val: pictures it was not trained on, with what people said of them.
        beams: candidates of each picture that are put in order.
        progress: gets a line of text for each language.
    """
    for language, references in val.captions.items():
        rows = [row for row, texts in enumerate(references) if texts]
        pictures = [np.asarray(val.squares[row]) for row in rows]
        said = list(network.describe(pictures, language=language, beams=beams, is_ranked=False))
        known = [references[row] for row in rows]
        scores = {
            weight: metrics.score(
                [sentence_of(_first(found, weight).words, language) for found in said],
                known,
                language=language,
            )["CIDEr"]
            for weight in WEIGHTS
        }
        network.fit_weights[language] = max(scores, key=lambda weight: (scores[weight], -weight))
        told = ", ".join(f"{weight:g}: {score:.4f}" for weight, score in scores.items())
        progress(f"weight of the fit, {language}: CIDEr {told}")


def _first(found: list[Candidate], weight: float) -> Candidate:
    scores, fits = [one.score() for one in found], [one.signs[FIT] for one in found]
    return found[reranked(scores, fits, weight=weight)[0]]
