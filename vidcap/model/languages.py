"""What the captioner must know of a language: how to split and write its sentences.

A language without an entry is written with spaces: its words are runs of letters and digits. To add
one that is not, or whose sentences must not end in some words, put a line into `LANGUAGES`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Splitter = Callable[[str], list[str]]

_ENGLISH = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*|'s\b")
_SPACED = re.compile(r"[^\W_]+(?:[-'\u2019][^\W_]+)*")
_CHINESE = re.compile(r"[a-z0-9]+|[\u3400-\u9fff]")  # each character by itself; Latin words whole


@dataclass(frozen=True, slots=True)
class Language:
    """How sentences of a language are taken apart and put together."""

    pattern: re.Pattern[str]  # of one word, in lower case
    space: str = " "  # between words
    stop: str = "."
    unfinished: frozenset[str] = frozenset()  # words that no whole sentence ends in

    def words(self, sentence: str) -> list[str]:
        """Return the lower-cased words, without punctuation."""
        return self.pattern.findall(sentence.lower())

    def sentence(self, words: Sequence[str]) -> str:
        """Return words as a written sentence: capital first, a full stop at the end."""
        text = self.space.join(words).replace(" 's", "'s")
        return text[:1].upper() + text[1:] + self.stop if text else ""


_ENGLISH_UNFINISHED = frozenset(
    "a an the and or but as at by for from in into its his her their of on onto over than that to "
    "toward towards under up-to while who which whose with without very is are be being "
    "'s".split()
)

_CHINESE_UNFINISHED = frozenset("的地得在和与把被着从向对")

LANGUAGES = {
    "en": Language(_ENGLISH, unfinished=_ENGLISH_UNFINISHED),  # 's by itself, as the PTB has it
    "zh": Language(_CHINESE, space="", stop="\u3002", unfinished=_CHINESE_UNFINISHED),
}
_OTHER = Language(_SPACED)


def language_of(code: str) -> Language:
    """Return the language of an ISO 639-1 code; one without an entry is written with spaces."""
    return LANGUAGES.get(code, _OTHER)
