"""The pictures that heads are fitted, tuned and held to account on, each with its labels.

Three parts that share no picture: `fit` for the heads, `tune` for the strength of L2 and the
calibration, `held` for the report. Photographs come as they are, and some as film would show them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Literal

import numpy as np

from vidcap.errors import InputError
from vidcap.model.concepts.drawn import drawn
from vidcap.model.concepts.labels import SCENES, Labels, of_captions, of_scene, only
from vidcap.model.concepts.lettering import captioned
from vidcap.model.concepts.names import NAMES
from vidcap.model.concepts.pixels import with_darkness, with_sky
from vidcap.model.data import read_all, read_pictures, read_split
from vidcap.model.data.captioned import Broken, Captioned
from vidcap.model.data.splits import by_name
from vidcap.model.data.text import numbered_lines
from vidcap.model.pictures import Picture, as_square

Part = Literal["fit", "tune", "held"]
Source = Literal["captions", "scenes", "drawn", "titled"]

Photograph = tuple[Picture, Labels, Part, Source]

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
    broken: Broken = "refuse",
) -> Iterator[Example]:
    """Yield all examples; the same seed gives the same ones.

    Args:
        flickr8k: captioned pictures in splits train, val and test; without the last, half of val
            is held back instead.
        scenes: pictures labelled as in `labels.SCENES`; None: none.
        coco: more captioned pictures, put into parts by their names; None: none.
        side: of the squares, pixels.
        seed: of looks, titles and drawings.
        drawings: how many pictures are made by program for each part.
        broken: `skip` leaves out pictures and captions that cannot be used.

    Raises:
        InputError: data that cannot be read.
    """
    listed = _listed(scenes) if scenes is not None else []  # its troubles before the long work
    photographs = chain(
        _told(flickr8k, broken),
        _few(coco, broken) if coco is not None else (),
        _placed(scenes, listed, broken) if scenes is not None else (),
    )
    for place, (picture, labels, part, source) in enumerate(photographs):
        chance = np.random.default_rng([seed, place])
        yield from _seen_as(as_square(picture, side), labels, part, source, chance)
    chance = np.random.default_rng(seed)
    for part, count in drawings.items():
        for square, labels in drawn(count, side, chance):
            yield Example(square, labels, part, "drawn")


def _told(folder: Path, broken: Broken) -> Iterator[Photograph]:
    """Yield the captioned pictures of a folder, each in the part of its split."""
    splits = {item.split for item in read_all(folder, "en")}
    for split in ("train", "val", "test"):
        if split == "test" and split not in splits:
            continue
        found = read_split(folder, split, broken=broken)
        for place, picture in read_pictures(folder, found, broken=broken):
            is_held = split == "val" and place % 2 == 0 and "test" not in splits
            part: Part = "held" if is_held else _PARTS[split]
            yield picture, of_captions(found[place].captions), part, "captions"


def _few(folder: Path, broken: Broken) -> Iterator[Photograph]:
    """Yield the captioned pictures of a folder whose splits are of no use, in parts by name."""
    found = [item for item in read_all(folder, "en") if item.captions]
    for place, picture in read_pictures(folder, found, broken=broken):
        item = found[place]
        yield picture, of_captions(item.captions), _PARTS[by_name(item.file)], "captions"


def _placed(
    folder: Path, listed: list[tuple[Captioned, str]], broken: Broken
) -> Iterator[Photograph]:
    """Yield the labelled pictures of places: one in five of the split `train` is for tuning."""
    for place, picture in read_pictures(folder, [item for item, _ in listed], broken=broken):
        item, label = listed[place]
        part: Part = "tune" if place % 5 == 0 else "fit"
        yield picture, of_scene(label), "held" if item.split == "test" else part, "scenes"


def _seen_as(
    square: Picture, labels: Labels, part: Part, source: Source, chance: np.random.Generator
) -> Iterator[Example]:
    """Yield a photograph as it is; some also as film shows it; a few with a title over them."""
    from vidcap.model.training.augment import altered  # here, for training fits heads, too

    labels = with_sky(labels, square)
    yield Example(square, with_darkness(labels, square), part, source)
    if chance.random() < _FILMED[part]:
        base = altered(square, chance) if part == "fit" else square
        seen = filmed(base, chance)
        yield Example(seen, with_darkness(labels, seen), part, source, is_filmed=True)
    if chance.random() < _TITLED:
        yield Example(captioned(square, chance), _OVER, part, "titled")


def filmed(picture: Picture, chance: np.random.Generator) -> Picture:
    """Return the picture with at least one look of film."""
    from vidcap.model.training.looks import as_film  # here, for training fits heads, too

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
