"""Which split a picture is in, for forms that do not say: by lists beside them, or by its name."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from vidcap.model.data.captioned import Captioned
from vidcap.model.data.text import numbered_lines

_LISTS = (  # as Flickr8k's lists are called: Flickr_8k.trainImages.txt
    ("trainImages.txt", "train"),
    ("devImages.txt", "val"),
    ("valImages.txt", "val"),
    ("testImages.txt", "test"),
)
_VAL, _TEST = 10, 10  # per cent of the pictures, where splits are made here
UNLISTED = "extra"


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of a split list: it puts one picture into one split."""

    file: str
    split: str
    source: str
    line: int


def listed_beside(path: Path) -> list[Listed]:
    """Return what the split lists in the folder of a caption file say, in their order.

    Raises:
        InputError: a list cannot be read.
    """
    return [
        Listed(line.strip(), split, list_path.name, number)
        for end, split in _LISTS
        for list_path in sorted(path.parent.glob(f"*{end}"))
        for number, line in numbered_lines(list_path)
    ]


def by_name(file: str) -> str:
    """Return the split of a picture by the hash of its name: 80 % train, 10 % val, 10 % test.

    The same name is always in the same split, whatever else is added.
    """
    part = int.from_bytes(hashlib.sha256(file.encode()).digest()[:8], "big") % 100
    return "test" if part < _TEST else "val" if part < _TEST + _VAL else "train"


def with_splits(items: Sequence[Captioned], listed: Sequence[Listed]) -> list[Captioned]:
    """Return the pictures with their splits: by the lists, or by their names if there are none.

    A picture in several lists comes once for each; one in none is in split `extra`; one that is
    listed and has no captions comes with none, at its place in the list.
    """
    if not listed:
        return [replace(item, split=by_name(item.file)) for item in items]
    splits: dict[str, list[str]] = {}
    for entry in listed:
        splits.setdefault(entry.file, []).append(entry.split)
    known = {item.file for item in items}
    return [
        *(
            replace(item, split=split)
            for item in items
            for split in dict.fromkeys(splits.get(item.file, [UNLISTED]))
        ),
        *(
            Captioned(entry.file, "", (), entry.split, source=entry.source, lines=(entry.line,))
            for entry in listed
            if entry.file not in known
        ),
    ]


def sizes(items: Sequence[Captioned]) -> str:
    """Return how many pictures each split has, as "train 6000, val 1000"."""
    counts = Counter(split for split, _ in dict.fromkeys((i.split, i.file) for i in items))
    return ", ".join(f"{split} {count}" for split, count in counts.items())
