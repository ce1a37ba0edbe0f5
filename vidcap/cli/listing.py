"""`vidcap captioners` and `vidcap voices`: what can be used here."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import click

from vidcap.cli.options import common


@click.command(epilog="Example: vidcap captioners")
@common
def captioners(as_json: bool, **_: Any) -> None:
    """List the captioners that can be used here, with their licences."""
    from vidcap.caption import captioners as known

    rows = known()
    if as_json:
        click.echo(json.dumps([dataclasses.asdict(row) for row in rows], indent=1))
        return
    for row in rows:
        click.echo(f"{row.name:12} {row.licence:40} {row.state}")


@click.command(epilog="Example: vidcap voices --lang en")
@click.option("--lang", "language", default="", help="Only voices of this language.")
@common
def voices(language: str, as_json: bool, **_: Any) -> None:
    """List the voices that can be used here."""
    from vidcap.media.languages import same_language
    from vidcap.voices import voices as known

    rows = [row for row in known() if not language or same_language(row.language, language)]
    if as_json:
        click.echo(json.dumps([dataclasses.asdict(row) for row in rows], indent=1))
        return
    for row in rows:
        click.echo(f"{row.name:32} {row.language:12} {row.title:28} {row.origin}")
