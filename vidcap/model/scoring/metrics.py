"""BLEU, METEOR, ROUGE-L and CIDEr of captions against references, by pycocoevalcap's code.

The library's CIDEr is the form D of the paper (clipped counts, another length punished), so both
names have the same definition; `CIDEr-D` is computed by our own code (`cider.py`), which training
uses as its reward, and stands here to show that the two agree.

Sources: Papineni et al., "BLEU", ACL 2002; Denkowski and Lavie, "Meteor Universal", WMT 2014; Lin,
"ROUGE", ACL workshop 2004; Vedantam et al., "CIDEr", CVPR 2015.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vidcap.errors import MissingError
from vidcap.model.cider import CiderD
from vidcap.model.scoring.java import LIBRARY, has_java, meteor
from vidcap.model.scoring.tokenisers import OURS, PTB, tokenised

Table = dict[int, list[str]]  # by picture: sentences, their words with a space between


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of a set of captions; 1.0 is 100 %, CIDEr may be larger."""

    overall: dict[str, float]
    each: dict[str, list[float]]  # the same by picture; BLEU with its smallest counts smoothed


def score(
    captions: Sequence[str], references: Sequence[Sequence[str]], *, language: str = "en"
) -> dict[str, float]:
    """Return BLEU-1 to BLEU-4 and CIDEr in our own words: quick, and without Java.

    Args:
        captions: one a picture.
        references: what people wrote about the same pictures, in the same order.
        language: of both.

    Raises:
        MissingError: pycocoevalcap is not installed.
    """
    (found,) = score_sets({"": (captions, references)}, tokeniser=OURS, language=language).values()
    return {name: value for name, value in found.overall.items() if name[:4] in ("BLEU", "CIDE")}


def score_sets(
    sets: Mapping[str, tuple[Sequence[str], Sequence[Sequence[str]]]],
    *,
    tokeniser: str,
    language: str = "en",
) -> dict[str, Scores]:
    """Return every score of several sets of captions, all split in one run of the tokeniser.

    METEOR is for English alone and needs Java; where that is not, it is not among the scores.

    Args:
        sets: by name: captions, one a picture, and the references of the same pictures. CIDEr
            weighs word groups by how rare they are among these very references.
        tokeniser: see `tokenisers.py`.
        language: of all.

    Raises:
        MissingError: pycocoevalcap is not installed, or Java does not do the work.
    """
    texts = list(
        dict.fromkeys(
            text
            for captions, references in sets.values()
            for text in (*captions, *(one for known in references for one in known))
        )
    )
    split = dict(zip(texts, tokenised(texts, tokeniser=tokeniser, language=language), strict=True))
    tables = {
        name: (
            {place: [split[text]] for place, text in enumerate(captions)},
            {place: [split[text] for text in known] for place, known in enumerate(references)},
        )
        for name, (captions, references) in sets.items()
    }
    found = {name: _scores(said, known) for name, (said, known) in tables.items()}
    if language == "en" and tokeniser == PTB and has_java():
        with meteor() as running:
            for name, (said, known) in tables.items():
                value, each = running.compute_score(known, said)
                found[name].overall["METEOR"] = float(value)
                found[name].each["METEOR"] = [float(one) for one in each]
    return found


def _scores(said: Table, known: Table) -> Scores:
    """Return all scores but METEOR."""
    try:
        from pycocoevalcap.bleu.bleu import Bleu
        from pycocoevalcap.cider.cider import Cider
        from pycocoevalcap.rouge.rouge import Rouge
    except ImportError as error:
        raise MissingError("pycocoevalcap is not installed", "evaluation", LIBRARY) from error
    overall: dict[str, float] = {}
    each: dict[str, list[float]] = {}
    with contextlib.redirect_stdout(io.StringIO()):  # the library prints counts
        bleu, bleu_each = Bleu(4).compute_score(known, said)
        rouge, rouge_each = Rouge().compute_score(known, said)
        cider, cider_each = Cider().compute_score(known, said)
    for n, (value, values) in enumerate(zip(bleu, bleu_each, strict=True), 1):
        overall[f"BLEU-{n}"] = float(value)
        each[f"BLEU-{n}"] = [float(one) for one in values]
    overall |= {"ROUGE-L": float(rouge), "CIDEr": float(cider)}
    each |= {
        "ROUGE-L": [float(one) for one in rouge_each],
        "CIDEr": [float(one) for one in cider_each],
    }
    each["CIDEr-D"] = _cider_d(said, known)
    overall["CIDEr-D"] = sum(each["CIDEr-D"]) / len(said)
    return Scores(overall, each)


def _cider_d(said: Table, known: Table) -> list[float]:
    """Return our own CIDEr-D of each picture."""
    numbers: dict[str, int] = {}

    def numbered(text: str) -> list[int]:
        return [numbers.setdefault(word, len(numbers)) for word in text.split()]

    reward = CiderD([[numbered(text) for text in texts] for texts in known.values()])
    return [reward.score(place, numbered(texts[0])) for place, texts in said.items()]
