"""Whether a caption says only what people said of the same picture. Pure.

A machine cannot see whether a sentence is true, but five people named what is there: a sentence
whose every telling word one of them used invents nothing. That is the idea of CHAIR (Rohrbach et
al., "Object Hallucination in Image Captioning", EMNLP 2018, section 2.1), for all words, not for 80
kinds of things alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from vidcap.model.languages import language_of

_ENDINGS = ("ing", "ers", "er", "ed", "es", "s", "e")  # longer ones first
_ROOT = 3  # letters that stay at least


def unsupported(caption: str, references: Sequence[str], language: str = "en") -> tuple[str, ...]:
    """Return the telling words of a caption that no reference has, in their order.

    Words that tell nothing by themselves (articles, prepositions, "is") are left out, and forms of
    one word count as one ("running", "runs"), as do words for persons: vidcap says "person" anyway.
    """
    spoken = language_of(language)

    def root(word: str) -> str:
        return root_of(spoken.alike.get(word, word))

    known = {root(word) for text in references for word in spoken.words(text)}
    return tuple(
        word
        for word in spoken.words(caption)
        if word not in spoken.hollow and root(word) not in known
    )


def root_of(word: str) -> str:
    """Return what is left of an English word without its ending; of others, the word itself."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _ROOT:
            word = word.removesuffix(ending)
            break
    return word[:-1] if len(word) > _ROOT and word[-1] == word[-2] else word  # "runn", "sitt"
