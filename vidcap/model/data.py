"""Captioned pictures on disk: a JSON line a picture, the pictures in tars or in the folder.

The form of `captions.jsonl`: `file`, `split`, optionally `tar`, and under each language's code a
list of captions.
"""

from __future__ import annotations

import json
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vidcap.errors import InputError
from vidcap.model.pictures import Picture, decode_picture


@dataclass(frozen=True, slots=True)
class Captioned:
    """One picture and what people wrote about it."""

    file: str
    tar: str  # empty: the file lies in the folder itself
    captions: tuple[str, ...]


def read_split(folder: Path, split: str, language: str = "en") -> list[Captioned]:
    """Return the pictures of one split in the order of the file.

    Raises:
        InputError: no `captions.jsonl`, a line that is not of its form, or an empty split.
    """
    path = folder / "captions.jsonl"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise InputError(
            "cannot be read", str(path), "name a folder that holds captions.jsonl"
        ) from error
    found: list[Captioned] = []
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
            if row["split"] == split:
                captions = tuple(str(caption) for caption in row[language])
                found.append(Captioned(row["file"], row.get("tar", ""), captions))
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(
                f"not a captioned picture ({error})",
                f"{path}, line {number}",
                f'give "file", "split" and "{language}" (a list of captions)',
            ) from error
    if not found:
        raise InputError(f"no picture in split {split}", str(path), "choose another --split")
    return found


def read_pictures(folder: Path, wanted: list[Captioned]) -> Iterator[tuple[int, Picture]]:
    """Yield the place in `wanted` and the picture of every one, in the order of the tars.

    Raises:
        InputError: a picture is missing or does not decode; the first such one is named.
    """
    by_tar: dict[str, dict[str, int]] = {}
    for place, item in enumerate(wanted):
        by_tar.setdefault(item.tar, {})[item.file] = place
    for tar, places in by_tar.items():
        missing = dict(places)
        for name, data in _files(folder, tar, list(places)):
            if name not in missing:
                continue
            place = missing.pop(name)
            picture = decode_picture(data)
            if picture is None:
                raise InputError("is no picture", f"{folder / tar}: {name}", "replace it")
            yield place, picture
        if missing:
            name = next(iter(missing))
            raise InputError(
                f"{len(missing)} pictures are missing, the first is {name}",
                str(folder / tar),
                "complete the data or take their lines out of captions.jsonl",
            )


def _files(folder: Path, tar: str, names: list[str]) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of the files in a tar, or of those named in the folder."""
    try:
        if not tar:
            for name in names:
                yield name, (folder / name).read_bytes()
            return
        with tarfile.open(folder / tar) as archive:
            for member in archive:
                data = archive.extractfile(member) if member.isfile() else None
                if data is not None:
                    yield member.name, data.read()
    except (OSError, tarfile.TarError) as error:
        raise InputError(
            f"cannot be read ({error})", str(folder / tar), "check the data"
        ) from error
