"""Recognise pictures that look nearly the same, as in the A-B-A-B of a dialogue. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vidcap.watch.patterns import Pattern, likeness_inside

ALIKE = 0.9  # likeness from which two pictures may be twins
PLACE = 0.55  # likeness from which they may show one place: 7 of 8 pairs of nine films did
_COLOUR = 12.0  # mean difference of doubled chroma up to which they are
_LIGHT = 18.0  # and of luma


@dataclass(frozen=True, slots=True)
class Seen:
    """A keyframe that has gone by."""

    id: str
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Earlier:
    """Ids of earlier keyframes that a picture is like; empty: there is none."""

    twin: str  # the earliest that looks nearly the same
    place: str  # the earliest that shows the same place


def earlier(pattern: Pattern, album: Sequence[Seen]) -> Earlier:
    """Return what a picture is like.

    Who stands at a place may differ, so less likeness is asked of it than of a twin.

    Args:
        pattern: of the picture.
        album: the keyframes before it, the earliest first.
    """
    likenesses = [(seen.id, likeness_of(pattern, seen.pattern)) for seen in album]
    return Earlier(
        twin=next((name for name, likeness in likenesses if likeness >= ALIKE), ""),
        place=next((name for name, likeness in likenesses if likeness >= PLACE), ""),
    )


def likeness_of(one: Pattern, other: Pattern) -> float:
    """Return how alike two pictures are, 0 to 1; 0 where their light or their colours differ."""
    if one.luma.size != other.luma.size or one.chroma.size != other.chroma.size:
        return 0.0
    if abs(one.level - other.level) > _LIGHT:
        return 0.0
    if one.chroma.size and float(np.abs(one.chroma - other.chroma).mean()) > _COLOUR:
        return 0.0
    return max(0.0, likeness_inside(one, other))
