"""From what a keyframe surely shows to what may be told of it. Pure.

A picture's facts do not say whose they are: a picture in which someone sits shows two persons. So
what is done is told of all of them only where nothing else is likely to be done, and of an animal
only where no person can be meant.
"""

from __future__ import annotations

from collections.abc import Set

from vidcap.ground.found import touch
from vidcap.ground.persons import FAR, Persons, persons_of
from vidcap.ground.phrases import Doing, Telling
from vidcap.ground.sight import LIKELY, Sight
from vidcap.ground.words import ANIMALS

RANK = (  # of places: the first two that are sure are told
    "stage garden street beach forest mountain sea lake river road snow field rocks buildings sand "
    "water room sky"
).split()
SAID_WITH = {  # places that another one holds already
    "beach": {"sand", "water"},
    "sea": {"water"},
    "lake": {"water"},
    "river": {"water"},
    "street": {"road"},
    "mountain": {"rocks"},
    "garden": {"field"},
}
WATERS = frozenset(("sea", "lake", "river"))
POSTURES = frozenset("sit stand walk run jump ride climb swim".split())  # one of them at a time
APART = {"sit", "stand", "walk", "run"}  # what two persons may do side by side
OF_ANIMALS = {"sit", "stand", "walk", "run", "jump", "swim"}

TABLE = "dining table"
DULL = frozenset(("tie", "chair", "handbag", "backpack", "bottle", TABLE))  # tell little alone
THINGS = {  # what a thing must be to have something done with it
    "ride": frozenset("bicycle motorcycle horse elephant skateboard surfboard snowboard".split()),
    "hold": frozenset(
        "umbrella|bottle|wine glass|cup|cell phone|book|baseball bat|tennis racket|frisbee|"
        "teddy bear|knife|banana|apple|kite".split("|")
    ),
    "play": frozenset(("sports ball", "frisbee", "kite")),
    "sit": frozenset(("bench", "chair", "couch", "bed")),
}


def telling_of(sight: Sight) -> Telling:
    """Return all that may be told of a keyframe."""
    persons = persons_of(sight.people, sight.maybe) if sight.people else None
    if "crowd" in sight.of("scene"):
        persons = Persons(0, many="crowd")
    others = _others(sight) if persons is None or not sight.hidden else ()
    doing = None
    if not sight.hidden and persons is not None and persons.many != "crowd":
        doing = _of_persons(sight, persons)
    elif not sight.hidden and persons is None and others[:1] and others[0] in ANIMALS:
        doing = _of_animal(sight)
    at_table = persons is not None and bool(_touched(sight, {TABLE}))
    return Telling(
        light=next(iter(sight.of("light")), ""),
        places=_places(sight) or _setting(sight, persons),
        persons=persons,
        wearing=_wearing(sight),
        doing=doing,
        is_at_table=at_table and (doing is None or doing.verb in ("sit", "stand")),
        others=others if persons is None or doing is None else (),
    )


def sureness(telling: Telling, sight: Sight) -> float:
    """Return how sure the least sure thing is that is told, 0 to 1."""
    names = [telling.light, *telling.places, *telling.wearing, *telling.others]
    if telling.doing is not None:
        names += [telling.doing.verb, telling.doing.other, telling.doing.thing]
    names += [TABLE] if telling.is_at_table else []
    scores = [_sureness_of(name, sight) for name in names if name]
    if telling.persons is not None:
        is_crowd = telling.persons.many == "crowd"
        scores += [sight.sureness("crowd")] if is_crowd else [box.score for box in sight.people]
    return min(scores, default=0.0)


def _sureness_of(name: str, sight: Sight) -> float:
    found = max((box.score for box in sight.boxes if box.label == name), default=0.0)
    names = (name, *WATERS) if name == "water" else (name,)
    return max(found, *map(sight.sureness, names))


