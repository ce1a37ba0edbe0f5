"""Progress on standard error: a bar a stage on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

import click

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

EVERY = 10.0  # s between two plain lines of one stage


class Display:
    """Listens to the progress of stages and shows it; a context manager."""

    def __init__(self, *, quiet: bool) -> None:
        """Show nothing if `quiet`."""
        self._quiet = quiet
        self._bars: Progress | None = None
        self._tasks: dict[str, TaskID] = {}
        self._last: dict[str, tuple[float, float]] = {}  # stage: share and time of the last line

    def __enter__(self) -> Self:
        if not self._quiet and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

            self._bars = Progress(
                TextColumn("{task.description:>10}"),
                BarColumn(),
                TextColumn("{task.percentage:>4.0f} %"),
                TimeRemainingColumn(elapsed_when_finished=True),
                console=Console(stderr=True),
            )
            self._bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bars is not None:
            self._bars.stop()

    def say(self, text: str) -> None:
        """Print a line of text among the progress."""
        if self._quiet:
            return
        if self._bars is not None:
            self._bars.console.print(text, highlight=False, markup=False)
        else:
            click.echo(text, err=True)

    def restart(self) -> None:
        """Begin with fresh stages, as for the next film."""
        self._last.clear()
        if self._bars is not None:
            for task in self._tasks.values():
                self._bars.remove_task(task)
        self._tasks.clear()

    def report(self, stage: str, share: float) -> None:
        """Show that `share` (0 to 1) of a stage is done."""
        if self._quiet:
            return
        if self._bars is not None:
            if stage not in self._tasks:
                self._tasks[stage] = self._bars.add_task(stage, total=1.0)
            self._bars.update(self._tasks[stage], completed=share)
            return
        last, told = self._last.get(stage, (0.0, float("-inf")))
        is_end = share >= 1 > last
        if is_end or (share < 1 and time.monotonic() - told >= EVERY):
            click.echo(f"{stage}: {share:.0%}", err=True)
            self._last[stage] = (share, time.monotonic())
