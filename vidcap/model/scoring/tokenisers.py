"""Captions as words, ready to be scored: by the Penn Treebank's rules, or by our own.

The field scores captions split by Stanford's PTBTokenizer, a Java program that comes with
pycocoevalcap. Without Java our own words take its place: captions then score about as before
(docs/experiments.md), but the figures compare with no others, so the tokeniser is named with them.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence

from vidcap.errors import MissingError
from vidcap.model.vocabulary import words_of

PTB = "Penn Treebank (Stanford 3.4.1, by pycocoevalcap)"
OURS = "vidcap simple (lower case, no punctuation)"
JAVA = "install a Java runtime (Debian, Ubuntu: apt install default-jre-headless)"
LIBRARY = "pip install 'vidcap[train]'"


def has_java() -> bool:
    """Tell whether there is a Java to run."""
    return shutil.which("java") is not None


def tokeniser_for(language: str) -> str:
    """Return the name of the tokeniser that captions of a language are scored with here."""
    return PTB if language == "en" and has_java() else OURS


def tokenised(sentences: Sequence[str], *, tokeniser: str, language: str) -> list[str]:
    """Return sentences as words with a space between, in one run of the tokeniser.

    Raises:
        MissingError: pycocoevalcap is not installed.
    """
    if tokeniser == OURS:
        return [" ".join(words_of(sentence, language)) for sentence in sentences]
    try:
        from pycocoevalcap.tokenizer.ptbtokenizer import PTBTokenizer
    except ImportError as error:
        raise MissingError("pycocoevalcap is not installed", "evaluation", LIBRARY) from error
    rows = {place: [{"caption": sentence}] for place, sentence in enumerate(sentences)}
    split = PTBTokenizer().tokenize(rows)
    return [split[place][0] for place in range(len(sentences))]