def _places(sight: Sight) -> tuple[str, ...]:
    """Return one or two places that go together."""
    names = set(sight.of("place"))
    if len(names & WATERS) > 1:  # which of them it is is not sure
        names = (names - WATERS) | {"water"}
    for name in sorted(names):
        names -= SAID_WITH.get(name, set())
    ranked = [name for name in RANK if name in names]
    if "snow" in ranked[2:]:
        ranked = [ranked[0], "snow"]
    return tuple(ranked[:2])


def _setting(sight: Sight, persons: Persons | None) -> tuple[str, ...]:
    """Return whether it is indoors or outdoors, where that can be seen.

    A close view shows too little of it, and what is dark around looks like a room to the heads.
    """
    if persons is not None and persons.place == "close":
        return ()
    is_dark = not {"dark", "night"}.isdisjoint(sight.of("light"))
    return tuple(name for name in sight.of("setting")[:1] if name != "indoors" or not is_dark)


def _others(sight: Sight) -> tuple[str, ...]:
    """Return one thing besides persons: by name, or by its kind alone."""
    labels = [box.label for box in sight.things if box.label not in DULL]
    scene = [name for name in sight.of("scene") if name != "crowd"]
    return tuple([*labels, *scene, *sight.of("text")][:1])


def _wearing(sight: Sight) -> tuple[str, ...]:
    """Return what the one person wears who is not far off."""
    if len(sight.people) != 1 or sight.maybe != 1:
        return ()
    (person,) = sight.people
    return tuple(sorted(sight.of("wearing"))) if person.bottom - person.top > FAR else ()


def _of_persons(sight: Sight, persons: Persons) -> Doing | None:
    """Return what the persons surely do; None: that is not sure."""
    if _may_be_animals(sight) or (persons.count == 1 and sight.maybe > 1):
        return None
    sure = set(sight.of("doing"))
    postures = sure & POSTURES
    likely = sight.likely & POSTURES
    if persons.count == 1:
        if moving := sight.of("moving"):
            return Doing(moving[0])
        if with_thing := _with_thing(sight, sure):
            return with_thing
        likely -= {"ride"}  # who rides sits as well
        postures -= {"ride"}
    elif "ride" in likely:
        return None
    if len(postures) == 1 and likely == postures:
        (verb,) = postures
        thing = _touched(sight, THINGS["sit"]) if verb == "sit" else ""
        return Doing(verb, thing=thing)
    if persons.count == 2 and len(postures) == 2 and likely == postures <= APART:
        first, second = sorted(postures)
        return Doing(first, other=second)
    return Doing("play") if "play" in sure and persons.count != 1 and not likely else None


def _with_thing(sight: Sight, sure: Set[str]) -> Doing | None:
    """Return what one person surely does with a thing; None: nothing is sure."""
    if "ride" in sure and not sight.likely & POSTURES <= {"ride", "sit"}:
        return None
    touched = ((verb, _touched(sight, THINGS[verb])) for verb in ("ride", "hold", "play"))
    return next(
        (Doing(verb, thing=thing) for verb, thing in touched if verb in sure and thing), None
    )


def _of_animal(sight: Sight) -> Doing | None:
    """Return what the animal surely does, where no person can be meant."""
    sure, likely = set(sight.of("doing")) & POSTURES, sight.likely & POSTURES
    if sight.maybe or "crowd" in sight.likely or len(sure) != 1 or likely != sure:
        return None
    (verb,) = sure
    return Doing(verb) if verb in OF_ANIMALS else None


def _may_be_animals(sight: Sight) -> bool:
    """Tell whether an animal may be doing what the picture's facts tell of."""
    found = any(box.label in ANIMALS and box.score >= LIKELY for box in sight.boxes)
    ridden = {box.label for box in sight.things} & THINGS["ride"] & ANIMALS
    return (found or "animal" in sight.likely) and not (ridden and "ride" in sight.of("doing"))


def _touched(sight: Sight, labels: Set[str]) -> str:
    """Return the label of the surest of such things that all persons touch; empty: none is."""
    if sight.maybe != len(sight.people):
        return ""
    fitting = (box for box in sight.things if box.label in labels)
    return next((b.label for b in fitting if all(touch(one, b) for one in sight.people)), "")
