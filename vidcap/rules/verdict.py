"""Judge a track by the rules: what breaks one, what was checked, what could not be. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from vidcap.listen.spans import covered, unite
from vidcap.rules.evidence import EVIDENCE
from vidcap.rules.measure import Check, Measure
from vidcap.rules.rule import Level, Rule, rules
from vidcap.rules.timing import TIMING
from vidcap.rules.track import NEEDS, UNSPACED, Said, Track, units
from vidcap.rules.wordings import WORDING

CHECKS: Mapping[str, Check] = MappingProxyType({**TIMING, **WORDING, **EVIDENCE})

_DUST = 0.01  # a bound up to this forbids the thing itself, and only forgives rounding


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that is broken in one place."""

    rule: Rule
    level: Level
    line: Said | None  # None: the track as a whole
    time: float | None  # s of the film; None: no time is meant
    what: str


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A rule of which nothing is known, and why."""

    rule: Rule
    why: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules say of one track."""

    language: str  # empty: not known
    lines: int
    findings: tuple[Finding, ...]  # those of the whole track first, then by time
    checked: tuple[Rule, ...]
    unchecked: tuple[Unchecked, ...]
    figures: Mapping[str, float]  # R1: words, s, lines skipped, shares of 0 to 1

    def count(self, level: Level) -> int:
        """Return how many findings are of a level."""
        return sum(finding.level == level for finding in self.findings)


def judged(track: Track, known: Sequence[Rule] | None = None) -> Verdict:
    """Return what the rules, by default all, say of a track."""
    findings, checked, unchecked = list[Finding](), list[Rule](), list[Unchecked]()
    for rule in rules() if known is None else known:
        if why := _hindrance(rule, track):
            unchecked.append(Unchecked(rule, why))
        else:
            checked.append(rule)
            findings += _findings(rule, track)
    findings.sort(key=lambda one: (one.time is not None, one.time or 0.0))
    return Verdict(
        language=track.language,
        lines=len(track.lines),
        findings=tuple(findings),
        checked=tuple(checked),
        unchecked=tuple(unchecked),
        figures=_figures(track),
    )


def measured(rule: Rule, track: Track) -> Iterator[Measure]:
    """Yield what a rule's check measures, broken or not; nothing where it cannot be checked."""
    if not _hindrance(rule, track):
        yield from CHECKS[rule.id](track)


def _hindrance(rule: Rule, track: Track) -> str:
    """Return why a rule cannot be checked; empty: it can."""
    if rule.unchecked:
        return rule.unchecked
    if missing := [NEEDS[need] for need in rule.needs if track.lacks(need)]:
        return f"needs to know {', and '.join(missing)}"
    if not track.language and (rule.languages or rule.counts_words):
        return "needs to know the language (--lang)"
    if rule.languages and track.language not in rule.languages:
        return f"is known for {', '.join(rule.languages)}, not for {track.language}"
    has_own = any(limit.language == track.language for limit in rule.limits)
    if rule.counts_words and track.language in UNSPACED and not has_own:
        return f"counts words, and has no limit for characters in {track.language}"
    return ""


def _findings(rule: Rule, track: Track) -> Iterator[Finding]:
    for one in CHECKS[rule.id](track):
        limit = rule.limit(one.of, track.language)
        broken = limit.verdict(one.value) if limit is not None else None
        if broken is None:
            continue
        level, bound, side = broken
        what = f"{one.what} (at {side} {bound:g})" if bound > _DUST else one.what
        time = one.line.span.start if one.line is not None else one.time
        yield Finding(rule, level, one.line, time, what)


def _figures(track: Track) -> dict[str, float]:
    """Return R1: what the track amounts to."""
    spans = [line.span for line in track.lines]
    words = sum(len(units(line.text)) for line in track.lines)
    figures: dict[str, float] = {"words": words, "end": round(track.end, 3)}
    if track.script is not None:
        figures["skipped"] = len(track.script.skipped)
    if not track.is_extended:
        spoken = sum(span.length for span in unite(spans))
        figures["described"] = round(spoken / track.length, 4) if track.length > 0 else 0.0
        if track.speech is not None:
            over = covered(track.speech, spans)
            figures["over_speech"] = round(over / spoken, 4) if spoken else 0.0
    return figures
