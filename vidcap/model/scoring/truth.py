"""Whether a caption says only what people said of the same picture. Pure.

A machine cannot see whether a sentence is true, but five people named what is there: a sentence
whose every telling word one of them used invents nothing. That is the idea of CHAIR (Rohrbach et
al., "Object Hallucination in Image Captioning", EMNLP 2018, section 2.1), for all words, not for 80
kinds of things alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from vidcap.model.languages import language_of


def unsupported(caption: str, references: Sequence[str], language: str = "en") -> tuple[str, ...]:
    """Return the telling words of a caption that no reference has, in their order.

    Words that tell nothing by themselves (articles, prepositions, "is") are left out, and forms of
    one word count as one ("running", "runs"), as do words for persons: vidcap says "person" anyway.
    """
    spoken = language_of(language)
    known = {spoken.root(word) for text in references for word in spoken.words(text)}
    return tuple(
        word
        for word in spoken.words(caption)
        if word not in spoken.hollow and spoken.root(word) not in known
    )
