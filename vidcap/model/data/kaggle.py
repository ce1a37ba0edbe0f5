"""Kaggle's form, `captions.txt`: comma-separated values (RFC 4180), the header `image,caption`.

A caption a line. Quotes are read strictly: one that is never closed would swallow the pictures
after it without a word. Splits stand in lists beside it, or are made by name.
"""

from __future__ import annotations

import csv
from pathlib import Path

from vidcap.errors import InputError
from vidcap.model.data.captioned import Captioned
from vidcap.model.data.text import readable, tidy

_HEADER = ["image", "caption"]


def read(path: Path) -> list[Captioned]:
    """Return the pictures in the order in which they first appear, without splits.

    Raises:
        InputError: the header or a line is not of the form.
    """
    found: dict[str, list[tuple[int, str]]] = {}
    with readable(path), path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file, strict=True)
        try:
            if [name.strip().lower() for name in next(rows, [])] != _HEADER:
                raise _refused(path, 1, "no header", "begin with the line image,caption")
            line = rows.line_num + 1
            for row in rows:
                if any(row):
                    name, *parts = row  # a comma that is not quoted belongs to the caption
                    if not (name.strip() and parts):
                        raise _refused(path, line, "not a caption", "write NAME.jpg,a caption")
                    found.setdefault(name.strip(), []).append((line, tidy(",".join(parts))))
                line = rows.line_num + 1
        except csv.Error as error:
            what = f"not comma-separated values ({error})"
            remedy = "double the quotes in a caption and close those around it"
            raise _refused(path, rows.line_num, what, remedy) from error
    return [
        Captioned(
            name,
            "",
            tuple(caption for _, caption in said),
            source=path.name,
            lines=tuple(line for line, _ in said),
        )
        for name, said in found.items()
    ]


def _refused(path: Path, line: int, what: str, remedy: str) -> InputError:
    return InputError(what, f"{path}, line {line}", remedy)
