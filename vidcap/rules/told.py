"""A verdict as a person reads it. Pure."""

from __future__ import annotations

from collections import Counter
from typing import Any

from vidcap.rules.rule import Level
from vidcap.rules.track import UNSPACED
from vidcap.rules.verdict import Finding, Verdict
from vidcap.script import clock


def told(verdict: Verdict, name: str) -> str:
    """Return the verdict of a track as text: findings, counts by rule, what was not checked.

    Args:
        verdict: what the rules say.
        name: of the track's file.
    """
    rows = [f"{name}: {_figures(verdict)}"]
    rows += [f"  {_row(finding)}" for finding in verdict.findings]
    if verdict.findings:
        rows += ["by rule:", *(f"  {row}" for row in _counts(verdict))]
    if verdict.unchecked:
        rows += ["not checked:"]
        rows += [f"  {one.rule.id:4}{one.rule.title}: {one.why}" for one in verdict.unchecked]
    return "\n".join([*rows, _summary(verdict)])


def plain(verdict: Verdict) -> dict[str, Any]:
    """Return the verdict as plain data, for machines; times in s."""
    return {
        "language": verdict.language,
        "lines": verdict.lines,
        "errors": verdict.count("error"),
        "warnings": verdict.count("warning"),
        "figures": dict(verdict.figures),
        "findings": [_plain_finding(finding) for finding in verdict.findings],
        "checked": [rule.id for rule in verdict.checked],
        "unchecked": {one.rule.id: one.why for one in verdict.unchecked},
    }


def _plain_finding(finding: Finding) -> dict[str, Any]:
    line = finding.line
    return {
        "rule": finding.rule.id,
        "level": finding.level,
        "cue": None if line is None else line.place,
        "line": None if line is None else line.row,
        "time": None if finding.time is None else round(finding.time, 3),
        "text": "" if line is None else line.text,
        "what": finding.what,
        "remedy": finding.rule.remedy,
    }


def _summary(verdict: Verdict) -> str:
    levels: tuple[Level, ...] = ("error", "warning")
    found = ", ".join(_many(verdict.count(level), level) for level in levels)
    rules = len(verdict.checked) + len(verdict.unchecked)
    checked = f"{len(verdict.checked)} of {rules} rules checked"
    return f"{found} in {_many(verdict.lines, 'line')}; {checked}"


def _row(finding: Finding) -> str:
    line = finding.line
    where = "track" if line is None else f"cue {line.place}, line {line.row}"
    time = "" if finding.time is None else f", {clock(finding.time, digits=3)}"
    return (
        f"{finding.rule.id:4}{finding.level:8} {where}{time}: {finding.what}; {finding.rule.remedy}"
    )


def _counts(verdict: Verdict) -> list[str]:
    counts = Counter((finding.rule, finding.level) for finding in verdict.findings)
    return [
        f"{rule.id:4}{_many(counts[rule, level], level):12} {rule.title} ({rule.clause})"
        for rule in verdict.checked
        for level in ("error", "warning")
        if counts[rule, level]
    ]


def _figures(verdict: Verdict) -> str:
    """Return R1, what the track amounts to, in words."""
    figures = verdict.figures
    unit = "character" if verdict.language in UNSPACED else "word"
    parts = [_many(verdict.lines, "line"), _many(int(figures["words"]), unit)]
    parts.append(f"language {verdict.language}" if verdict.language else "language not known")
    if "skipped" in figures:
        parts.append(f"{figures['skipped']:g} skipped")
    if "described" in figures:
        parts.append(f"{figures['described']:.0%} of the time described")
    if "over_speech" in figures:
        parts.append(f"{figures['over_speech']:.1%} of it over speech")
    return ", ".join(parts)


def _many(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"
