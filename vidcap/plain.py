"""Records to plain data and back: what JSON files and the cache hold.

A frozen dataclass becomes a table of its fields in their order, a tuple a list, a number stays as
it is (seconds are rounded to a microsecond, so that equal runs give equal bytes).
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

Record = TypeVar("Record")

DECIMALS = 6  # of every float: a microsecond, a millionth of a share


def to_plain(value: Any) -> Any:
    """Return a record, or a tuple or table of them, as data that JSON can hold."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: to_plain(getattr(value, field.name)) for field in dataclasses.fields(value)
        }
    if isinstance(value, (tuple, list)):
        return [to_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(name): to_plain(item) for name, item in value.items()}
    if isinstance(value, float):
        return round(value, DECIMALS)
    return value


def from_plain(kind: type[Record], value: Any, where: str = "") -> Record:
    """Return the record of type `kind` that `to_plain` made `value` of.

    Args:
        kind: a dataclass, or any type its fields may have.
        value: plain data.
        where: the place inside the whole, for messages.

    Raises:
        ValueError: the data are not of that form; the message names the place.
    """
    result: Record = _read(kind, value, where or getattr(kind, "__name__", "data"))
    return result


def _read(kind: Any, value: Any, where: str) -> Any:
    if kind in (Any, object):
        return value
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _read_record(kind, value, where)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        if value is None and type(None) in arguments:
            return None
        (kind,) = (argument for argument in arguments if argument is not type(None))
        return _read(kind, value, where)
    if origin is Literal:
        return _checked(value, value in arguments, f"one of {arguments}", where)
    if origin is tuple:
        _checked(value, isinstance(value, list), "a list", where)
        return tuple(_read(arguments[0], item, f"{where}[{n}]") for n, item in enumerate(value))
    if origin in (dict, Mapping):
        _checked(value, isinstance(value, dict), "a table", where)
        return {name: _read(arguments[1], item, f"{where}.{name}") for name, item in value.items()}
    if kind is float:
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        return float(_checked(value, is_number, "a number", where))
    return _checked(value, type(value) is kind, f"of type {kind.__name__}", where)


def _read_record(kind: type, value: Any, where: str) -> Any:
    _checked(value, isinstance(value, dict), "a table", where)
    hints = get_type_hints(kind)
    names = {field.name for field in dataclasses.fields(kind)}
    if odd := value.keys() - names:
        raise ValueError(f"{where}: unknown {', '.join(sorted(odd))}")
    read = {name: _read(hints[name], item, f"{where}.{name}") for name, item in value.items()}
    try:
        return kind(**read)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{where}: {error}") from error


def _checked(value: Any, is_right: bool, wanted: str, where: str) -> Any:
    if not is_right:
        raise ValueError(f"{where}: {wanted} was expected, not {value!r:.60}")
    return value
