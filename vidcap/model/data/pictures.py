"""Read the pictures, and find those that cannot be."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path

from vidcap.errors import InputError
from vidcap.model.data.captioned import Broken, Captioned, Problem, told
from vidcap.model.data.shelves import Fault, Site, locate, open_tar
from vidcap.model.pictures import Picture, decode_picture, decodes

log = logging.getLogger(__name__)

_UNDECODED = Fault("is no picture, or a broken one")


def read_pictures(
    folder: Path, wanted: Sequence[Captioned], *, broken: Broken = "refuse"
) -> Iterator[tuple[int, Picture]]:
    """Yield the place in `wanted` and the picture of every one, tar by tar.

    Args:
        folder: the data.
        wanted: the pictures.
        broken: `skip` leaves out what is missing or does not decode and tells at the end.

    Raises:
        InputError: `refuse`, and a picture is missing or does not decode; a tar cannot be read.
    """
    problems: list[Problem] = []
    for place, data in _read(folder, wanted):
        picture = None if isinstance(data, Fault) else decode_picture(data)
        if picture is not None:
            yield place, picture
            continue
        fault = data if isinstance(data, Fault) else _UNDECODED
        problems.append(Problem.of(wanted[place], fault.reason))
        if broken == "refuse":
            raise InputError(told(problems), str(folder), "complete the data or leave it out")
    if problems:
        log.warning("left out for %s", told(problems))


def picture_problems(folder: Path, wanted: Sequence[Captioned]) -> list[Problem]:
    """Return which pictures are missing or do not decode, each once, in the order of `wanted`.

    Every picture is decoded, a JPEG to an eighth of each side: that reads all its data in a sixth
    of the time.

    Raises:
        InputError: a folder or a tar cannot be read.
    """
    once = list({(item.tar, item.file): item for item in wanted}.values())
    found: dict[int, Problem] = {}
    for place, data in _read(folder, once):
        fault = data if isinstance(data, Fault) else None if decodes(data) else _UNDECODED
        if fault:
            found[place] = Problem.of(once[place], fault.reason)
    return [found[place] for place in sorted(found)]


def _read(folder: Path, wanted: Sequence[Captioned]) -> Iterator[tuple[int, bytes | Fault]]:
    """Yield place and bytes of every picture; first the faults of those that are nowhere."""
    by_tar: dict[str, dict[str, list[int]]] = {}
    for place, site in enumerate(locate(folder, wanted)):
        if isinstance(site, Site):
            by_tar.setdefault(site.tar, {}).setdefault(site.path, []).append(place)
        else:
            yield place, site
    for tar, paths in by_tar.items():
        files = _from_tar(folder / tar, list(paths)) if tar else _from_folder(folder, list(paths))
        for path, data in files:
            for place in paths[path]:
                yield place, data


def _from_folder(folder: Path, paths: list[str]) -> Iterator[tuple[str, bytes | Fault]]:
    for path in paths:
        try:
            yield path, (folder / path).read_bytes()
        except OSError as error:
            yield path, Fault(f"cannot be read ({error.strerror})")


def _from_tar(path: Path, names: list[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a tar in the order in which they lie there; of equal names the last."""
    with open_tar(path) as archive:
        members = {member.name: member for member in archive if member.isfile()}
        for member in sorted((members[name] for name in names), key=lambda m: m.offset):
            data = archive.extractfile(member)
            if data is not None:  # None is no ordinary file, and those were left out above
                yield member.name, data.read()
