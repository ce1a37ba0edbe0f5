"""How far a sentence is supported by what was found: each of its claims is looked up. Pure.

Every word that tells something is a claim: persons with their number, things, places, light, what
is done, colours, clothes; what no detector and no head knows is supported by nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from vidcap.ground.claims import CROWD, claims_of
from vidcap.ground.fact_words import (
    COLOURS,
    DETERMINERS,
    ENTAILED,
    GAMES,
    NOT_REAL,
    PHRASES,
    PLAIN,
    PREPOSITIONS,
    SNOWY,
    VERBS,
)
from vidcap.ground.found import clear
from vidcap.ground.reading import Noun, Phrase, read
from vidcap.ground.sight import Sight
from vidcap.ground.words import ANIMALS, GROUPS, LABELS, MANY, NUMBERS, ONE, SINGULAR
from vidcap.script import Box

Colours = Callable[[str, Box | None], bool]
"""Tells whether the picture's pixels have a colour, in a thing's box or (None) on the whole."""

PERSONS = ONE | MANY | GROUPS


@dataclass(frozen=True, slots=True)
class Support:
    """What a sentence's claims come to."""

    score: float  # share of the claims that were found, 0 to 1; 0 where it claims nothing
    unsupported: tuple[str, ...]  # the words of the other claims, in their order


@dataclass(frozen=True, slots=True)
class Claim:
    """A word or two that tell something, and how sure it is; 0: it was not found."""

    words: str
    sureness: float


def support(sentence: str, sight: Sight, *, colours: Colours | None = None) -> Support:
    """Return how far an English sentence is supported, and which of its claims are not.

    Args:
        sentence: of any captioner; it is only read, never changed.
        sight: what the keyframe surely shows.
        colours: asks the picture's pixels; None: no colour is supported.
    """
    claims = [*_persons_claimed(sentence, sight), *claims_in(read(sentence), sight, colours)]
    missing = tuple(dict.fromkeys(claim.words for claim in claims if not claim.sureness))
    found = sum(claim.sureness > 0 for claim in claims)
    return Support(found / len(claims) if claims else 0.0, missing)


def claims_in(phrases: Iterable[Phrase], sight: Sight, colours: Colours | None) -> Iterator[Claim]:
    """Yield the claims of phrases but the number of persons, which is one of the whole sentence."""
    for phrase in phrases:
        if is_telling(phrase):
            yield Claim(phrase.lead, verb_sureness(phrase.lead, sight))
        for noun in phrase.nouns:
            if noun.head not in PERSONS:
                yield Claim(noun.head, noun_sureness(noun, sight))
            for word in noun.before:
                yield Claim(word, modifier_sureness(word, noun, sight, colours))


def is_telling(phrase: Phrase) -> bool:
    """Tell whether a phrase is led by a verb that is a claim: of "wears" only the clothes are."""
    is_preposition = phrase.lead in PREPOSITIONS or phrase.lead in PHRASES
    return bool(phrase.lead) and not is_preposition and VERBS.get(phrase.lead) != "wear"


def verb_sureness(word: str, sight: Sight) -> float:
    """Return how sure it is that this is done, 0 to 1."""
    return sight.sureness(VERBS.get(word, ""))


def noun_sureness(noun: Noun, sight: Sight) -> float:
    """Return how sure it is that what a noun names is there, in its number, 0 to 1."""
    if not is_one(noun) or noun.head in GAMES or not NOT_REAL.isdisjoint(noun.before):
        return 0.0
    fact = PLAIN.get(noun.head, "")
    by_fact = max(sight.sureness(name) for name in (fact, *ENTAILED.get(fact, ())))
    boxes = boxes_of(noun, sight)[_number(noun) - 1 :][:1]
    by_kind = [sight.sureness("animal") for box in boxes if box.label in ANIMALS]
    return max([by_fact, *by_kind, *(box.score for box in boxes)])


def is_one(noun: Noun) -> bool:
    """Tell whether a noun was read as one: "a brown and a black dog" was not."""
    return DETERMINERS.isdisjoint(noun.before)


def boxes_of(noun: Noun, sight: Sight) -> list[Box]:
    """Return the boxes of what a noun names, the surest first."""
    labels = LABELS.get(noun.head, "").split("|")
    return clear([box for box in sight.claimable if box.label in labels])


def modifier_sureness(word: str, noun: Noun, sight: Sight, colours: Colours | None) -> float:
    """Return how sure it is that a noun is what the word before it says, 0 or 1, or a fact's."""
    if word in COLOURS:
        where = next(iter(boxes_of(noun, sight)), None)
        return float(colours is not None and noun.head not in PERSONS and colours(word, where))
    return sight.sureness(SNOWY.get(word, ""))


def _number(noun: Noun) -> int:
    """Return how many things a noun names at least."""
    words = noun.article.split()
    number = next((NUMBERS[word] for word in words if word in NUMBERS), 0)
    if number or noun.article == "a couple of":
        return number or 2
    return 2 if noun.head.endswith("s") and noun.head not in SINGULAR else 1


def _persons_claimed(sentence: str, sight: Sight) -> Iterator[Claim]:
    """Yield the claim of how many persons there are, if any are spoken of."""
    claims = claims_of(sentence)
    if claims.persons:
        least = "" if claims.is_exact else "at least "
        words = f"{least}{claims.persons} person{'s' if claims.persons > 1 else ''}"
        yield Claim(words, persons_sureness(sentence, sight))


def persons_sureness(sentence: str, sight: Sight) -> float:
    """Return how sure it is that there are as many persons as a sentence says, 0 to 1."""
    claims = claims_of(sentence)
    found = [box.score for box in sight.claimable if box.label == "person"]
    if not claims.is_exact and claims.persons >= CROWD and (crowd := sight.sureness("crowd")):
        return crowd
    if len(found) < claims.persons or (claims.is_exact and len(found) > claims.persons):
        return 0.0
    return found[claims.persons - 1] if claims.persons else 1.0
