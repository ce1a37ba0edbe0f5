"""Where the pictures lie: in the folder, in folders below it, in tar files."""

from __future__ import annotations

import lzma
import os
import tarfile
import unicodedata
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from vidcap.errors import InputError
from vidcap.model.data.captioned import Captioned

_DEEPEST = 3  # folders below the data folder that are looked into: data/images/train2017
_TARS = ("*.tar", "*.tar.gz", "*.tgz")

_Index = dict[str, list[str]]  # by the last part of a name: the paths that end so


@dataclass(frozen=True, slots=True)
class Site:
    """Where one picture lies."""

    tar: str  # empty: in the folder or one below it
    path: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Why one picture cannot be had."""

    reason: str


def locate(folder: Path, wanted: Sequence[Captioned]) -> list[Site | Fault]:
    """Return where every picture lies.

    What names a tar lies there. All else lies where its name says; or in any folder below, as
    Images/ or train2014/; or in any tar of the folder. Names may be longer than the file's path or
    shorter, if only one file fits best; composed and decomposed letters are the same.

    Raises:
        InputError: a folder or a tar cannot be read.
    """
    tars: dict[str, _Index] = {}
    for item in wanted:
        if item.tar and item.tar not in tars:
            tars[item.tar] = _tar_index(folder / item.tar)
    sites: list[Site | Fault] = [
        _chosen(item.file, item.tar, tars[item.tar])
        if item.tar
        else Site("", item.file)
        if _is_there(folder / item.file)
        else Fault("is missing")
        for item in wanted
    ]
    sought = [n for n, item in enumerate(wanted) if not item.tar and isinstance(sites[n], Fault)]
    if sought:
        index = _folder_index(folder)
        for place in sought:
            sites[place] = _chosen(wanted[place].file, "", index)
    still = [place for place in sought if sites[place] == Fault("is missing")]
    for path in sorted(path for pattern in _TARS for path in folder.glob(pattern) if still):
        index = _tar_index(path)
        for place in still:
            sites[place] = _chosen(wanted[place].file, path.name, index)
        still = [place for place in still if isinstance(sites[place], Fault)]
    return sites


@contextmanager
def open_tar(path: Path) -> Iterator[tarfile.TarFile]:
    """Open a tar, compressed or not.

    Raises:
        InputError: it cannot be read.
    """
    try:
        with tarfile.open(path) as archive:
            yield archive
    except (OSError, EOFError, tarfile.TarError, zlib.error, lzma.LZMAError) as error:
        raise InputError(f"cannot be read ({error})", str(path), "check the data") from error


def _tar_index(path: Path) -> _Index:
    with open_tar(path) as archive:
        return _index(member.name for member in archive if member.isfile())


def _folder_index(folder: Path) -> _Index:
    try:
        return _index(_files(folder, _DEEPEST))
    except OSError as error:
        raise InputError(f"cannot be read ({error})", str(folder), "check the data") from error


def _files(folder: Path, depth: int, above: str = "") -> Iterator[str]:
    with os.scandir(folder) as entries:  # knows files from folders without asking for each
        known = sorted(entries, key=lambda entry: entry.name)
    for entry in known:
        if entry.is_file():
            yield above + entry.name
        elif depth and entry.is_dir() and os.access(entry.path, os.R_OK | os.X_OK):
            yield from _files(Path(entry.path), depth - 1, f"{above}{entry.name}/")


def _index(paths: Iterator[str]) -> _Index:
    index: _Index = {}
    for path in dict.fromkeys(paths):
        index.setdefault(_composed(PurePosixPath(path).name), []).append(path)
    return index


def _chosen(file: str, tar: str, index: _Index) -> Site | Fault:
    """Return the one path that fits a name best: as it is, by its end, by its last part alone."""
    name = _composed(file)
    paths = index.get(PurePosixPath(name).name, [])
    known = {path: _composed(path).removeprefix("./") for path in paths}
    best = (
        [path for path in paths if known[path] == name]
        or [path for path in paths if f"/{known[path]}".endswith(f"/{name}")]
        or [path for path in paths if f"/{name}".endswith(f"/{known[path]}")]
        or paths
    )
    if not best:
        return Fault(f"is missing from {tar}" if tar else "is missing")
    if len(best) > 1:
        return Fault(f"may be any of {', '.join(best)}")
    return Site(tar, best[0])


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name longer than the file system allows
        return False
