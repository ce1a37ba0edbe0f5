"""The files beside a film: their names, and how they come to stand there whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from vidcap.errors import FilmError, InputError


@dataclass(frozen=True, slots=True)
class Outputs:
    """Where the results of one film and language go."""

    track: Path
    script: Path
    narration: Path
    described: Path

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
        )


def is_output(path: Path) -> bool:
    """Tell whether a file's name says that vidcap made it."""
    return path.stem.endswith((".described", ".ad", ".vidcap"))


@contextlib.contextmanager
def staged(targets: Sequence[Path]) -> Iterator[dict[Path, Path]]:
    """Give a temporary name for each target; rename all at the end, or leave none.

    Args:
        targets: final names, in folders that are made if need be.

    Yields:
        The temporary path for each target, in the same folder and with the same suffix. A target
        whose temporary file was not written is left as it is.

    Raises:
        InputError: a folder cannot be made or written to.
        FilmError: the disk is full.
    """
    temporary = {
        target: target.with_name(f".{target.stem[:80]}.{os.getpid()}.part{target.suffix}")
        for target in targets
    }
    try:
        for target in targets:
            target.parent.mkdir(parents=True, exist_ok=True)
            if not os.access(target.parent, os.W_OK):
                raise InputError(
                    "no file may be written here",
                    str(target.parent),
                    "choose a folder of your own with -o",
                )
        yield temporary
        for target, part in temporary.items():
            if part.exists():
                part.replace(target)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise FilmError(
                "the disk is full", str(targets[0].parent), "free space or choose another with -o"
            ) from error
        raise InputError(
            f"cannot be written ({error.strerror})",
            str(error.filename or targets[0].parent),
            "choose another folder with -o",
        ) from error
    finally:
        for part in temporary.values():
            part.unlink(missing_ok=True)
