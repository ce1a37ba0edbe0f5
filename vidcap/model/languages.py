"""What the captioner must know of a language: how to split and write its sentences.

A language without an entry is written with spaces: its words are runs of letters and digits. To add
one that is not, or whose sentences must not end in some words, put a line into `LANGUAGES`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_ENGLISH = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*|'s\b")
_SPACED = re.compile(r"[^\W_]+(?:[-'\u2019][^\W_]+)*")
_HAN = re.compile(r"[a-z0-9]|[\u3400-\u9fff]")  # a single letter as well: T-shirts have one
_CHINESE = re.compile(r"[a-z0-9]+|[\u3400-\u9fff]")  # each character by itself; Latin words whole

_ENDINGS = ("ing", "ers", "er", "ed", "es", "s", "e")  # of English words, longer ones first
_ROOT = 3  # letters that stay at least


@dataclass(frozen=True, slots=True)
class Language:
    """How sentences of a language are taken apart and put together."""

    pattern: re.Pattern[str]  # of one word, in lower case
    space: str = " "  # between words
    stop: str = "."
    unfinished: frozenset[str] = frozenset()  # words that no whole sentence ends in
    hollow: frozenset[str] = frozenset()  # words that tell nothing by themselves
    alike: Mapping[str, str] = field(default_factory=dict)  # words that count as another
    own: re.Pattern[str] | None = None  # of words it may say; None: all that look like its words

    def words(self, sentence: str) -> list[str]:
        """Return the lower-cased words, without punctuation."""
        return self.pattern.findall(sentence.lower())

    def root(self, word: str) -> str:
        """Return what a word counts as, whatever its form: "dogs" as "dog", "man" as "person"."""
        return root_of(self.alike.get(word, word))

    def telling(self, sentence: str) -> list[str]:
        """Return the roots of the words that tell something, in their order."""
        return [self.root(word) for word in self.words(sentence) if word not in self.hollow]

    def is_own(self, word: str) -> bool:
        """Tell whether a word may stand in a sentence, by how it looks."""
        return (self.own or self.pattern).fullmatch(word) is not None

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

_ENGLISH_HOLLOW = _ENGLISH_UNFINISHED | frozenset(
    "one some other another each up down out off through near next front behind side "
    "around along across above below under there it they he she him them himself herself itself "
    "not all both it's has have been being looks look looking stand stands standing".split()
)
_ENGLISH_PERSONS = (
    "man men woman women boy boys girl girls guy guys lady ladies male female child children kid "
    "kids toddler baby people adult adults gentleman"
).split()
_CHINESE_HOLLOW = _CHINESE_UNFINISHED | frozenset(
    "一个只条名位些了着上下里中前后边旁正有是他她它这那"
)
_CHINESE_PERSONS = "男女孩子童士"

LANGUAGES = {
    "en": Language(
        _ENGLISH,
        unfinished=_ENGLISH_UNFINISHED,
        hollow=_ENGLISH_HOLLOW,
        alike=dict.fromkeys(_ENGLISH_PERSONS, "person"),
    ),
    "zh": Language(
        _CHINESE,
        space="",
        stop="\u3002",
        unfinished=_CHINESE_UNFINISHED,
        hollow=_CHINESE_HOLLOW,
        alike=dict.fromkeys(_CHINESE_PERSONS, "人"),
        own=_HAN,
    ),
}
_OTHER = Language(_SPACED)


def language_of(code: str) -> Language:
    """Return the language of an ISO 639-1 code; one without an entry is written with spaces."""
    return LANGUAGES.get(code, _OTHER)


def root_of(word: str) -> str:
    """Return what is left of an English word without its ending; of others, the word itself."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _ROOT:
            word = word.removesuffix(ending)
            break
    return word[:-1] if len(word) > _ROOT and word[-1] == word[-2] else word  # "runn", "sitt"
