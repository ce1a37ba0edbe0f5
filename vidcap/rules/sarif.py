"""A verdict in SARIF 2.1.0, the form in which checkers report to editors and review tools. Pure.

OASIS Standard "Static Analysis Results Interchange Format (SARIF) Version 2.1.0", 27 March 2020;
the sections are named beside what they ask for.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Any

from vidcap.rules.rule import Rule
from vidcap.rules.verdict import Finding, Unchecked, Verdict
from vidcap.script import clock

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def sarif_of(verdict: Verdict, track: PurePath, *, version: str) -> dict[str, Any]:
    """Return the log of one run as plain data: every rule checked, a result a finding.

    Rules that were not checked are notifications of the run, so that silence is no approval.

    Args:
        verdict: what the rules say.
        track: its file, as it is to be named; relative, or absolute.
        version: of vidcap.
    """
    places = {rule.id: place for place, rule in enumerate(verdict.checked)}
    uri = track.as_uri() if track.is_absolute() else _relative(track)
    return {  # section 3.13
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {  # 3.14
                "tool": {
                    "driver": {  # 3.19
                        "name": "vidcap",
                        "semanticVersion": version,
                        "rules": [_rule(rule) for rule in verdict.checked],
                    }
                },
                "invocations": [  # 3.20
                    {
                        "executionSuccessful": True,
                        "toolConfigurationNotifications": [
                            _notification(one) for one in verdict.unchecked
                        ],
                    }
                ],
                "artifacts": [{"location": {"uri": uri}}],
                "columnKind": "unicodeCodePoints",
                "results": [
                    _result(finding, places[finding.rule.id], uri) for finding in verdict.findings
                ],
            }
        ],
    }


def _relative(track: PurePath) -> str:
    """Return a relative path as a relative reference (RFC 3986), its odd characters escaped."""
    base = PurePath("/base") if track.anchor == "" else track
    return (base / track).as_uri().removeprefix(f"{base.as_uri()}/")


def _rule(rule: Rule) -> dict[str, Any]:
    """Return a reportingDescriptor, 3.49."""
    parts = (rule.title, f"Checked: {rule.check}", f"Source: {rule.clause}", rule.remedy)
    help_text = " ".join(
        f"{part[0].upper()}{part[1:]}." for part in (*parts, rule.measured) if part
    )
    return {
        "id": rule.id,
        "name": "".join(word.capitalize() for word in re.findall(r"\w+", rule.title)),
        "shortDescription": {"text": f"{rule.title}."},
        "fullDescription": {"text": f"{rule.check.capitalize()}."},
        "help": {"text": help_text},
        "defaultConfiguration": {"level": rule.level},
    }


def _result(finding: Finding, place: int, uri: str) -> dict[str, Any]:
    """Return a result, 3.27, with its place in the track's file."""
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri, "index": 0}}
    line = finding.line
    if line is not None and line.row:
        physical["region"] = {"startLine": line.row, "snippet": {"text": line.text}}
    when = "" if finding.time is None else f" at {clock(finding.time, digits=3)}"
    where = f"Cue {line.place}" if line is not None else "The track"
    return {
        "ruleId": finding.rule.id,
        "ruleIndex": place,
        "level": finding.level,
        "message": {"text": f"{where}{when}: {finding.what}; {finding.rule.remedy}."},
        "locations": [{"physicalLocation": physical}],
    }


def _notification(unchecked: Unchecked) -> dict[str, Any]:
    """Return a notification, 3.58: a rule that was not checked, and why."""
    rule = unchecked.rule
    text = f"{rule.id} ({rule.title}) was not checked: {unchecked.why}."
    return {"level": "note", "message": {"text": text}, "descriptor": {"id": rule.id}}
