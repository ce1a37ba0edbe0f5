"""Captions as words, ready to be scored: by the Penn Treebank's rules, or by our own.

The field scores captions split by Stanford's PTBTokenizer, a Java program that comes with
pycocoevalcap. Without Java our own words take its place: captions then score about as before
(docs/training.md), but the figures compare with no others, so the tokeniser is named with them.
"""

from __future__ import annotations

from collections.abc import Sequence

from vidcap.model.scoring.java import JAVA, has_java, treebank
from vidcap.model.vocabulary import words_of

PTB = "Penn Treebank (Stanford 3.4.1, by pycocoevalcap)"
OURS = "vidcap simple (lower case, no punctuation)"


def tokeniser_for(language: str) -> str:
    """Return the name of the tokeniser that captions of a language are scored with here."""
    return PTB if language == "en" and has_java() else OURS


def missing_for(language: str, tokeniser: str) -> str:
    """Return what cannot be computed with a tokeniser and how to get it; empty: nothing."""
    return f"METEOR and PTB words: {JAVA}" if language == "en" and tokeniser != PTB else ""


def tokenised(sentences: Sequence[str], *, tokeniser: str, language: str) -> list[str]:
    """Return sentences as words with a space between, in one run of the tokeniser.

    Raises:
        MissingError: pycocoevalcap is not installed, or Java does not do the work.
    """
    if tokeniser == PTB:
        return treebank(sentences)
    return [" ".join(words_of(sentence, language)) for sentence in sentences]
