"""A captioner's sentence cut and mended until all that it says was found. Pure, English.

Its core (who or what is there, and what is done) must be found. What hangs on that ("in front of a
building", "with a hat") is left out where it was not, words before a noun likewise, words that say
too much are said by plainer ones, and a wrong number of persons by the right one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from vidcap.ground.claims import claims_of
from vidcap.ground.fact_words import (
    ALONE,
    BEFORE,
    BESIDE,
    HANGING,
    OF_SEVERAL,
    PLACING,
    PLAIN,
    SURFACES,
    TOUCHING,
    VERBS,
)
from vidcap.ground.found import touch
from vidcap.ground.persons import LARGEST
from vidcap.ground.plainer import bare, plainer, words_of
from vidcap.ground.reading import Noun, Phrase, read
from vidcap.ground.sentences import whole
from vidcap.ground.sight import Sight
from vidcap.ground.support import (
    PERSONS,
    Colours,
    boxes_of,
    claims_in,
    noun_sureness,
    persons_sureness,
    verb_sureness,
)
from vidcap.ground.telling import POSTURES, THINGS
from vidcap.ground.words import LABELS, NUMBERS

_NUMBERS = {number: word for word, number in NUMBERS.items()}
_SOLE = {several: one for one, several in OF_SEVERAL.items()}


@dataclass(frozen=True, slots=True)
class Mended:
    """A sentence of which everything was found; or why there is none."""

    text: str  # empty: its core was not found
    sureness: float = 0.0  # of its least sure claim, 0 to 1
    problem: str = ""
    names: frozenset[str] = frozenset()  # of the facts that it tells


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
    if missing := next(_missing(subject, verb, sight), ""):
        return Mended("", problem=missing)
    counted = _counted(sentence, phrases, subject, verb, sight)
    if counted is None:
        return Mended("", problem=f"{claims_of(sentence).persons} persons are not there")
    who, verb, number = counted
    kept = [*_kept(phrases[1:], verb, who, sight)]
    if not verb.lead and (not kept or kept[-1].role == "verb"):
        return Mended("", problem="nothing of what is done was found")
    told = [bare(phrase, sight, colours) for phrase in (who, *kept)]
    scores = [claim.sureness for claim in claims_in(told, sight, colours)]
    text = " ".join(filter(None, map(words_of, told)))
    names = frozenset(PLAIN.get(noun.head, "") for phrase in told for noun in phrase.nouns)
    return Mended(
        text=f"{text[:1].upper()}{text[1:]}.",
        sureness=min([*scores, number]),
        names=names,
    )


def _missing(subject: Phrase, verb: Phrase, sight: Sight) -> Iterator[str]:
    """Yield what of a sentence's core was not found."""
    yield from (n.head for n in subject.nouns if not _is_found(n, sight))
    fact = VERBS.get(verb.lead, "")
    if verb.lead and fact != "wear" and not verb_sureness(verb.lead, sight):
        yield verb.lead
    if fact in THINGS and fact not in ALONE:
        yield from (n.head for n in verb.nouns if not _touches(n, subject, sight))
    if verb.lead and fact not in ALONE:
        yield from (n.head for n in verb.nouns if not _is_found(n, sight))
        if not verb.nouns and fact != "play":
            yield verb.lead


def _is_found(noun: Noun, sight: Sight) -> bool:
    return noun.head in PERSONS or noun_sureness(noun, sight) > 0


def _counted(
    sentence: str, phrases: Sequence[Phrase], subject: Phrase, verb: Phrase, sight: Sight
) -> tuple[Phrase, Phrase, float] | None:
    """Return subject and verb with the right number of persons, and how sure it is.

    None: the number is wrong and cannot be mended.
    """
    persons = [noun for phrase in phrases for noun in phrase.nouns if noun.head in PERSONS]
    if not persons:
        return subject, verb, 1.0
    if sureness := persons_sureness(sentence, sight):
        return subject, verb, sureness
    found = len(sight.people)
    is_sole = len(persons) == 1 and subject.nouns == tuple(persons)
    if not is_sole or not found or (found == 1 and sight.maybe > 1):
        return None
    was_one, is_one = claims_of(sentence).persons == 1, found == 1
    if was_one != is_one and verb.nouns:
        return None  # whose the bicycle is that is ridden, nobody knows
    if not is_one and sight.likely & POSTURES != {VERBS.get(verb.lead, "")} & POSTURES:
        return None  # one may stand, another sit
    noun = Noun("a", (), "person") if is_one else _several(found, sight.maybe)
    lead = (_SOLE if is_one else OF_SEVERAL).get(verb.lead, verb.lead)
    be = verb.be and ("is" if is_one else "are")
    sureness = min(box.score for box in sight.people)
    return replace(subject, nouns=(noun,)), replace(verb, lead=lead, be=be), sureness


def _several(found: int, maybe: int) -> Noun:
    if found > LARGEST:
        return Noun("a group of", (), "people")
    return Noun(_NUMBERS[found] if found == maybe else "several", (), "people")


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
            nouns = verb.nouns if all(_is_found(n, sight) for n in verb.nouns) else ()
            yield replace(verb, nouns=nouns)
        elif (is_cut and phrase.lead in HANGING) or not _hangs_well(phrase, subject, sight):
            is_cut = True
        else:
            is_cut = False
            yield phrase


def _hangs_well(phrase: Phrase, subject: Phrase, sight: Sight) -> bool:
    """Tell whether a phrase that is no part of the core says only what was found."""
    if not phrase.nouns or not all(_is_found(noun, sight) for noun in phrase.nouns):
        return False
    if phrase.lead in ("wearing", "in") and {n.head for n in phrase.nouns} & {"hat", "coat"}:
        return True
    if all(noun.head in PLAIN and noun.head not in LABELS for noun in phrase.nouns):
        is_at = all(PLAIN[noun.head] in SURFACES for noun in phrase.nouns)
        return phrase.lead in (PLACING if is_at else BEFORE)
    if any(noun.head in PERSONS for noun in phrase.nouns):
        return False  # who stands how to whom, nobody knows
    if phrase.lead in TOUCHING:
        return all(_touches(noun, subject, sight) for noun in phrase.nouns)
    return phrase.lead in BESIDE


def _touches(noun: Noun, subject: Phrase, sight: Sight) -> bool:
    """Tell whether all that the subject names touches what a noun names."""
    things = boxes_of(noun, sight)[:1]
    ones = list(sight.people) if subject.nouns[0].head in PERSONS else []
    ones = ones or boxes_of(subject.nouns[0], sight)[:1]
    return bool(ones and things) and all(touch(one, things[0]) for one in ones)
