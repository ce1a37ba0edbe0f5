"""What is told, in English. Pure.

Place and light stand in short sentences of their own before what happens there ("Night. A street.
Two people walk."), or within it ("At night, two people walk on a street.").
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from vidcap.ground.english_words import (
    BEFORE_THING,
    LIGHTS,
    NUMBERS,
    PAIRS,
    PLACES,
    VERBS,
    WHEN,
    with_article,
)
from vidcap.ground.persons import Persons
from vidcap.ground.phrases import LONGEST, Doing, Telling

_POSITIONS = {  # of a phrase without a verb
    "close": ("a close view of {}", "{}, seen close"),
    "far": ("{} in the distance", "in the distance, {}", "{} far off", "far off, {}"),
    "back": ("{} at some distance", "at some distance, {}", "{} some way off"),
    "one nearer": ("{}, one of them nearer", "{}; one is nearer"),
}
_CLAUSE_POSITIONS = {  # of one with a verb
    "close": ("{}", "seen close, {}"),
    "far": ("in the distance, {}", "far off, {}", "{} in the distance"),
    "back": ("at some distance, {}", "some way off, {}"),
    "one nearer": ("{}, one of them nearer", "{}; one is nearer"),
}
_OF_THEIR_OWN: Mapping[
    tuple[str, ...], list[str]
] = {  # what is told in other words than by its name with an article
    ("fire",): ["a fire", "flames"],
    ("text",): ["text appears", "words appear", "text", "written words"],
}


class English:
    """See `phrases.Phrases`."""

    def texts(self, telling: Telling) -> tuple[str, ...]:
        """See `phrases.Phrases`."""
        heads = _heads(telling.light, telling.places)
        mains = _mains(telling)
        if not mains:
            texts = [*map(_sentence, heads)]
        elif not heads:
            texts = [_sentence((main,)) for main in mains]
        else:
            tagged = [_sentence((*head, main)) for main, head in product(mains, heads)]
            joined = [_sentence((text,)) for text in _joined(telling, mains)]
            is_plain = not telling.light and len(telling.places) == 1
            texts = [*joined, *tagged] if is_plain else [*tagged, *joined]
        return tuple(text for text in dict.fromkeys(texts) if len(text.split()) <= LONGEST)


def _sentence(parts: tuple[str, ...]) -> str:
    return " ".join(f"{part[:1].upper()}{part[1:]}." for part in parts)


def _heads(light: str, places: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return ways to tell when and where in sentences of their own; none: neither is told."""
    wheres = _wheres(places)
    if not light:
        return [(where,) for where in wheres]
    if not wheres:
        return [(when,) for when in LIGHTS[light]]
    apart = [(when, where) for where, when in product(wheres, LIGHTS[light])]
    return [*apart, *((f"{where} {WHEN[light]}",) for where in wheres)]


def _wheres(places: tuple[str, ...]) -> list[str]:
    """Return phrases that name the places."""
    if len(places) < 2:
        return [*dict.fromkeys(way for place in places for way in PLACES[place] if way)]
    one, other = places
    known = PAIRS.get((one, other)) or PAIRS.get((other, one)) or ()
    names = PLACES[one][0], PLACES[other][0]
    return [*known, " and ".join(names), " and ".join(names[::-1])]


def _joined(telling: Telling, mains: list[str]) -> list[str]:
    """Return the phrases with when and where within them; none: that would be misheard."""
    doing = telling.doing
    is_long = doing is not None and bool(doing.verb == "swim" or doing.other or doing.is_of_one)
    is_placed = telling.persons is not None and telling.persons != telling.persons.bare
    if len(telling.places) > 1 or is_placed or is_long:
        return []
    where = PLACES[telling.places[0]][1] if telling.places else ""
    if telling.places and not where:
        return []
    when = WHEN.get(telling.light, "")
    if not when:
        return [f"{main} {where}" for main in mains]
    if not where:
        return [text for main in mains for text in (f"{when}, {main}", f"{main} {when}")]
    return [
        text for main in mains for text in (f"{main} {where} {when}", f"{when}, {main} {where}")
    ]


def _mains(telling: Telling) -> list[str]:
    """Return phrases that tell who or what is there and what they do; none: neither is told."""
    things = [with_article(name) for name in telling.others]
    if telling.persons is None:
        if telling.doing is not None:
            return _clauses(things[:1], telling.doing, plural=False)
        return _OF_THEIR_OWN.get(telling.others, things)
    whos = _whos(telling.persons, telling.wearing)
    table = " at a table" if telling.is_at_table else ""
    if telling.doing is not None:
        plural = telling.persons.count != 1
        clauses = _clauses(whos, telling.doing, plural=plural, after=table)
        return _placed(clauses, telling.persons, _CLAUSE_POSITIONS)
    if things:
        ways = [(who, things[0]) for who in whos]
        return [" and ".join(way) + table for way in [*ways, *(way[::-1] for way in ways)]]
    return _placed([f"{who}{table}" for who in whos], telling.persons, _POSITIONS)


def _placed(
    phrases: list[str], persons: Persons, positions: Mapping[str, tuple[str, ...]]
) -> list[str]:
    """Return the phrases with where in the picture the persons are."""
    sides = (f"{{}} on the {persons.side}", f"on the {persons.side}, {{}}")
    if positions is _CLAUSE_POSITIONS:
        sides = sides[::-1]
    ways = positions.get(persons.place, sides if persons.side else ("{}",))
    if persons.side and persons.place == "close":
        ways = tuple(side.format(ways[0]) for side in sides)
    return [way.format(phrase) for phrase, way in product(phrases, ways)]


def _whos(persons: Persons, wearing: tuple[str, ...]) -> list[str]:
    """Return ways to name the persons."""
    if persons.count == 1:
        clothes = " and ".join(with_article(name) for name in wearing)
        names = ("a person", "someone", "one person")
        return [f"{name} in {clothes}" for name in names] if clothes else [*names]
    if persons.count:
        return [f"{NUMBERS[persons.count]} people"]
    ways = {
        "crowd": ("a crowd", "a crowd of people"),
        "group": ("a group of people", "several people"),
        "": ("several people", "some people"),
    }
    return [*ways[persons.many]]


def _clauses(whos: list[str], doing: Doing, *, plural: bool, after: str = "") -> list[str]:
    """Return ways to tell what they do.

    Args:
        whos: ways to name them.
        doing: what.
        plural: whether they are several.
        after: where they do it.
    """
    sole, several, going = VERBS[doing.verb]
    thing = f" {BEFORE_THING.get(doing.verb, '')}{with_article(doing.thing)}" if doing.thing else ""
    if doing.is_of_one:
        return [f"{who}{after}; one {sole}" for who in whos]
    if doing.other:
        other, _, others = VERBS[doing.other]
        return [
            way
            for who in whos
            for way in (
                f"{who}{after}; one {sole}, one {other}",
                f"{who}{after}, one {going}, one {others}",
                f"{who}{after}; one {sole} and one {other}",
            )
        ]
    now = f"are {going}" if plural else f"is {going}"
    verb = several if plural else sole
    return [f"{who} {way}{thing}{after}" for way, who in product((verb, now), whos)]
