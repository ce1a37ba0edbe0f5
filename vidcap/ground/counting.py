"""How many a sentence's subject names, and the verb that goes with it. Pure, English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vidcap.ground.claims import claims_of
from vidcap.ground.fact_words import MATERIALS, OF_SEVERAL, VERBS
from vidcap.ground.persons import LARGEST
from vidcap.ground.reading import Noun, Phrase
from vidcap.ground.sight import Sight
from vidcap.ground.support import PERSONS, persons_sureness
from vidcap.ground.telling import POSTURES
from vidcap.ground.words import GROUPS, MANY, NUMBERS, ONE, SINGULAR

_NUMBERS = {number: word for word, number in NUMBERS.items()}
_OF_ONE = {several: one for one, several in OF_SEVERAL.items()}
_SEVERAL = NUMBERS.keys() | {"several", "many", "some", "few"}


def agrees(subject: Phrase, verb: Phrase) -> bool:
    """Tell whether subject and verb are both of one, or both of several: else it was misread."""
    if any(noun.head in ONE and noun.article in _SEVERAL for noun in subject.nouns):
        return False
    plural = is_plural(subject)
    of_one = verb.be == "is" or (not verb.be and verb.lead in OF_SEVERAL)
    of_several = verb.be == "are" or (not verb.be and verb.lead in _OF_ONE)
    return not (plural and of_one) and not (plural is False and of_several)


def is_plural(subject: Phrase) -> bool | None:
    """Tell whether a subject names several; None: a group of them, which goes with either verb."""
    if len(subject.nouns) > 1:
        return True
    (noun,) = subject.nouns
    if noun.head in GROUPS or noun.article.endswith("of"):
        return None
    if noun.head in ONE or noun.article in ("a", "an", "one", "another"):
        return False
    if noun.head in MANY or noun.article in _SEVERAL:
        return True
    return noun.head.endswith("s") and noun.head not in SINGULAR | MATERIALS


def agreed(subject: Phrase, verb: Phrase) -> Phrase:
    """Return the verb as it goes with the subject."""
    plural = is_plural(subject)
    if plural is None:
        return verb
    lead = (OF_SEVERAL if plural else _OF_ONE).get(verb.lead, verb.lead)
    be = verb.be and ("are" if plural else "is")
    return replace(verb, lead=verb.lead if be else lead, be=be)


def counted(
    sentence: str, phrases: Sequence[Phrase], subject: Phrase, verb: Phrase, sight: Sight
) -> tuple[Phrase, float] | None:
    """Return the subject with the right number of persons, and how sure it is.

    None: the number is wrong and cannot be mended.

    Args:
        sentence: the whole of it.
        phrases: all of its phrases, among them the next two.
        subject: who.
        verb: what they do.
        sight: what the keyframe surely shows.
    """
    persons = [noun for phrase in phrases for noun in phrase.nouns if noun.head in PERSONS]
    if not persons:
        return subject, 1.0
    if sureness := persons_sureness(sentence, sight):
        return replace(subject, nouns=_together(subject.nouns)), sureness
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
    return replace(subject, nouns=(noun,)), min(box.score for box in sight.people)


def _several(found: int, maybe: int) -> Noun:
    if found > LARGEST:
        return Noun("a group of", (), "people")
    return Noun(_NUMBERS[found] if found == maybe else "several", (), "people")


def _together(nouns: tuple[Noun, ...]) -> tuple[Noun, ...]:
    """Return "a man and two women" as three people; who cannot be counted stays apart."""
    numbers = [
        1 if noun.head in ONE else NUMBERS.get(noun.article, 0) if noun.head in MANY else 0
        for noun in nouns
    ]
    if len(nouns) < 2 or not all(numbers) or sum(numbers) not in _NUMBERS:
        return nouns
    return (Noun(_NUMBERS[sum(numbers)], (), "people"),)
