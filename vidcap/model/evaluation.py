"""Scores of a network on a split of captioned pictures, beside a control from the same run."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from vidcap.model import metrics
from vidcap.model.data import read_pictures, read_split
from vidcap.model.network import BATCH, Network
from vidcap.model.pictures import Picture
from vidcap.model.vocabulary import sentence_of

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was said of each picture, and how it scored."""

    metrics: dict[str, float]
    shuffled: dict[str, float]  # the same captions, each given to another picture
    pictures: int
    tokeniser: str
    captions: dict[str, str]  # by the picture's file name


def evaluate(
    network: Network,
    data: Path,
    *,
    split: str = "test",
    language: str = "en",
    beams: int = 3,
    progress: Callable[[float], None] = lambda share: None,
) -> Evaluation:
    """Return the scores of the network on one split.

    The control gives every picture the caption of the picture after it: a network that looks must
    score far above it.

    Args:
        network: the captioner's network.
        data: a folder with `captions.jsonl` (see `data.py`).
        split: `train`, `val` or `test`.
        language: of the references.
        beams: candidates followed for each picture.
        progress: given the share done, 0 to 1.

    Raises:
        InputError: the data are not as they should be.
        MissingError: pycocoevalcap is not installed.
    """
    items = read_split(data, split, language)
    said = [""] * len(items)
    places: list[int] = []
    pictures: list[Picture] = []

    def caption_kept() -> None:
        for place, found in zip(
            places, network.describe(pictures, language=language, beams=beams), strict=True
        ):
            said[place] = sentence_of(found[0].words, language)
        places.clear()
        pictures.clear()

    for count, (place, picture) in enumerate(read_pictures(data, items), 1):
        places.append(place)
        pictures.append(picture)
        if len(pictures) == BATCH:
            caption_kept()
            progress(count / len(items))
    caption_kept()
    references = [item.captions for item in items]
    return Evaluation(
        metrics=metrics.score(said, references, language=language),
        shuffled=metrics.score(said[1:] + said[:1], references, language=language),
        pictures=len(items),
        tokeniser=metrics.TOKENISER,
        captions={item.file: text for item, text in zip(items, said, strict=True)},
    )
