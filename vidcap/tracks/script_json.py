"""The script as a JSON file: fields in the order of the records, one record a line.

Floats are rounded to a microsecond, so that equal runs give equal bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vidcap.errors import InputError
from vidcap.media.text import read_text
from vidcap.plain import from_plain, to_plain
from vidcap.script import SCHEMA, Script


def script_text(script: Script) -> str:
    """Return the script as JSON: `schema` first, every record of a list on a line of its own."""
    plain = to_plain(script)
    ordered = {"schema": plain.pop("schema"), **plain}
    entries = (f"{json.dumps(name)}: {_spread(value)}" for name, value in ordered.items())
    return "{\n" + ",\n".join(entries) + "\n}\n"


def parse_script(text: str, where: str) -> Script:
    """Return the script in a JSON text.

    Args:
        text: as `script_text` writes it; the order of fields and the white space do not matter.
        where: the file, for messages.

    Raises:
        InputError: it is no JSON, no script, or of a version that is not known here.
    """
    remedy = "run vidcap describe to make the script again"
    try:
        plain = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise InputError(f"is no JSON ({error})", where, remedy) from error
    schema = plain.get("schema") if isinstance(plain, dict) else None
    if schema is None:
        raise InputError("is no vidcap script", where, "name a .vidcap.json file")
    if schema != SCHEMA:
        what = f"is a script of version {schema!r}; version {SCHEMA} is known here"
        raise InputError(what, where, "use the vidcap that wrote it, or describe the film again")
    try:
        return from_plain(Script, plain, "script")
    except ValueError as error:
        raise InputError(f"is no whole script ({error})", where, remedy) from error


def write_script(path: Path, script: Script) -> None:
    """Write the script, UTF-8 with newlines: the same bytes for equal scripts."""
    path.write_bytes(script_text(script).encode())


def read_script(path: Path) -> Script:
    """Return the script in a file.

    Raises:
        InputError: as `parse_script`; also where the file cannot be read.
    """
    return parse_script(read_text(path), str(path))


def _spread(value: Any) -> str:
    """Return JSON with the entries of an outer list or table on lines of their own."""
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(f"  {_line(item)}" for item in value) + "\n]"
    if isinstance(value, dict) and value:
        return "{\n" + ",\n".join(_entries(value)) + "\n}"
    return _line(value)


def _entries(table: dict[str, Any]) -> Iterator[str]:
    for name, value in table.items():
        yield f"  {_line(name)}: {_line(value)}"


def _line(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    # a film's name may hold bytes that are no UTF-8: they stay as JSON's own escapes
    return text.encode("utf-8", "backslashreplace").decode()


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no number")
