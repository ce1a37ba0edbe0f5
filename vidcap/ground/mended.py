"""A captioner's sentence cut and mended until all that it says was found. Pure, English.

Its core (who or what is there, and what is done) must be found. What hangs on that ("in front of a
building", "with a hat") is left out where it was not, words before a noun likewise, words that say
too much are said by plainer ones, and a wrong number of persons by the right one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from vidcap.ground.claims import claims_of
from vidcap.ground.counting import agreed, agrees, counted
from vidcap.ground.fact_words import (
    ALONE,
    BEFORE,
    BESIDE,
    PLACING,
    PLAIN,
    SURFACES,
    TOUCHING,
    VERBS,
)
from vidcap.ground.found import touch
from vidcap.ground.plainer import bare, first_mention, plainer, words_of
from vidcap.ground.reading import Noun, Phrase, read
from vidcap.ground.sentences import whole
from vidcap.ground.sight import Sight
from vidcap.ground.support import (
    PERSONS,
    Colours,
    boxes_of,
    claims_in,
    is_one,
    noun_sureness,
    verb_sureness,
)
from vidcap.ground.telling import THINGS
from vidcap.ground.words import LABELS


@dataclass(frozen=True, slots=True)
class Mended:
    """A sentence of which everything was found; or why there is none."""

    text: str  # empty: its core was not found
    sureness: float = 0.0  # of its least sure claim, 0 to 1
    problem: str = ""
    names: frozenset[str] = frozenset()  # of the places and lights that it tells
    length: int = 0  # how many things it tells


def mended(caption: str, sight: Sight, *, colours: Colours | None = None) -> Mended:
    """Return a caption as a sentence of which everything was found.

    Args:
        caption: English.
        sight: what the keyframe surely shows.
        colours: asks the picture's pixels; None: colours are cut.
    """
    sentence = whole(caption)
    phrases = [plainer(phrase) for phrase in read(sentence)]
    subject, verb = phrases[0], next((one for one in phrases if one.role == "verb"), None)
    if not subject.nouns or verb is None:
        return Mended("", problem="it says nothing that is done")
    if not agrees(subject, verb):
        return Mended("", problem="it cannot be read: its verb is of another number")
    if missing := next(_missing(subject, verb, sight), ""):
        return Mended("", problem=missing)
    right = counted(sentence, phrases, subject, verb, sight)
    if right is None:
        return Mended("", problem=f"{claims_of(sentence).persons} persons")
    who, number = right
    kept = [*_kept(phrases[1:], verb, who, sight)]
    if not verb.lead and (not kept or kept[-1].role == "verb"):
        return Mended("", problem="nothing of what is done was found")
    who = first_mention(bare(who, sight, colours))
    rest = [bare(phrase, sight, colours) for phrase in kept]
    told = [who, *(agreed(who, one) if one.role == "verb" else one for one in rest)]
    scores = [claim.sureness for claim in claims_in(told, sight, colours)]
    text = " ".join(filter(None, map(words_of, told)))
    named = [noun.head.removesuffix("s") for noun in who.nouns]
    if len(set(named)) < len(named):
        return Mended("", problem=f"it cannot be read: it says {named[0]} twice")
    names = frozenset(PLAIN.get(noun.head, "") for phrase in told for noun in phrase.nouns)
    return Mended(
        text=f"{text[:1].upper()}{text[1:]}.",
        sureness=min([*scores, number]),
        names=names - {""},
        length=len(scores) + any(noun.head in PERSONS for noun in subject.nouns),
    )


def _missing(subject: Phrase, verb: Phrase, sight: Sight) -> Iterator[str]:
    """Yield what of a sentence's core was not found."""
    yield from (n.head for n in subject.nouns if not _is_found(n, sight))
    fact = VERBS.get(verb.lead, "")
    if verb.lead and fact != "wear" and not verb_sureness(verb.lead, sight):
        yield verb.lead
    if fact in ALONE:
        return
    yield from (n.head for n in verb.nouns if not _is_object(n, fact, subject, sight))
    if verb.lead and not verb.nouns and fact != "play":
        yield verb.lead


def _is_object(noun: Noun, fact: str, subject: Phrase, sight: Sight) -> bool:
    """Tell whether something surely is what a verb is done with; "is" takes no object."""
    if fact == "wear":
        return PLAIN.get(noun.head) in ("hat", "coat") and _is_found(noun, sight)
    return fact in THINGS and _is_found(noun, sight) and _touches(noun, subject, sight)


def _is_found(noun: Noun, sight: Sight) -> bool:
    return is_one(noun) and (noun.head in PERSONS or noun_sureness(noun, sight) > 0)


def _kept(
    phrases: Sequence[Phrase], verb: Phrase, subject: Phrase, sight: Sight
) -> Iterator[Phrase]:
    """Yield the verb and what hangs on the core and was found."""
    is_cut = False
    for phrase in phrases:
        if phrase.role == "clause":
            return
        if phrase.role == "verb":
            is_cut = False
            takes_object = VERBS.get(verb.lead) not in ALONE - {"climb"}
            found = [noun for noun in verb.nouns if takes_object and _is_found(noun, sight)]
            yield replace(verb, nouns=tuple(found))
        elif (_is_placing(phrase) or not is_cut) and _hangs_well(phrase, subject, verb, sight):
            yield phrase
        else:
            is_cut = True  # what follows may hang on this, unless it tells where all of it is


def _is_placing(phrase: Phrase) -> bool:
    """Tell whether a phrase says in which place something is."""
    facts = {PLAIN.get(noun.head, "") for noun in phrase.nouns}
    return facts <= SURFACES and phrase.lead in PLACING


def _hangs_well(phrase: Phrase, subject: Phrase, verb: Phrase, sight: Sight) -> bool:
    """Tell whether a phrase that is no part of the core says only what was found."""
    heads = {noun.head for noun in phrase.nouns}
    if not heads or heads & {noun.head for noun in (*subject.nouns, *verb.nouns)}:
        return False
    if not all(_is_found(noun, sight) for noun in phrase.nouns):
        return False
    if phrase.lead in ("wearing", "in") and {PLAIN.get(head) for head in heads} & {"hat", "coat"}:
        return True
    if all(head in PLAIN and head not in LABELS for head in heads):
        return _is_placing(phrase) or (phrase.lead in BEFORE and not heads & {"sky"})
    if any(noun.head in PERSONS for noun in phrase.nouns):
        return False  # who stands how to whom, nobody knows
    if phrase.lead in TOUCHING:
        return all(
            _touches(noun, subject, sight)
            and not TOUCHING[phrase.lead].isdisjoint(LABELS.get(noun.head, "").split("|"))
            for noun in phrase.nouns
        )
    return phrase.lead in BESIDE


def _touches(noun: Noun, subject: Phrase, sight: Sight) -> bool:
    """Tell whether all that the subject names touches what a noun names."""
    things = boxes_of(noun, sight)[:1]
    ones = list(sight.people) if subject.nouns[0].head in PERSONS else []
    ones = ones or boxes_of(subject.nouns[0], sight)[:1]
    return bool(ones and things) and all(touch(one, things[0]) for one in ones)
