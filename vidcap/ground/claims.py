"""What a sentence claims to be in the picture, held against what a detector found there. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vidcap.ground.found import clear
from vidcap.ground.words import ARTICLES, GROUPS, IDIOMS, LABELS, MANY, NUMBERS, ONE, SINGULAR
from vidcap.recipe import GroundSettings
from vidcap.script import Box

CROWD = 3  # persons that are a group at least


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that is no person."""

    labels: frozenset[str]  # of the detector: one of them must be found
    least: int  # how many


@dataclass(frozen=True, slots=True)
class Claims:
    """What a sentence says is there."""

    persons: int  # 0: none is spoken of
    is_exact: bool  # the number is said; otherwise it is the least
    things: frozenset[Thing]


def claims_of(sentence: str) -> Claims:
    """Return what an English sentence claims, as far as a detector could find it."""
    words = re.findall(r"[a-z]+", IDIOMS.sub("", sentence.lower()))
    persons, is_exact, is_crowd = 0, True, False
    things: dict[frozenset[str], int] = {}
    implied: dict[frozenset[str], int] = {}
    for place, word in enumerate(words):
        before, after = words[max(0, place - 3) : place], (*words[place + 1 : place + 2], "")[0]
        number = next((NUMBERS[one] for one in before if one in NUMBERS), 0)
        if word in GROUPS:
            is_crowd = True
        elif word in ONE and after not in ONE | MANY:  # "teenage boy", "cowboy rider": one person
            persons += 1
        elif word in MANY:
            is_exact = is_exact and (number > 0 or word == "couple")
            persons += number or 2
        if word in LABELS:
            labels = frozenset(LABELS[word].split("|"))
            count = (number or 2) if word.endswith("s") and word not in SINGULAR else 1
            if word in ONE | MANY:  # "a surfer rides a surfboard" claims one surfboard
                implied[labels] = count
            elif ARTICLES.isdisjoint(before):  # "the ball" may be the one named before
                things[labels] = max(things.get(labels, 0), count)
            else:
                things[labels] = things.get(labels, 0) + count
    if is_crowd:
        persons, is_exact = max(persons, CROWD), False
    things |= {labels: max(n, things.get(labels, 0)) for labels, n in implied.items()}
    return Claims(persons, is_exact, frozenset(Thing(*thing) for thing in things.items()))


def refusal(sentence: str, boxes: Sequence[Box], settings: GroundSettings) -> str:
    """Return what the sentence claims that was not found, or not so; empty: all was found.

    Persons count from `settings.person_score`. Of other things half were wrong at so low a score,
    so they count from `settings.sure_score`.
    """
    claims = claims_of(sentence)
    persons = sum(b.label == "person" and b.score >= settings.person_score for b in boxes)
    if claims.persons and (
        persons < claims.persons or (claims.is_exact and persons > claims.persons)
    ):
        least = "" if claims.is_exact else "at least "
        return f"{least}{claims.persons} persons claimed, {persons} found"
    there = [box.label for box in clear(boxes) if box.score >= settings.sure_score]
    for thing in sorted(claims.things, key=lambda thing: sorted(thing.labels)):
        found = sum(there.count(label) for label in thing.labels)
        if found < thing.least:
            return f"{thing.least} x {' or '.join(sorted(thing.labels))} claimed, {found} found"
    return ""
