"""Read an English caption into phrases: who, what they do, and what hangs on that. Pure.

Captions have few forms, so no grammar is needed: a phrase begins at a verb or at a preposition,
and what cannot be read stays as a word that nothing supports.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Literal

from vidcap.ground.fact_words import (
    CLAUSES,
    COLOURS,
    DETERMINERS,
    FILLERS,
    NARROW_VERBS,
    PHRASES,
    PREPOSITIONS,
    VERBS,
)
from vidcap.ground.sentences import DOING, FINITE
from vidcap.ground.words import NUMBERS

_BE = frozenset(("is", "are"))
_KNOWN = (VERBS.keys() | NARROW_VERBS.keys() | DOING | FINITE) - _BE
_LEADING = DETERMINERS | NUMBERS.keys()
_NO_VERB_AFTER = _LEADING | COLOURS | PREPOSITIONS | frozenset("old young large small big".split())
_GROUP = re.compile(
    r"\b(?:a|the) (?:\w+ )?(group|crowd|team|bunch|couple|pair|number|lot|line)s? of\b"
)


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun and what stands before it."""

    article: str  # article or number, or `a group of` and the like; empty: none
    before: tuple[str, ...]
    head: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of a sentence."""

    role: Literal["subject", "verb", "adjunct", "clause"]  # a clause: with a verb of its own
    lead: str  # the preposition or the verb; empty: of the subject, and of a mere "is"
    be: str  # "is" or "are" before the verb
    nouns: tuple[Noun, ...]


def read(sentence: str) -> tuple[Phrase, ...]:
    """Return the phrases of a sentence, in their order."""
    text = _GROUP.sub(lambda m: m[0].split()[0] + f"_{m[1]}_of", sentence.lower())
    for phrase in PHRASES:
        text = re.sub(rf"\b{phrase}\b", phrase.replace(" ", "_"), text)
    return tuple(_phrases(re.findall(r"[a-z_]+(?:[-'][a-z]+)*|,", text)))


def _phrases(words: Sequence[str]) -> list[Phrase]:
    """Return the phrases of words among which set phrases are joined by underscores."""
    done: list[Phrase] = []
    now, held = Phrase("subject", "", "", ()), list[str]()
    has_verb = False
    for place, word in enumerate(words):
        rest = words[place + 1 :]
        if _opens_clause(word, rest, has_verb=has_verb):
            clause = _phrases([one for one in (word, *rest) if one not in CLAUSES | {"and", "to"}])
            done.append(_closed(now, held))
            return [*done, *(replace(phrase, role="clause") for phrase in clause)]
        is_gerund = word.endswith("ing")
        if now.be and not now.lead and not held and (is_gerund or word.endswith("ed")):
            now = replace(now, lead=word)
        elif word in _BE or _is_verb(words, place):
            done.append(_closed(now, held))
            is_main = word in _BE or not is_gerund
            has_verb = has_verb or is_main
            be, lead = (word, "") if word in _BE else ("", word)
            now, held = Phrase("verb" if is_main else "adjunct", lead, be, ()), []
        elif word in PREPOSITIONS or word.replace("_", " ") in PHRASES:
            done.append(_closed(now, held))
            now, held = Phrase("adjunct", word.replace("_", " "), "", ()), []
        else:
            held.append(word)
    return [*done, _closed(now, held)]


def _opens_clause(word: str, rest: Sequence[str], *, has_verb: bool) -> bool:
    """Tell whether a clause begins here that has a verb of its own."""
    if word in CLAUSES:
        return word != "to" or _starts_with_verb(rest)
    if word == "and":
        return _starts_with_verb(rest) or (has_verb and _has_finite(rest))
    if word == ",":
        return has_verb and rest[:1] != ["and"] and _has_finite(rest)
    return has_verb and (word in _BE or (word in FINITE - DOING and word.endswith("s")))


def _starts_with_verb(words: Sequence[str]) -> bool:
    return bool(words) and (words[0] in _BE or words[0] in _KNOWN)


def _has_finite(words: Sequence[str]) -> bool:
    """Tell whether a finite verb follows before any preposition or comma."""
    near = [*takewhile(lambda word: word not in PREPOSITIONS and word != ",", words)]
    return any(
        word in _BE or (_is_verb(near, place) and not word.endswith("ing"))
        for place, word in enumerate(near)
    )


def _is_verb(words: Sequence[str], place: int) -> bool:
    """Tell whether a word is a verb here: "walk" after an article is none."""
    before = words[place - 1] if place else "the"
    return words[place] in _KNOWN and before not in _NO_VERB_AFTER and not before.endswith("_of")


def _closed(phrase: Phrase, words: Sequence[str]) -> Phrase:
    return replace(phrase, nouns=tuple(_nouns(words)))


def _nouns(words: Sequence[str]) -> list[Noun]:
    """Return the nouns that are joined by "and" or commas; "black and white" is one colour."""
    chunks: list[list[str]] = [[]]
    for word in words:
        if word not in ("and", ","):
            chunks[-1].append(word)
        elif not (chunks[-1] and chunks[-1][-1] in COLOURS):
            chunks.append([])
    return [_noun(chunk) for chunk in chunks if not FILLERS.issuperset(chunk)]


def _noun(words: Sequence[str]) -> Noun:
    telling = [word for word in words if word not in FILLERS]
    leading = [*takewhile(lambda word: word in _LEADING or word.endswith("_of"), telling)]
    others = telling[len(leading) :] or leading[-1:]
    article = " ".join(leading[: len(telling) - len(others)]).replace("_", " ")
    return Noun(article, tuple(others[:-1]), others[-1])
