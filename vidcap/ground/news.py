"""What is new since the lines before, and in how many lengths it may be told. Pure.

A describer names place and light when they change, then who is there; what still holds is not said
again (DCMP Description Key; ITC Guidance, 2000, 3.2). Which of the moments before becomes a spoken
line is not known yet, so what was offered long ago counts as not told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from vidcap.ground.phrases import Telling
from vidcap.ground.sight import OUTDOORS

LATE = (["night"], ["dusk"])


def news(whole: Telling, before: Sequence[Telling], *, is_known_place: bool = False) -> Telling:
    """Return what of a telling is new; nothing: an empty telling.

    Args:
        whole: all that may be told.
        before: what the lines before told, the last one last.
        is_known_place: whether one of these told the place of this very picture.
    """
    is_told = is_known_place or _is_same_place(whole.places, before)
    places = () if is_told else whole.places
    light = whole.light if _is_new_light(whole.light, before) else ""
    last = before[-1] if before else Telling()
    is_changed = bool(places) or _subject(whole) != _subject(last)
    if whole.has_subject and is_changed:
        return replace(whole, light=light, places=places)
    return Telling(light=light, places=places)


def again(whole: Telling) -> Telling:
    """Return what is told where nothing is new: who is there, or where it is."""
    return replace(whole, light="", places=()) if whole.has_subject else whole


def lengths(telling: Telling) -> Iterator[Telling]:
    """Yield the telling and what is left of it when it must be shorter, the fullest first."""
    yield telling
    plain = telling
    if telling.persons is not None:
        plain = replace(telling, persons=telling.persons.bare, wearing=())
        yield plain
    if plain.light and plain.places:
        yield replace(plain, light="")
    if not plain.has_subject:
        yield replace(plain, light="", places=plain.places[:1])
        return
    subject = replace(plain, light="", places=())
    if plain.places:
        yield replace(plain, light="", places=plain.places[:1])
    yield subject
    if plain.doing is not None and plain.doing.other and not plain.doing.is_of_one:
        last = replace(plain.doing, verb=plain.doing.other, other="", is_of_one=True)
        yield replace(subject, doing=last)
    yield replace(subject, doing=None, is_at_table=False)


def _subject(telling: Telling) -> Telling:
    return replace(telling, light="", places=())


def _is_same_place(places: tuple[str, ...], before: Sequence[Telling]) -> bool:
    """Tell whether the place was the last one told, or is part of it."""
    told = next((one.places for one in reversed(before) if one.places), ())
    if not places or not told:
        return not places
    if places[0] in ("indoors", "outdoors"):
        return _setting(told) in ("", places[0])
    return not set(told).isdisjoint(places)


def _setting(places: tuple[str, ...]) -> str:
    if not OUTDOORS.isdisjoint(places) or "outdoors" in places:
        return "outdoors"
    return "indoors" if {"room", "indoors"} & set(places) else ""


def _is_new_light(light: str, before: Sequence[Telling]) -> bool:
    """Tell whether the light changed; day is taken for granted, but after night or dusk.

    A dark picture is no time of day: films fade to black and back.
    """
    told = [one.light for one in before if one.light]
    times = [light for light in told if light != "dark"]
    return times[-1:] in LATE if light == "day" else told[-1:] != [light]
