"""The files beside a film: their names, and how they come to stand there whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from vidcap.errors import FilmError, InputError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})  # disk, quota, size of a file


@dataclass(frozen=True, slots=True)
class Outputs:
    """Where the results of one film and language go."""

    track: Path
    script: Path
    narration: Path
    described: Path
    extended_text: Path
    extended: Path
    extended_narration: Path
    frames: Path  # a folder

    @classmethod
    def of(
        cls, film: Path, language: str, *, folder: Path | None, container: str = "mkv"
    ) -> Outputs:
        """Return the names for `film`, beside it or in `folder`."""
        place = folder if folder is not None else film.parent
        stem = film.stem
        return cls(
            track=place / f"{stem}.{language}.ad.srt",
            script=place / f"{stem}.{language}.vidcap.json",
            narration=place / f"{stem}.{language}.ad.wav",
            described=place / f"{stem}.described.{container}",
            extended_text=place / f"{stem}.{language}.extended.vtt",
            extended=place / f"{stem}.extended.{container}",
            extended_narration=place / f"{stem}.{language}.extended.wav",
            frames=place / f"{stem}.keyframes",
        )

    @property
    def silent(self) -> tuple[Path, ...]:
        """What every run writes."""
        return (self.track, self.script)

    def wanted(self, *, speak: bool, extended: bool) -> tuple[Path, ...]:
        """What a run writes that speaks or not, in the extended form too or not."""
        files = self.silent + (self.spoken if speak else ())
        files += (self.extended_text,) if extended else ()
        return files + ((self.extended, self.extended_narration) if speak and extended else ())

    @property
    def spoken(self) -> tuple[Path, ...]:
        """What a run that speaks writes besides."""
        return (self.narration, self.described)


def is_output(path: Path) -> bool:
    """Tell whether a file's name says that vidcap made it."""
    return path.stem.endswith((".described", ".ad", ".vidcap", ".extended"))


@contextlib.contextmanager
def staged(targets: Sequence[Path]) -> Iterator[dict[Path, Path]]:
    """Give a temporary name for each target; rename all at the end, or leave none.

    Args:
        targets: final names, in folders that are made if need be.

    Yields:
        The temporary path for each target, in the same folder and with the same suffix.

    Raises:
        InputError: a folder cannot be made or written to.
        FilmError: the disk is full.
    """
    parts = {
        target: target.with_name(f".{target.stem[:80]}.{os.getpid()}.part{target.suffix}")
        for target in targets
    }
    for folder in {target.parent for target in targets}:
        _make(folder)
    try:
        yield parts
        for target, part in parts.items():
            part.replace(target)
    except OSError as error:
        if error.errno not in _FULL:
            raise
        where = str(targets[0].parent)
        raise FilmError(
            "the disk is full", where, "free space or choose another with -o"
        ) from error
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)


@contextlib.contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """Give a hidden folder beside the results for what is needed on the way only."""
    with tempfile.TemporaryDirectory(prefix=".vidcap-", dir=folder) as path:
        yield Path(path)


def _make(folder: Path) -> None:
    remedy = "choose a folder of your own with -o"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"cannot be made ({error.strerror})", str(folder), remedy) from error
    if not os.access(folder, os.W_OK):
        raise InputError("nothing may be written here", str(folder), remedy)
