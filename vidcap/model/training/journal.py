"""What training writes down: a table, TensorBoard's form of it, and a picture of the curves."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

Row = Mapping[str, str | int | float]


class Journal:
    """The log of a run; opened again it goes on below what is there."""

    def __init__(self, folder: Path) -> None:
        self._table = folder / "log.csv"
        self._curves = folder / "curves.png"
        self._events = folder / "tensorboard"

    def note(self, row: Row) -> None:
        """Add an epoch: `phase` and `epoch`, the loss and every score."""
        is_new = not self._table.exists()
        with self._table.open("a", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, row)
            if is_new:
                writer.writeheader()
            writer.writerow(row)
        rows = read(self._table)
        self._to_tensorboard(row, len(rows))
        draw(rows, self._curves)

    def _to_tensorboard(self, row: Row, step: int) -> None:
        """Add the row to the events; without TensorBoard there are none."""
        try:
            from torch.utils.tensorboard import SummaryWriter
        except ImportError:
            return
        with SummaryWriter(str(self._events)) as writer:
            for name, value in row.items():
                if isinstance(value, float):
                    writer.add_scalar(f"{row['phase']}/{name}", value, step)


def read(table: Path) -> list[dict[str, str]]:
    """Return the rows of a log."""
    with table.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def draw(rows: list[dict[str, str]], path: Path) -> None:
    """Draw loss and scores by epoch, phases side by side, as a PNG; without Matplotlib: nothing."""
    try:
        from matplotlib.figure import Figure
    except ImportError:
        return
    figure = Figure(figsize=(9, 4), layout="constrained")
    phases = list(dict.fromkeys(row["phase"] for row in rows))
    names = [name for name in rows[0] if name.startswith(("CIDEr", "BLEU-4"))]
    losses, scores = figure.subplots(1, 2)
    for phase in phases:
        places = [place for place, row in enumerate(rows, 1) if row["phase"] == phase]
        losses.plot(places, [float(rows[p - 1]["loss"]) for p in places], ".-", label=phase)
    for name in names:
        scores.plot(range(1, len(rows) + 1), [float(row[name]) for row in rows], ".-", label=name)
    for axes, title in ((losses, "loss"), (scores, "validation")):
        axes.set_title(title)
        axes.set_xlabel("epoch")
        axes.legend()
    figure.savefig(path, format="png")
