"""COCO's form: `captions_train2014.json`, `captions_val2017.json`; the split is in the name.

One JSON document: `images` with `id` and `file_name`, `annotations` with `image_id` and
`caption`. Chen et al., "Microsoft COCO Captions: Data Collection and Evaluation Server", 2015.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from vidcap.errors import InputError
from vidcap.model.data.captioned import Captioned
from vidcap.model.data.text import document, tidy

_NAME = re.compile(r"captions_(train|val|test)(.*)")


def read(paths: list[Path]) -> list[Captioned]:
    """Return the pictures of all files, in their order.

    Raises:
        InputError: a file is not of the form, or the files are of several years, whose splits
            share pictures under other names.
    """
    names = {path: _NAME.fullmatch(path.stem) for path in paths}
    years = sorted({found[2] for found in names.values() if found})
    if len(years) > 1:
        raise InputError(
            f"of several years: {', '.join(years)}",
            ", ".join(path.name for path in paths),
            "keep the files of one year: the others hold the same pictures",
        )
    return [
        item for path, found in names.items() for item in _file(path, found[1] if found else "")
    ]


def _file(path: Path, split: str) -> list[Captioned]:
    held = document(path)
    try:
        captions: dict[Any, list[str]] = {image["id"]: [] for image in held["images"]}
        unlisted: dict[Any, list[str]] = {}
        for note in held["annotations"]:
            number = note["image_id"]
            known = captions.get(number)
            said = unlisted.setdefault(number, []) if known is None else known
            said.append(tidy(note["caption"]))
        pictures = [
            (image["file_name"], captions[image["id"]], f"images[{place}]")
            for place, image in enumerate(held["images"])
        ]
        if not all(isinstance(file, str) for file, _, _ in pictures):
            raise TypeError("names are strings")
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError(
            f"not COCO's form ({error!r})",
            str(path),
            'it has "images" ("id", "file_name") and "annotations" ("image_id", "caption")',
        ) from error
    if len(captions) < len(pictures):
        raise InputError(
            "several pictures have the same id", str(path), "give every picture its own"
        )
    # captions of pictures that are not listed are no pictures: the check will miss their files
    pictures += [(f"image_id {key}", said, "annotations") for key, said in unlisted.items()]
    return [
        Captioned(file, "", tuple(said), split, source=f"{path.name}, {where}")
        for file, said, where in pictures
    ]
