"""Records of settings: how a frozen dataclass is changed by tables of names and values.

Every mistake is told: a name that is none, a value of a wrong kind or out of its range.
"""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from vidcap.errors import InputError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_Settings = TypeVar("_Settings", bound="DataclassInstance")


def within(default: float, least: float, most: float) -> Any:  # a field, whatever its type
    """Return a field with its default and the range of what it may be."""
    return field(default=default, metadata={"range": (least, most)})


def one_of(default: str, *choices: str) -> Any:
    """Return a field with its default and what else it may be."""
    return field(default=default, metadata={"choices": (default, *choices)})


def altered(settings: _Settings, changes: Mapping[str, Any], where: str) -> _Settings:
    """Return any record of settings with `changes` put over it.

    Args:
        settings: the record; its fields may be records of their own.
        changes: settings by name, those of a record in a table of its name.
        where: what is named when something is wrong: a file, or the command line.

    Raises:
        InputError: an unknown name, a wrong kind of value or one out of its range; every mistake
            is told at once.
    """
    mistakes: list[str] = []
    result = _altered(settings, changes, "", mistakes)
    if mistakes:
        raise InputError("; ".join(mistakes), where, "mend the settings named")
    return result


def read_toml(path: Path) -> dict[str, Any]:
    """Return the tables of a TOML file.

    Raises:
        InputError: it cannot be read, or is no TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read ({error})", str(path), "name a recipe file") from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"is no TOML ({error})", str(path), "mend the line named") from error


def shipped(kind: str = "") -> dict[str, Path]:
    """Return the recipes that come with vidcap, by name; of describing, or of another kind."""
    here = Path(__file__).resolve().parent
    for folder in (here / "pipelines", here.parent / "pipelines"):  # installed, or in the clone
        if folder.is_dir():
            return {path.stem: path for path in sorted((folder / kind).glob("*.toml"))}
    return {}


def _altered(
    settings: _Settings, changes: Mapping[str, Any], prefix: str, mistakes: list[str]
) -> _Settings:
    """Return the record with changes applied, adding what is wrong to `mistakes`."""
    fields = {item.name: item for item in dataclasses.fields(settings)}
    accepted: dict[str, Any] = {}
    for name, value in changes.items():
        where = f"{prefix}{name}"
        if name not in fields:
            mistakes.append(f"{where} is no setting (there are: {', '.join(fields)})")
            continue
        present = getattr(settings, name)
        if dataclasses.is_dataclass(present) and not isinstance(present, type):
            if isinstance(value, Mapping):
                accepted[name] = _altered(present, value, f"{where}.", mistakes)
            else:
                mistakes.append(f"{where} is a table of settings, not {value!r}")
        elif problem := _problem(value, present, fields[name].metadata):
            mistakes.append(f"{where} {problem}")
        else:
            accepted[name] = type(present)(value)
    return dataclasses.replace(settings, **accepted)


def _problem(value: Any, present: Any, limits: Mapping[str, Any]) -> str:
    """Return what is wrong with a setting's new value; empty: nothing."""
    if isinstance(present, tuple):  # never empty: its first says what all are
        if not isinstance(value, list) or not value:
            return f"is a list, not {value!r}"
        return next(filter(None, (_problem(item, present[0], limits) for item in value)), "")
    kinds = {str: "text", bool: "true or false", int: "a whole number", float: "a number"}
    fits = isinstance(value, (int, float) if isinstance(present, float) else type(present))
    if not fits or isinstance(value, bool) != isinstance(present, bool):
        return f"is {kinds[type(present)]}, not {value!r}"
    if "choices" in limits and value not in limits["choices"]:
        return f"is one of {', '.join(limits['choices'])}, not {value!r}"
    if "range" in limits:
        least, most = limits["range"]
        if not least <= value <= most:
            return f"lies from {least} to {most}, not at {value!r}"
    return ""
