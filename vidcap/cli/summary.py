"""What a person reads at the end: the summary of one film, the table of several."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from vidcap.plain import to_plain

if TYPE_CHECKING:
    from vidcap.batch import Row


def print_rows(rows: Sequence[Row], *, as_json: bool) -> None:
    """Print what came of the films: the summary of one, a table of several, or JSON."""
    if as_json:
        plain = [to_plain(_with_text_paths(row)) for row in rows]
        click.echo(json.dumps(plain[0] if len(plain) == 1 else plain, indent=1))
    else:
        click.echo(summary(rows[0]) if len(rows) == 1 else table(rows))


def _with_text_paths(row: Row) -> dict[str, object]:
    """Return the row as a table, its paths as text."""
    names = (field.name for field in dataclasses.fields(row))
    fields = {name: getattr(row, name) for name in names}
    return {**fields, "film": shown(row.film), "files": [shown(path) for path in row.files]}


def summary(row: Row) -> str:
    """Return the figures of one film, a line each."""
    figures = cast("Mapping[str, Any]", row.report)
    skipped = cast("Mapping[str, int]", figures["skipped"])
    lines = [
        f"{_name(row)}: {row.status}",
        f"  shots      {figures['shots']}",
        f"  speech     {figures['speech']:.1f} s, leaving {figures['gaps']} gaps",
        f"  placed     {figures['placed']} lines, {figures['words_a_minute']:.0f} words a minute, "
        f"{figures['coverage']:.0%} of the time, {figures['overlap'] * 1000:.0f} ms over speech",
    ]
    if figures.get("faster"):
        lines.append(f"             {figures['faster']:4} of them spoken faster than usual")
    lines.append(f"  skipped    {sum(skipped.values())} lines")
    lines += [f"             {count:4} {reason}" for reason, count in skipped.items()]
    if figures.get("pauses"):
        longer = f"{figures['paused']:.1f} s longer than the film"
        lines.append(f"  extended   {figures['pauses']} pauses, {longer}")
    if "fit" in figures:
        lines.append(f"  fit        {_fit(cast('Mapping[str, Any]', figures['fit']))}")
    if "loudness" in figures:
        loudness = cast("Mapping[str, float | None]", figures["loudness"])
        lines.append(
            f"  loudness   film {_level(loudness['film_lufs'], 'LUFS')}, "
            f"described {_level(loudness['described_lufs'], 'LUFS')}, "
            f"peak {_level(loudness['peak_dbtp'], 'dBTP')}"
        )
        lines += [f"  note       {note}" for note in cast("Sequence[str]", figures["notes"])]
    lines += [f"  wrote      {shown(path)}" for path in row.files]
    if not figures["placed"] and not figures.get("pauses"):
        told = "a lower --min-confidence keeps more"
        if "no room" in skipped:
            told += (
                "; nor is it silent where the film could pause"
                if any(".extended." in path.name for path in row.files)
                else ", --extended lets the film pause for lines that found no room"
            )
        lines.append(f"  No line could be placed: see why above; {told}.")
    return "\n".join(lines)


def _fit(fit: Mapping[str, Any]) -> str:
    told = [
        f"{fit['heard']} of {fit['lines']} lines heard in the result",
        f"{fit['overlap_samples']} samples over speech",
    ]
    if fit["least_margin"] is not None:
        told.append(f"{fit['least_margin']:.2f} s from it at least")
    if fit["least_pause"] is not None:
        told.append(f"{fit['least_pause']:.2f} s apart")
    return ", ".join(told)


def _level(value: float | None, unit: str) -> str:
    return "silent" if value is None else f"{value:.1f} {unit}"


def table(rows: Sequence[Row]) -> str:
    """Return a line for each film: what was done, or why not."""
    width = max(len(_name(row)) for row in rows)
    lines = [f"{'film':{width}}  {'status':9}  {'placed':>6}  {'skipped':>7}"]
    for row in rows:
        head = f"{_name(row):{width}}  {row.status:9}"
        if row.status == "failed":
            lines.append(f"{head}  {row.message}")
            continue
        skipped = sum(cast("Mapping[str, int]", row.report["skipped"]).values())
        lines.append(f"{head}  {cast(int, row.report['placed']):6}  {skipped:7}")
    count = {
        status: sum(row.status == status for row in rows)
        for status in ("done", "unchanged", "failed")
    }
    lines.append(", ".join(f"{number} {status}" for status, number in count.items() if number))
    return "\n".join(lines)


def _name(row: Row) -> str:
    return shown(Path(row.film.name))


def shown(path: Path) -> str:
    """Return a path as text that any terminal can print, odd bytes escaped."""
    return str(path).encode("utf-8", "backslashreplace").decode()
