"""The one family of errors: what happened, where, and what to do about it.

`VidcapError`
  +-- `InputError`         2  wrong use or bad input: a film, a track, a recipe, an option
  +-- `VerificationError`  3  the result did not verify; nothing was left under a final name
  +-- `MissingError`       4  something needed is not here: a voice, ffmpeg, a model
  +-- `FilmError`          1  a film failed on the way

Exit codes 0 (done), 5 (done, but no line could be placed) and 130 (interrupted) are no errors.
"""

from __future__ import annotations

from typing import ClassVar


class VidcapError(Exception):
    """A trouble we can explain. Each child sets the exit code of the command that met it."""

    exit_code: ClassVar[int] = 1

    def __init__(self, what: str, where: str, remedy: str) -> None:
        super().__init__(what, where, remedy)  # all in args: it survives a pickle to a worker
        self.what, self.where, self.remedy = what, where, remedy

    def __str__(self) -> str:
        return f"{self.where}: {self.what}; {self.remedy}"


class FilmError(VidcapError):
    """A film could not be finished, for a reason that lies in the work, not in the input."""

    exit_code = 1


class InputError(VidcapError):
    """The user's input or settings cannot be used."""

    exit_code = 2


class VerificationError(VidcapError):
    """What was made does not hold what it should."""

    exit_code = 3


class MissingError(VidcapError):
    """A program, a library, a voice or a model that is needed is not here."""

    exit_code = 4
