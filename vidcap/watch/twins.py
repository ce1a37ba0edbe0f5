"""Recognise pictures that look nearly the same, as in the A-B-A-B of a dialogue. Pure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vidcap.watch.patterns import Pattern, likeness_inside

_ALIKE = 0.9  # likeness from which two pictures may be twins
_PLACE = 0.55  # likeness from which they may show one place: 7 of 8 pairs of nine films did
_COLOUR = 12.0  # mean difference of doubled chroma up to which they are
_LIGHT = 18.0  # and of luma


@dataclass(frozen=True, slots=True)
class Seen:
    """A keyframe that has gone by."""

    id: str
    pattern: Pattern


def twin_of(pattern: Pattern, album: list[Seen]) -> str:
    """Return the id of the earliest keyframe that looks nearly the same; empty: there is none."""
    return next((seen.id for seen in album if alike(pattern, seen.pattern)), "")


def place_of(pattern: Pattern, album: list[Seen]) -> str:
    """Return the id of the earliest keyframe of the same place; empty: there is none."""
    return next((seen.id for seen in album if is_same_place(pattern, seen.pattern)), "")


def is_same_place(one: Pattern, other: Pattern) -> bool:
    """Say whether two pictures show one place: light and colours agree, the layout mostly.

    Who stands there may differ, so less likeness is asked than of twins.
    """
    if one.luma.size != other.luma.size or one.chroma.size != other.chroma.size:
        return False
    if abs(one.level - other.level) > _LIGHT:
        return False
    if one.chroma.size and float(np.abs(one.chroma - other.chroma).mean()) > _COLOUR:
        return False
    return likeness_inside(one, other) >= _PLACE


def alike(one: Pattern, other: Pattern) -> bool:
    """Say whether two pictures look nearly the same: brightness pattern, colours and light."""
    if one.luma.size != other.luma.size or one.chroma.size != other.chroma.size:
        return False
    if abs(one.level - other.level) > _LIGHT:
        return False
    if one.chroma.size and float(np.abs(one.chroma - other.chroma).mean()) > _COLOUR:
        return False
    return likeness_inside(one, other) >= _ALIKE
