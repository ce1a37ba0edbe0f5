"""What is told, in Chinese. Pure. The same as in English: see `english`."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from vidcap.ground.chinese_words import (
    LIGHTS,
    NUMBERS,
    PAIRS,
    PLACES,
    SIDES,
    THINGS,
    VERBS,
    WHEN,
    WITH_THING,
)
from vidcap.ground.persons import Persons
from vidcap.ground.phrases import Doing, Telling

_POSITIONS = {  # of a phrase without a verb
    "close": ("{}的近景", "近处是{}"),
    "far": ("远处有{}", "远处，{}"),
    "back": ("稍远处有{}", "稍远处，{}"),
    "one nearer": ("{}，其中一人离得更近", "{}，一人较近"),
}
_CLAUSE_POSITIONS = {  # of one with a verb
    "close": ("{}", "近处，{}"),
    "far": ("远处，{}", "远处有{}"),
    "back": ("稍远处，{}", "稍远处有{}"),
    "one nearer": ("{}，其中一人离得更近", "{}，一人较近"),
}
_CLOTHES = {("hat",): "戴帽子的", ("coat",): "穿外套的", ("coat", "hat"): "戴帽子、穿外套的"}
_OF_THEIR_OWN: Mapping[
    tuple[str, ...], list[str]
] = {  # what is told in other words than by its name with a measure word
    ("fire",): ["火", "火焰"],
    ("text",): ["出现文字", "有文字", "文字"],
}


class Chinese:
    """See `phrases.Phrases`."""

    def texts(self, telling: Telling) -> tuple[str, ...]:
        """See `phrases.Phrases`."""
        heads, mains = _heads(telling.light, telling.places), _mains(telling)
        if not mains or not heads:
            texts = [f"{text}。" for text in mains or heads]
        else:
            tagged = [f"{head}。{main}。" for main, head in product(mains, heads)]
            before = _before(telling)
            joined = [f"{before}，{main}。" for main in mains] if before else []
            is_plain = not telling.light and len(telling.places) == 1
            texts = [*joined, *tagged] if is_plain else [*tagged, *joined]
        return tuple(dict.fromkeys(texts))


def _heads(light: str, places: tuple[str, ...]) -> list[str]:
    """Return ways to tell when and where in sentences of their own; none: neither is told."""
    wheres = _wheres(places)
    if not light:
        return wheres
    if not wheres:
        return [*LIGHTS[light]]
    apart = [f"{when}。{where}" for where, when in product(wheres, LIGHTS[light])]
    return [*apart, *(f"{WHEN[light]}，{where}" for where in wheres)]


def _wheres(places: tuple[str, ...]) -> list[str]:
    """Return phrases that name the places."""
    if len(places) < 2:
        return [*dict.fromkeys(way for place in places for way in PLACES[place] if way)]
    one, other = places
    known = PAIRS.get((one, other)) or PAIRS.get((other, one)) or ()
    names = PLACES[one][0], PLACES[other][0]
    return [*known, "和".join(names), "和".join(names[::-1])]


def _before(telling: Telling) -> str:
    """Return when and where as the opening of a sentence; empty: that would be misheard."""
    swims = telling.doing is not None and telling.doing.verb == "swim"
    is_placed = telling.persons is not None and telling.persons != telling.persons.bare
    where = PLACES[telling.places[0]][1] if telling.places else ""
    if len(telling.places) > 1 or is_placed or swims or (telling.places and not where):
        return ""
    return "".join((WHEN.get(telling.light, ""), where))


def _mains(telling: Telling) -> list[str]:
    """Return phrases that tell who or what is there and what they do; none: neither is told."""
    things = [THINGS[name] for name in telling.others if name in THINGS]
    if telling.persons is None:
        if telling.doing is not None:
            return _clauses(things[:1], telling.doing)
        return _OF_THEIR_OWN.get(telling.others, things)
    whos = _whos(telling.persons, telling.wearing)
    if telling.doing is not None:
        clauses = _clauses(whos, telling.doing, at_table=telling.is_at_table)
        return _placed(clauses, telling.persons, _CLAUSE_POSITIONS)
    if things:
        names = [f"{who}和{things[0]}" for who in whos]
        names += [f"{things[0]}和{who}" for who in whos]
        return [f"餐桌旁有{name}" for name in names] if telling.is_at_table else names
    if telling.is_at_table:
        return _placed([f"{who}在餐桌旁" for who in whos], telling.persons, _CLAUSE_POSITIONS)
    return _placed(whos, telling.persons, _POSITIONS)


def _placed(
    phrases: list[str], persons: Persons, positions: Mapping[str, tuple[str, ...]]
) -> list[str]:
    """Return the phrases with where in the picture the persons are."""
    ways = positions.get(persons.place, ("{}",))
    if persons.side:
        side = SIDES[persons.side]
        is_clause = positions is _CLAUSE_POSITIONS
        ways = (
            (f"{side}，{{}}", f"{side}有{{}}") if is_clause else (f"{side}有{{}}", f"{side}，{{}}")
        )
        if persons.place == "close" and not is_clause:
            ways = (f"{side}是{{}}的近景", f"{side}近处是{{}}")
    return [way.format(phrase) for phrase, way in product(phrases, ways)]


def _whos(persons: Persons, wearing: tuple[str, ...]) -> list[str]:
    """Return ways to name the persons."""
    if persons.count:
        number, clothes = NUMBERS[persons.count], _CLOTHES.get(wearing, "")
        return [f"{number}个{clothes}人", f"{number}名{clothes}人" if clothes else f"{number}人"]
    ways = {
        "crowd": ("人群", "一大群人"),
        "group": ("一群人", "好几个人"),
        "": ("几个人", "好几个人"),
    }
    return [*ways[persons.many]]


def _clauses(whos: list[str], doing: Doing, *, at_table: bool = False) -> list[str]:
    """Return ways to tell what they do."""
    where = "在餐桌旁" if at_table else ""
    if doing.is_of_one:
        return [f"{who}{where}，其中一人{VERBS[doing.verb][0]}" for who in whos]
    if doing.other:
        one, other = VERBS[doing.verb][0], VERBS[doing.other][0]
        ways = ("{}{}，一人{}，一人{}", "{}{}，一个{}，另一个{}")
        return [way.format(who, where, one, other) for who, way in product(whos, ways)]
    if doing.thing:
        verbs = [way.format(THINGS[doing.thing]) for way in WITH_THING[doing.verb]]
    else:
        verbs = [*VERBS[doing.verb]]
    return [f"{who}{where}{verb}" for verb, who in product(verbs, whos)]
