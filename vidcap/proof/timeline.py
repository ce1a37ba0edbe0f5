"""The film as rows of a drawing: its pictures, speech, gaps, lines and loudness along time. Pure.

Each row is an SVG of its own, so that a page of three hours scrolls and prints.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from math import ceil
from typing import TYPE_CHECKING

from vidcap.proof.report import SILENCE, Curves, FitReport
from vidcap.script import Span, clock

if TYPE_CHECKING:
    from vidcap.media.stills import Still

ROW = 60.0  # s
TICK = 10.0  # s
WIDTH = 1200  # units of the drawing, 20 for a second
STRIP, LANE, CHART = 56, 14, 60  # heights
SPEECH_Y, GAP_Y = STRIP + 4, STRIP + 4 + LANE
LINE_Y = GAP_Y + LANE
CHART_Y = LINE_Y + LANE + 10
HEIGHT = CHART_Y + CHART + 16
LOUDEST = 0.0  # LUFS at the top of the chart; `SILENCE` at its foot


def rows(report: FitReport, stills: Sequence[Still]) -> Iterator[str]:
    """Yield the film row by row, as SVG."""
    wrong = {f.line for f in report.findings if f.level == "error" and f.line is not None}
    for number in range(max(1, ceil(report.duration / ROW))):
        row = Span(number * ROW, (number + 1) * ROW)
        shown = [still for still in stills if row.start <= still.time < row.end]
        parts = [
            *_pictures(shown, row),
            *_bars(report.speech, row, "speech", SPEECH_Y),
            *_bars(report.gaps, row, "gap", GAP_Y),
            *_bars((pause.span for pause in report.pauses), row, "paused", GAP_Y),
            *_bars(report.strays, row, "stray", LINE_Y),
            *_lines(report, row, wrong),
            *_chart(report.curves, row),
            *_ticks(row, report.duration),
        ]
        yield (
            f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{_spoken(report, row)}">'
            f"{''.join(parts)}</svg>"
        )


def _spoken(report: FitReport, row: Span) -> str:
    """Return what a screen reader says of a row."""
    end = min(row.end, report.duration)
    speech = sum(span.overlap(row) for span in report.speech)
    lines = [
        f"line {line.number} at {clock(line.heard.start)}"
        for line in report.heard
        if line.heard is not None and line.heard.overlap(row) > 0
    ]
    told = ", ".join(lines) or "no line"
    pauses = sum(row.start <= pause.span.start < row.end for pause in report.pauses)
    paused = f", {pauses} pauses" if report.is_extended else ""
    return f"{clock(row.start)} to {clock(end)}: {speech:.1f} s of speech{paused}, {told}"


def _x(time: float, row: Span) -> float:
    return round((min(max(time, row.start), row.end) - row.start) / row.length * WIDTH, 1)


def _pictures(stills: Sequence[Still], row: Span) -> Iterator[str]:
    """Yield the pictures at their times, each cut off where the next begins."""
    lefts = [_x(still.time, row) for still in stills]
    for still, left, end in zip(stills, lefts, [*lefts, WIDTH][1:], strict=True):
        data = base64.b64encode(still.picture).decode()
        wide = min(STRIP * still.width / still.height, end - left)
        yield (
            f'<image x="{left}" y="0" width="{wide:.1f}" height="{STRIP}" '
            f'preserveAspectRatio="xMidYMid slice" href="data:image/jpeg;base64,{data}"/>'
        )


def _bars(spans: Iterable[Span], row: Span, kind: str, y: int) -> Iterator[str]:
    for span in spans:
        if span.overlap(row) > 0:
            left, right = _x(span.start, row), _x(span.end, row)
            yield (
                f'<rect class="{kind}" x="{left}" y="{y}" width="{right - left:.1f}" '
                f'height="{LANE - 2}"><title>{kind}, {clock(span.start)} to {clock(span.end)}'
                "</title></rect>"
            )


def _lines(report: FitReport, row: Span, wrong: set[int]) -> Iterator[str]:
    """Yield the lines where they are heard; hollow where they are written and not heard."""
    for line in report.lines:
        span = line.heard or line.written
        if span.overlap(row) == 0:
            continue
        kind = "missing" if line.heard is None else "wrong" if line.number in wrong else "line"
        left, right = _x(span.start, row), _x(span.end, row)
        yield (
            f'<a tabindex="-1" href="#line-{line.number}">'
            f'<rect class="{kind}" x="{left}" y="{LINE_Y}" width="{right - left:.1f}" '
            f'height="{LANE - 2}">'
            f"<title>{line.number}: {escape(line.text)}</title></rect>"
            f'<text x="{left + 2}" y="{LINE_Y + LANE - 4}">{line.number}</text></a>'
        )


def _chart(curves: Curves, row: Span) -> Iterator[str]:
    """Yield the loudness of both sounds; the described one lies over the film's."""
    first = int(row.start / curves.step)
    last = ceil(row.end / curves.step) + 1
    for kind, values in (("film", curves.film), ("described", curves.described)):
        points = [
            f"{_x((first + place + 0.5) * curves.step, row)},{_height(value)}"
            for place, value in enumerate(values[first:last])
        ]
        yield f'<polyline class="{kind}" points="{" ".join(points)}"/>'


def _height(level: float) -> float:
    share = (level - SILENCE) / (LOUDEST - SILENCE)
    return round(CHART_Y + CHART * (1 - min(max(share, 0.0), 1.0)), 1)


def _ticks(row: Span, duration: float) -> Iterator[str]:
    yield f'<line class="end" x1="0" x2="{WIDTH}" y1="{CHART_Y + CHART}" y2="{CHART_Y + CHART}"/>'
    for place in range(int(ROW / TICK)):
        time = row.start + place * TICK
        if time > duration:
            return
        x = _x(time, row)
        yield f'<line class="tick" x1="{x}" x2="{x}" y1="{STRIP}" y2="{CHART_Y + CHART}"/>'
        yield f'<text class="time" x="{x + 2}" y="{HEIGHT - 3}">{clock(time)[:-2]}</text>'
