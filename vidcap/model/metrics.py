"""BLEU and CIDEr of captions against references, by pycocoevalcap's code.

Tokens are ours (`vocabulary.words_of`: lower case, no punctuation), not the Penn Treebank
tokeniser of the COCO server; scores made with it differ slightly, so the tokeniser is named
wherever a score is printed.

Sources: Papineni et al., "BLEU", ACL 2002; Vedantam et al., "CIDEr", CVPR 2015.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Sequence

from vidcap.errors import MissingError
from vidcap.model.vocabulary import words_of

TOKENISER = "vidcap simple (lower case, no punctuation)"


def score(
    captions: Sequence[str], references: Sequence[Sequence[str]], *, language: str = "en"
) -> dict[str, float]:
    """Return BLEU-1 to BLEU-4 and CIDEr, 1.0 being 100 % (CIDEr may be larger).

    Args:
        captions: one a picture.
        references: what people wrote about the same pictures, in the same order; CIDEr weighs
            word groups by how rare they are among these very references.
        language: of both.

    Raises:
        MissingError: pycocoevalcap is not installed.
    """
    try:
        from pycocoevalcap.bleu.bleu import Bleu
        from pycocoevalcap.cider.cider import Cider
    except ImportError as error:
        raise MissingError(
            "pycocoevalcap is not installed", "evaluation", "pip install 'vidcap[train]'"
        ) from error
    said = {n: [" ".join(words_of(caption, language))] for n, caption in enumerate(captions)}
    known = {
        n: [" ".join(words_of(text, language)) for text in texts]
        for n, texts in enumerate(references)
    }
    with contextlib.redirect_stdout(io.StringIO()):  # the library prints counts
        bleu, _ = Bleu(4).compute_score(known, said)
        cider, _ = Cider().compute_score(known, said)
    scores = {f"BLEU-{n}": float(value) for n, value in enumerate(bleu, 1)}
    return {**scores, "CIDEr": float(cider)}
