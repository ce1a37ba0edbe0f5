"""The pictures that heads are fitted, tuned and held to account on, each with its labels.

Three parts that share no picture: `fit` for the heads, `tune` for the strength of L2 and the
calibration, `held` for the report. Photographs come as they are, and some as film would show them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from vidcap.errors import InputError
from vidcap.model.concepts import drawn
from vidcap.model.concepts.labels import SCENES, Labels, as_seen, of_captions, of_scene, only
from vidcap.model.concepts.names import NAMES
from vidcap.model.data import read_all, read_pictures, read_split
from vidcap.model.data.captioned import Captioned
from vidcap.model.data.splits import by_name
from vidcap.model.data.text import numbered_lines
from vidcap.model.pictures import Picture, as_square
from vidcap.model.training.augment import altered
from vidcap.model.training.looks import as_film

Part = Literal["fit", "tune", "held"]
Source = Literal["captions", "scenes", "drawn"]
Look = Callable[[Picture, np.random.Generator], Picture]

_PARTS: dict[str, Part] = {"train": "fit", "val": "tune", "test": "held"}
_TRIES = 20  # of drawing a look of film until it changes the picture
DRAWINGS: Mapping[Part, int] = {"fit": 960, "tune": 360, "held": 360}
_TITLED = 0.05  # share of the photographs that also come with a title over them
_FILMED: dict[Part, float] = {"fit": 0.34, "tune": 1.0, "held": 1.0}  # that also come as film
_OVER = only("text", unknown=(name for name in NAMES if name not in ("text", "plain")))


@dataclass(frozen=True, slots=True)
class Example:
    """One picture with what is known of it."""

    picture: Picture  # a square
    labels: Labels
    part: Part
    source: Source
    is_filmed: bool = False  # it has a look of film


def examples(
    flickr8k: Path,
    *,
    scenes: Path | None,
    coco: Path | None,
    side: int,
    seed: int,
    drawings: Mapping[Part, int] = DRAWINGS,
) -> Iterator[Example]:
    """Yield all examples; the same seed gives the same ones.

    Args:
        flickr8k: captioned pictures in splits train, val and test.
        scenes: pictures labelled as in `labels.SCENES`; None: none.
        coco: more captioned pictures, put into parts by their names; None: none.
        side: of the squares, pixels.
        seed: of looks, titles and drawings.
        drawings: how many pictures are made by program for each part.

    Raises:
        InputError: data that cannot be read.
    """
    listed = _listed(scenes) if scenes is not None else []  # its troubles before the long work
    for split, part in _PARTS.items():
        found = read_split(flickr8k, split)
        for place, picture in read_pictures(flickr8k, found):
            labels = of_captions(found[place].captions)
            chance = np.random.default_rng([seed, place, len(split)])
            yield from _photographs(as_square(picture, side), labels, part, "captions", chance)
    if coco is not None:
        known = [item for item in read_all(coco, "en") if item.captions]
        for place, picture in read_pictures(coco, known):
            labels, part = of_captions(known[place].captions), _PARTS[by_name(known[place].file)]
            chance = np.random.default_rng([seed, place, 7])
            yield from _photographs(as_square(picture, side), labels, part, "captions", chance)
    if scenes is not None:
        for place, picture in read_pictures(scenes, [item for item, _ in listed]):
            item, label = listed[place]
            part = "held" if item.split == "test" else "tune" if place % 5 == 0 else "fit"
            chance = np.random.default_rng([seed, place, 11])
            square = as_square(picture, side)
            yield from _photographs(square, of_scene(label), part, "scenes", chance)
    for number, (part, count) in enumerate(drawings.items()):
        chance = np.random.default_rng([seed, number, 13])
        for square, labels in drawn.drawn(count, side, chance):
            yield Example(square, labels, part, "drawn")


def _photographs(
    square: Picture, labels: Labels, part: Part, source: Source, chance: np.random.Generator
) -> Iterator[Example]:
    """Yield a photograph as it is; some also as film shows it; a few with a title over them."""
    yield Example(square, as_seen(labels, square), part, source)
    if chance.random() < _FILMED[part]:
        base = altered(square, chance) if part == "fit" else square
        seen = filmed(base, chance)
        yield Example(seen, as_seen(labels, seen), part, source, is_filmed=True)
    if chance.random() < _TITLED:
        yield Example(drawn.captioned(square, chance), _OVER, part, "drawn")


def filmed(picture: Picture, chance: np.random.Generator) -> Picture:
    """Return the picture with at least one look of film."""
    for _ in range(_TRIES):
        seen = as_film(picture, chance)
        if not np.array_equal(seen, picture):
            return seen
    return picture


def _listed(folder: Path) -> list[tuple[Captioned, str]]:
    """Return the pictures of `labels.jsonl` in a folder of scenes, each with its label.

    Raises:
        InputError: a line is not of the form.
    """
    found: list[tuple[Captioned, str]] = []
    path = folder / "labels.jsonl"
    for number, line in numbered_lines(path):
        try:
            row = json.loads(line)
            item = Captioned(row["file"], row["tar"], (), row["split"], "", path.name, (number,))
            label = row["label"]
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(
                f"not a labelled picture ({error!r})",
                f"{path}, line {number}",
                "write file, tar, split and label as JSON",
            ) from error
        if label not in SCENES:
            raise InputError(
                f"no such label: {label!r}", f"{path}, line {number}", f"use {', '.join(SCENES)}"
            )
        found.append((item, label))
    return found
