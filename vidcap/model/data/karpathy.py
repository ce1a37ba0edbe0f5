"""Karpathy's form: `dataset_flickr8k.json`, `dataset_flickr30k.json`, `dataset_coco.json`.

One JSON document, `images` with `filename`, at COCO also `filepath` (its folder), `split` and
`sentences` with `raw`. Karpathy, Fei-Fei, "Deep Visual-Semantic Alignments for Generating Image
Descriptions", CVPR 2015; `restval`, the rest of COCO's validation pictures, is trained on.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from vidcap.errors import InputError
from vidcap.model.data.captioned import Captioned
from vidcap.model.data.text import document, tidy


def read(path: Path) -> list[Captioned]:
    """Return the pictures in the order of the file.

    Raises:
        InputError: the file is not of the form.
    """
    held = document(path)
    items: list[Captioned] = []
    try:
        for number, image in enumerate(held["images"]):
            items.append(_picture(image, f"{path.name}, images[{number}]"))
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError(
            f"not Karpathy's form at images[{len(items)}] ({error!r})",
            str(path),
            'each of "images" has "filename", "split" and "sentences" with "raw"',
        ) from error
    return items


def _picture(image: Any, source: str) -> Captioned:
    folder, name, split = image.get("filepath", ""), image["filename"], image["split"]
    if not all(isinstance(value, str) for value in (folder, name, split)):
        raise TypeError("names are strings")
    return Captioned(
        f"{folder}/{name}" if folder else name,
        "",
        tuple(tidy(sentence["raw"]) for sentence in image["sentences"]),
        "train" if split == "restval" else split,
        source=source,
    )
