"""What a line says, in the most usual words: the same is not said again in others. Pure.

Of a composed line that is the first of its wordings: "A fire." of "Flames.". In an English sentence
words also give way to the one that says as much, and the kinds of an animal to the animal: "ocean"
to "sea", "puppy" to "dog". A kitchen stays one, since the next room may be a bedroom.
"""

from __future__ import annotations

import re

from vidcap.ground.fact_words import PLAIN
from vidcap.ground.words import ANIMALS, LABELS

_USUAL = {**{word: label for word, label in LABELS.items() if label in ANIMALS}, **PLAIN}
_WORD = re.compile(r"[A-Za-z]+(?:-[a-z]+)*")


def meaning(text: str, language: str) -> str:
    """Return a sentence in the most usual words; in another language than English as it is."""
    if language.split("-")[0].lower() != "en":
        return text
    return _WORD.sub(lambda word: _USUAL.get(word[0].lower(), word[0]), text)
