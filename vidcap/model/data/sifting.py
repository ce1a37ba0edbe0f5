"""What is wrong with lists of captioned pictures, and what is left without it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from vidcap.model.data.captioned import Captioned, Problem

Sifted = tuple[list[Captioned], list[Problem]]

_RANK = {"test": 0, "val": 1}  # a picture in two splits stays where it measures


def sift(items: Iterable[Captioned]) -> Sifted:
    """Return what can be used, in the same order, and why the rest cannot.

    Empty sentences are taken out; then pictures without any; then all but the first listing of a
    picture in a split; then pictures of other splits that are in the test or validation split.

    Args:
        items: of all splits and languages; those of one line in several languages are one listing.
    """
    kept = list(items)
    problems: list[Problem] = []
    for law in (_sentences, _captioned, _once, _in_one_split):
        kept, found = law(kept)
        problems += found
    return kept, problems


def _sentences(items: Sequence[Captioned]) -> Sifted:
    problems = [
        Problem.of(item, f"has an empty sentence ({item.language})", caption=number)
        for item in items
        for number, text in enumerate(item.captions)
        if not text.strip()
    ]
    return [_without_empty(item) for item in items], problems


def _without_empty(item: Captioned) -> Captioned:
    said = [number for number, text in enumerate(item.captions) if text.strip()]
    lines = item.lines
    if said and len(lines) == len(item.captions):  # else the one line of the picture
        lines = tuple(lines[number] for number in said)
    return replace(item, captions=tuple(item.captions[number] for number in said), lines=lines)


def _captioned(items: Sequence[Captioned]) -> Sifted:
    """Without captions is what has none in any language; with some, it is left out of the rest."""
    told_of = {(item.file, item.place()) for item in items if item.captions}
    silent = {
        (item.file, item.place()): Problem.of(item, "has no captions")
        for item in items
        if (item.file, item.place()) not in told_of
    }
    return [item for item in items if item.captions], list(silent.values())


def _once(items: Sequence[Captioned]) -> Sifted:
    first: dict[tuple[str, str], str] = {}
    kept: list[Captioned] = []
    again: dict[str, Problem] = {}
    for item in items:
        place = first.setdefault((item.file, item.split), item.place())
        if item.place() == place:
            kept.append(item)
        else:
            again[item.place()] = Problem.of(item, f"is listed again, first at {place}")
    return kept, list(again.values())


def _in_one_split(items: Sequence[Captioned]) -> Sifted:
    home: dict[str, str] = {}
    for item in items:
        known = home.setdefault(item.file, item.split)
        if _RANK.get(item.split, len(_RANK)) < _RANK.get(known, len(_RANK)):
            home[item.file] = item.split
    strays = {
        (item.file, item.split): Problem.of(item, f"is in split {home[item.file]}, too")
        for item in items
        if item.split != home[item.file]
    }
    return [item for item in items if item.split == home[item.file]], list(strays.values())
