"""Find the espeak-ng library: the system's, or the one in the wheel espeakng-loader."""

from __future__ import annotations

import ctypes
import os
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SYSTEM = ("libespeak-ng.so.1", "libespeak-ng.1.dylib")
# espeak-ng keeps the folder of its data in 160 bytes (N_PATH_HOME in speech.h, 1.52) and adds file
# names to it; a longer one is cut off without a word and no voice is found.
LONGEST_PATH = 120


class NoLibrary(Exception):  # noqa: N818 - crosses a pipe as a message, never reaches a user
    """There is neither a system's espeak-ng nor the wheel's."""


@dataclass(frozen=True, slots=True)
class Library:
    """A loaded espeak-ng."""

    handle: ctypes.CDLL
    data: str | None  # folder of its data; None: the library knows
    origin: str


@cache
def load(folder: Path, *, system: tuple[str, ...] = SYSTEM) -> Library:
    """Return espeak-ng, loaded and told where its data are; the same for the same arguments.

    A later load by the name `libespeak-ng.so.1`, as pyttsx3 does, gets the same library: the
    loader knows it by its SONAME. The data folder built into the wheel's copy is that of another
    machine, hence the variable (espeakng-loader 0.2.4).

    Args:
        folder: where a short link may be made to data that lie too deep; not removed here.
        system: names under which a system's library is looked for.

    Raises:
        NoLibrary: none is found.
    """
    for name in system:
        try:
            return Library(ctypes.CDLL(name), None, "system")
        except OSError:
            continue
    try:
        import espeakng_loader
    except ImportError as error:
        raise NoLibrary("neither a system's espeak-ng nor the package espeakng-loader") from error
    path = Path(espeakng_loader.get_library_path())
    named = path.with_name(path.name + ".1")
    data = _short(Path(espeakng_loader.get_data_path()), folder)
    os.environ["ESPEAK_DATA_PATH"] = data
    try:
        return Library(ctypes.CDLL(str(named if named.exists() else path)), data, "espeakng-loader")
    except OSError as error:
        raise NoLibrary(f"espeakng-loader's library does not load ({error})") from error


def _short(data: Path, folder: Path) -> str:
    """Return the data's path, or a link to it where that is too long for espeak-ng."""
    if len(os.fsencode(data)) <= LONGEST_PATH:
        return str(data)
    place = folder if len(os.fsencode(folder)) < LONGEST_PATH else Path(tempfile.gettempdir())
    link = place / f"espeak-ng-data-{os.getpid()}"
    link.symlink_to(data)
    return str(link)
