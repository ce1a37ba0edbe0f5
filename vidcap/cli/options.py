"""Options that several commands share, and how they become a recipe."""

from __future__ import annotations

import logging
import re
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

from vidcap.errors import InputError
from vidcap.recipe import Recipe, named_recipe

Command = TypeVar("Command", bound=Callable[..., Any])

FILM = click.Path(path_type=Path)  # existence is checked where films are opened: one message


_TIME = re.compile(r"(?:(?:(\d+):)?(\d{1,2}):)?(\d+(?:\.\d+)?)")


def film_time(text: str) -> float:
    """Return the seconds of a time written as seconds, MM:SS or HH:MM:SS, with decimals."""
    match = _TIME.fullmatch(text)
    if match is None:
        raise click.BadParameter(f"{text!r} is no time; write 75, 1:15 or 0:01:15.5")
    hours, minutes, seconds = match.groups()
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + float(seconds)


def common(command: Command) -> Command:
    """Add the options of every command: --json, -q, -v, --debug."""
    for option in (
        click.option("--debug", is_flag=True, help="Show the traceback of an error."),
        click.option("-v", "--verbose", is_flag=True, help="Say more."),
        click.option("-q", "--quiet", is_flag=True, help="Say nothing but results and errors."),
        click.option("--json", "as_json", is_flag=True, help="Print one JSON document."),
    ):
        command = option(command)
    return command


def recipe_options(command: Command) -> Command:
    """Add the options that choose settings."""
    for option in (
        click.option(
            "--set",
            "settings",
            multiple=True,
            metavar="STAGE.NAME=VALUE",
            help="Change any setting of the recipe, as fit.late=6; may be given several times.",
        ),
        click.option(
            "--recipe",
            "recipe_name",
            default="standard",
            show_default=True,
            metavar="NAME|FILE",
            help="Settings to start from.",
        ),
    ):
        command = option(command)
    return command


def changes_of(settings: Iterable[str], **named: Any) -> dict[str, Any]:
    """Return the changes that the command line makes to a recipe, as tables.

    Args:
        settings: what --set was given, each STAGE.NAME=VALUE.
        named: values of options of their own, under STAGE__NAME; None: not given.

    Raises:
        InputError: a setting is not of that form.
    """
    changes: dict[str, Any] = {}
    pairs = [(name.replace("__", "."), value) for name, value in named.items() if value is not None]
    for setting in settings:
        name, found, text = setting.partition("=")
        if not found:
            raise InputError("has no =", f"--set {setting}", "write --set STAGE.NAME=VALUE")
        pairs.append((name.strip(), _value_of(text.strip())))
    for name, value in pairs:
        table, _, leaf = name.rpartition(".")
        (changes.setdefault(table, {}) if table else changes)[leaf] = value
    return changes


def _value_of(text: str) -> Any:
    """Return a value written as in TOML; a bare word is text."""
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def recipe_of(recipe_name: str, changes: dict[str, Any]) -> Recipe:
    """Return the recipe that the command line asks for."""
    return named_recipe(recipe_name).altered(changes, "command line")


def start_logging(*, quiet: bool, verbose: bool) -> None:
    """Send warnings (with -v: what is done; with -q: errors only) to standard error."""
    level = logging.ERROR if quiet else logging.INFO if verbose else logging.WARNING
    logging.basicConfig(level=level, format="vidcap: %(message)s")
    logging.getLogger("vidcap").setLevel(level)
