"""Score a network on one split of captioned pictures, beside controls of the same run.

The controls say what a score is worth: the same captions each given to another picture; one
sentence, the most frequent one, for all; and what a person wrote, held against the other people.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path

from vidcap.errors import InputError
from vidcap.model.data import Captioned, read_pictures, read_split
from vidcap.model.languages import language_of
from vidcap.model.network import BATCH, Candidate, Network
from vidcap.model.pictures import Picture
from vidcap.model.scoring.metrics import Scores, score_sets
from vidcap.model.scoring.tokenisers import missing_for, tokeniser_for
from vidcap.model.vocabulary import SPECIAL, sentence_of, words_of


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of one picture."""

    file: str
    caption: str
    log_probability: float
    confidence: float
    references: tuple[str, ...]
    scores: dict[str, float]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How a network did."""

    metrics: dict[str, float]
    controls: dict[str, dict[str, float]]  # `shuffled`, `constant`, `human`
    explained: dict[str, str]  # how each control was made
    constant: str  # the sentence that was said of all
    faults: dict[str, float]  # shares of the captions that are no whole sentences, by what is wrong
    tokeniser: str
    missing: str  # what could not be computed and how to get it; empty: nothing
    said: tuple[Said, ...]


def evaluate(
    network: Network,
    data: Path,
    *,
    split: str = "test",
    language: str = "en",
    beams: int = 3,
    is_ranked: bool = True,
    is_mirrored: bool = True,
    progress: Callable[[float], None] = lambda share: None,
) -> Evaluation:
    """Return the scores of the network on one split.

    Args:
        network: the captioner's network.
        data: a folder of captioned pictures (see `vidcap.model.data`).
        split: `train`, `val` or `test`.
        language: of captions and references.
        beams: candidates followed for each picture.
        is_ranked: order them by how well they fit the picture, too; see `rerank.py`.
        is_mirrored: look at each picture's mirror image, too; see `Network.look`.
        progress: given the share done, 0 to 1.

    Raises:
        InputError: the data are not as they should be, or the network does not speak the language.
        MissingError: pycocoevalcap is not installed.
    """
    spoken = network.vocabulary.languages
    if language not in spoken:
        raise InputError(
            f"the network speaks {', '.join(spoken)}", f"--lang {language}", "choose one of these"
        )
    items = read_split(data, split, language)
    say = partial(
        network.describe,
        language=language,
        beams=beams,
        is_ranked=is_ranked,
        is_mirrored=is_mirrored,
    )
    best = _said_of(say, data, items, progress)
    captions = [sentence_of(candidate.words, language) for candidate in best]
    references = [item.captions for item in items]
    constant, whose = _most_frequent(data, split, references, language)
    explained = {
        "shuffled": "every caption given to the picture before its own",
        "constant": f"of all pictures the sentence most often written about those of {whose}",
        "human": "left out: some pictures have one reference alone",
    }
    tokeniser = tokeniser_for(language)
    sets = {
        "captions": (captions, references),
        "shuffled": (captions[1:] + captions[:1], references),
        "constant": ([constant] * len(items), references),
    }
    if min(len(known) for known in references) > 1:
        others = [known[1:] for known in references]
        sets["human"] = ([known[0] for known in references], others)
        explained["human"] = (
            "the first reference of each picture held against its others, one fewer than captions "
            "are held against"
        )
    scores = score_sets(sets, tokeniser=tokeniser, language=language)
    own = scores.pop("captions")
    return Evaluation(
        metrics=own.overall,
        controls={name: found.overall for name, found in scores.items()},
        explained=explained,
        constant=constant,
        faults=faults_of(captions, language),
        tokeniser=tokeniser,
        missing=missing_for(language, tokeniser),
        said=_rows(items, captions, best, own),
    )


def faults_of(captions: Sequence[str], language: str) -> dict[str, float]:
    """Return the shares of captions that say a word twice, hold an unknown one, or break off."""
    unfinished = language_of(language).unfinished
    split = [words_of(caption, language) for caption in captions]
    # in Chinese a character twice is often one word
    doubled = [language != "zh" and any(a == b for a, b in pairwise(words)) for words in split]
    unknown = [any(special in caption for special in SPECIAL) for caption in captions]
    ends = [not words or words[-1] in unfinished for words in split]
    count = max(len(captions), 1)
    return {
        "a word twice": sum(doubled) / count,
        "an unknown word": sum(unknown) / count,
        "breaks off": sum(ends) / count,
    }


def _said_of(
    describe: Callable[[Sequence[Picture]], Iterator[list[Candidate]]],
    data: Path,
    items: list[Captioned],
    progress: Callable[[float], None],
) -> list[Candidate]:
    """Return the best candidate of each picture, in the order of the items."""
    best: dict[int, Candidate] = {}
    places: list[int] = []
    pictures: list[Picture] = []

    def say() -> None:
        best.update(zip(places, (found[0] for found in describe(pictures)), strict=True))
        places.clear()
        pictures.clear()

    for count, (place, picture) in enumerate(read_pictures(data, items), 1):
        places.append(place)
        pictures.append(picture)
        if len(pictures) == BATCH:
            say()
            progress(count / len(items))
    say()
    return [best[place] for place in range(len(items))]


def _most_frequent(
    data: Path, split: str, references: Sequence[Sequence[str]], language: str
) -> tuple[str, str]:
    """Return the sentence most often written about training pictures, and the name of their split.

    Where there are none it is taken from these references, so of the split itself.
    """
    try:
        known: Sequence[Sequence[str]] = [
            item.captions for item in read_split(data, "train", language)
        ]
        whose = "train"
    except InputError:
        known, whose = references, split
    counts = Counter(
        sentence_of(words_of(text, language), language) for texts in known for text in texts
    )
    return max(counts, key=lambda text: (counts[text], text)), whose


def _rows(
    items: Sequence[Captioned],
    captions: Sequence[str],
    best: Sequence[Candidate],
    scores: Scores,
) -> tuple[Said, ...]:
    return tuple(
        Said(
            file=item.file,
            caption=caption,
            log_probability=candidate.log_probability,
            confidence=candidate.confidence,
            references=tuple(item.captions),
            scores={name: values[place] for name, values in scores.each.items()},
        )
        for place, (item, caption, candidate) in enumerate(zip(items, captions, best, strict=True))
    )
