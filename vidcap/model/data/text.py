"""Read caption files: UTF-8, with or without a byte order mark, lines ended in any usual way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from vidcap.errors import InputError


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Translate the troubles of reading a text file.

    Raises:
        InputError: the file cannot be read, or is not UTF-8.
    """
    try:
        yield
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", str(path), "check it") from error
    except UnicodeDecodeError as error:
        raise InputError(f"is not UTF-8 ({error})", str(path), "save it as UTF-8") from error


def numbered_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield number, from 1, and text of every line that holds something, without its end.

    Only CR and LF end a line: a caption may hold the other signs that `str.splitlines` splits at.

    Raises:
        InputError: the file cannot be read, or is not UTF-8.
    """
    with readable(path), path.open(encoding="utf-8-sig") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield number, line.rstrip("\n")


def document(path: Path) -> Any:  # whatever JSON holds: the forms look into it
    """Return what a JSON file holds.

    Raises:
        InputError: the file cannot be read, is not UTF-8, or not JSON.
    """
    with readable(path):
        text = path.read_text(encoding="utf-8-sig")
    try:
        return json.loads(text)
    except ValueError as error:
        raise InputError(f"is not JSON ({error})", str(path), "fetch it again") from error


def tidy(caption: str) -> str:
    """Return a caption in one line, single spaces between its words."""
    return " ".join(caption.split())
