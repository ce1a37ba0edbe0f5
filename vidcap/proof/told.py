"""The fit report as a text for the terminal, and as plain data for JSON. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vidcap.plain import to_plain
from vidcap.proof.judge import has_words
from vidcap.proof.report import Finding, FitReport, LineHeard
from vidcap.script import clock


def document(report: FitReport) -> dict[str, Any]:
    """Return the report as plain data, first whether it holds."""
    plain = to_plain(report)
    sums = {"holds": report.holds, "heard": len(report.heard), "overlap_ms": report.overlap_ms}
    return {"schema": plain.pop("schema"), **to_plain(sums), **plain}


def text_of(report: FitReport) -> str:
    """Return the report as text: the sums, the lines, what is wrong."""
    return "\n".join([*_head(report), *map(_line, report.lines), *_tail(report)])


def verdict(report: FitReport) -> str:
    """Return in one sentence what came out."""
    errors = sum(finding.level == "error" for finding in report.findings)
    warnings = len(report.findings) - errors
    if report.findings:
        return f"{_counted(errors, 'error')}, {_counted(warnings, 'warning')}"
    return "every line is heard at its time, none over speech"


def facts(report: FitReport) -> Iterator[tuple[str, str]]:
    """Yield the sums of the report, name and value."""
    yield "lines heard", f"{len(report.heard)} of {len(report.lines)}"
    yield "over speech", f"{report.overlap_ms:.0f} ms"
    if report.is_extended:
        paused = sum(pause.span.length for pause in report.pauses)
        yield "pauses", f"{len(report.pauses)}, {paused:.1f} s of {report.duration:.1f} s"
    offs = [abs(line.off_ms) for line in report.heard if line.off_ms is not None]
    if offs:
        yield "off their times", f"{max(offs):.1f} ms at most"
    pauses = [line.pause for line in report.heard if line.pause is not None]
    if pauses:
        yield "apart", f"{min(pauses):.2f} s at least"
    unit = "words" if has_words(report.language) else "characters"
    rates = [line.rate for line in report.heard if line.rate is not None]
    if rates:
        yield "rate", f"{min(rates):.0f} to {max(rates):.0f} {unit} a minute"
    over = [line.over_film_lu for line in report.heard if line.over_film_lu is not None]
    if over:
        yield "voice over film", f"{min(over):.1f} LU at least"
    levels = (report.film_lufs, report.described_lufs)
    film, described = ("silent" if level is None else f"{level:.1f} LUFS" for level in levels)
    yield "loudness", f"film {film}, described {described}"
    beside = report.outside
    if beside is not None:
        yield (
            "beside the lines",
            f"{beside.gain_db:+.1f} dB, {beside.residual_db:.0f} dB of it not the film's, "
            f"{beside.lag_ms:+.1f} ms, over {beside.seconds:.0f} s",
        )
    witnesses = [name for name in (report.script, report.narration) if name]
    yield "heard with", ", ".join(witnesses) or "the film alone"


def place(finding: Finding) -> str:
    """Return where a finding is: its time and its line."""
    where = "" if finding.at is None else clock(finding.at)
    return f"{where} line {finding.line}" if finding.line is not None else where


def _head(report: FitReport) -> Iterator[str]:
    yield f"{report.film}: {verdict(report)}"
    width = 16
    for name, value in facts(report):
        yield f"  {name:{width}} {value}"


def _line(line: LineHeard) -> str:
    if line.heard is None:
        return f"  {line.number:4} {clock(line.written.start)}  not heard: {line.text}"
    off = "" if line.off_ms is None else f"{line.off_ms:+8.1f} ms"
    return (
        f"  {line.number:4} {clock(line.heard.start)} {line.heard.length:6.3f} s{off}  {line.text}"
    )


def _tail(report: FitReport) -> Iterator[str]:
    for finding in report.findings:
        yield f"  {finding.level}: {' '.join(filter(None, [place(finding), finding.text]))}"


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"
