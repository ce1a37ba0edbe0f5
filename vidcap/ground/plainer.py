"""Plainer words for what a sentence says, so that it says no more than was found. Pure, English."""

from __future__ import annotations

from dataclasses import replace

from vidcap.ground.fact_words import MATERIALS, NARROW, NARROW_VERBS, PLAIN, SNOWY
from vidcap.ground.reading import Noun, Phrase
from vidcap.ground.sight import Sight
from vidcap.ground.support import PERSONS, Colours, boxes_of, modifier_sureness
from vidcap.ground.words import GROUPS, LABELS, ONE, SINGULAR

_OF_ONE = ("a", "an", "the", "one", "another")
_OF_MANY = {  # how many there are, by what stands before them; other words stay as they are
    **dict.fromkeys(("a couple of", "a pair of"), "two"),
    **dict.fromkeys(("a number of", "a lot of", "a bunch of", "many", "few"), "several"),
    **dict.fromkeys(("a team of", "a crowd of", "a line of", "the crowd of"), "a group of"),
    **dict.fromkeys(("a", "an", "their", "his", "her", "its", "a few"), ""),
}
_PLURALS = {"sheep": "sheep", "bus": "buses", "skis": "skis", "bench": "benches"}
_PLAIN_THINGS = frozenset(  # words that say no more than the detector's label does
    "bike bikes ball balls boat boats plane planes phone phones sofa television tv computer "
    "motorbike motorbikes fridge racket animal animals vehicle vehicles car cars truck bus".split()
)


def plainer(phrase: Phrase) -> Phrase:
    """Return the phrase with plain words where it has such as say too much."""
    nouns = tuple(
        replace(noun, head=NARROW[noun.head]) if noun.head in NARROW else noun
        for noun in phrase.nouns
    )
    return replace(phrase, lead=NARROW_VERBS.get(phrase.lead, phrase.lead), nouns=nouns)


def bare(phrase: Phrase, sight: Sight, colours: Colours | None) -> Phrase:
    """Return the phrase without the words before its nouns that were not found."""
    return replace(phrase, nouns=tuple(_bare_noun(noun, sight, colours) for noun in phrase.nouns))


def _bare_noun(noun: Noun, sight: Sight, colours: Colours | None) -> Noun:
    if noun.head in PERSONS:
        return _bare_person(noun)
    before = tuple(
        word for word in noun.before if modifier_sureness(word, noun, sight, colours) > 0
    )
    head = noun.head
    if head in LABELS and head not in _PLAIN_THINGS and head not in PLAIN:
        label = next((box.label for box in boxes_of(noun, sight) if box.label in LABELS), head)
        is_several = head.endswith("s") and head not in SINGULAR
        head = _PLURALS.get(label, f"{label}s") if is_several else label
    before = tuple(word for word in before if SNOWY.get(word) != PLAIN.get(head, ""))
    return Noun(_fitting(noun.article, head), before, head)


def _fitting(article: str, head: str) -> str:
    """Return the article that suits a noun which may have changed."""
    is_one = not head.endswith("s") and head not in SINGULAR | MATERIALS
    if article in ("a", "an"):
        return article if is_one or head == "bus" else ""
    if PLAIN.get(head) in ("hat", "coat"):
        return "a" if article in ("", "the") else article
    return "a" if not article and is_one and head in LABELS else article


def _bare_person(noun: Noun) -> Noun:
    """Return who is named as a person, or as people: what they are or play is not seen."""
    if noun.head in ("someone", "somebody"):
        return Noun("", (), "someone")
    if noun.head in ONE:
        return Noun(noun.article if noun.article in _OF_ONE else "a", (), "person")
    if noun.head in GROUPS:
        return Noun("a group of", (), "people")
    article = "two" if noun.head == "couple" else _OF_MANY.get(noun.article, noun.article)
    return Noun(article, (), "people")


def first_mention(subject: Phrase) -> Phrase:
    """Return the subject as it is named first: nobody knows whether a line before named it."""
    return replace(subject, nouns=tuple(map(_indefinite, subject.nouns)))


def _indefinite(noun: Noun) -> Noun:
    if noun.article not in ("", "the") or noun.head in MATERIALS or noun.head == "someone":
        return noun
    is_several = noun.head == "people" or (noun.head.endswith("s") and noun.head not in SINGULAR)
    return replace(noun, article="" if is_several else "a")


def words_of(phrase: Phrase) -> str:
    """Return the words of a phrase."""
    nouns = (
        " ".join(filter(None, (_article(noun), " and ".join(noun.before), noun.head)))
        for noun in phrase.nouns
    )
    return " ".join(filter(None, (phrase.be, phrase.lead, " and ".join(nouns))))


def _article(noun: Noun) -> str:
    """Return the article as it suits the word that follows it now."""
    if noun.article not in ("a", "an"):
        return noun.article
    return "an" if (*noun.before, noun.head)[0][0] in "aeiou" else "a"
