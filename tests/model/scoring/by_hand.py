"""The library run by hand, as its own example runs it: what our numbers are held against."""

import contextlib
import io
from collections.abc import Sequence


def library_scores(
    captions: Sequence[str], references: Sequence[Sequence[str]]
) -> dict[str, float]:
    """Return the scores of pycocoevalcap's classes alone, on Penn Treebank words."""
    from pycocoevalcap.bleu.bleu import Bleu
    from pycocoevalcap.cider.cider import Cider
    from pycocoevalcap.meteor.meteor import Meteor
    from pycocoevalcap.rouge.rouge import Rouge
    from pycocoevalcap.tokenizer.ptbtokenizer import PTBTokenizer

    known = {n: [{"caption": text} for text in texts] for n, texts in enumerate(references)}
    known = PTBTokenizer().tokenize(known)
    said = PTBTokenizer().tokenize({n: [{"caption": text}] for n, text in enumerate(captions)})
    meteor = Meteor()
    with contextlib.redirect_stdout(io.StringIO()):
        bleu, _ = Bleu(4).compute_score(known, said)
        scores = {
            **{f"BLEU-{n}": value for n, value in enumerate(bleu, 1)},
            "METEOR": meteor.compute_score(known, said)[0],
            "ROUGE-L": Rouge().compute_score(known, said)[0],
            "CIDEr": Cider().compute_score(known, said)[0],
        }
    meteor.meteor_p.kill()
    meteor.meteor_p.communicate()
    return {name: float(value) for name, value in scores.items()}
