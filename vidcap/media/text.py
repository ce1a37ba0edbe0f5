"""Decode the bytes of a text file by a clear rule, as subtitles come in many encodings.

1. A byte order mark decides (UTF-8, UTF-16, UTF-32).
2. Without one, zero bytes at every other place mean UTF-16.
3. What is valid UTF-8 is UTF-8.
4. Anything else is Windows-1252 (`cp1252`), if it holds no byte that Windows-1252 does not have.

A zero character is in no text: whatever has one is refused.
"""

from __future__ import annotations

import codecs
from pathlib import Path

from vidcap.errors import InputError

_MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LARGEST = 64 * 2**20  # bytes; a text track of the longest film stays far below


def decode(data: bytes, where: str) -> str:
    """Return the text with every line ending as a newline, and without byte order mark.

    Args:
        data: the whole file.
        where: what is named when it is no text.

    Raises:
        InputError: the bytes are no text in any of the encodings above.
    """
    encoding = _encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        what = f"is no text (byte {error.start} is not {encoding.removesuffix('-sig')})"
        raise InputError(what, where, "save it as UTF-8") from error
    if "\0" in text:
        raise InputError("is no text (it holds zero characters)", where, "name a text file")
    return text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")


def read_text(path: Path) -> str:
    """Return the decoded text of a file.

    Raises:
        InputError: it cannot be read, is far too large for text, or is no text.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        what = f"cannot be read ({error.strerror})"
        raise InputError(what, str(path), "name a readable text file") from error
    if len(data) > _LARGEST:
        raise InputError("is too large for a text file", str(path), "name a text file")
    return decode(data, str(path))


def _encoding(data: bytes) -> str:
    """Return the encoding by the rule at the head of this module."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    even, odd = data[0:2000:2].count(0), data[1:2000:2].count(0)
    if max(even, odd) > len(data[:2000]) // 8:  # Latin letters, digits and times are half zeros
        return "utf-16-be" if even > odd else "utf-16-le"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"
