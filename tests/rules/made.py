"""Tracks for tests: a line is a text, or where it starts, how long it is, and its text."""

from dataclasses import replace

from vidcap.rules.rule import rules
from vidcap.rules.track import Track, track_of
from vidcap.rules.verdict import Finding, judged
from vidcap.script import Cue, Film, Line, Made, RecipeUsed, Script, Span

RULES = {rule.id: rule for rule in rules()}
EMPTY = Script(
    film=Film("film.mp4", "0", 600.0, ()),
    language="en",
    recipe=RecipeUsed("standard", "0", {"ground": {"min_confidence": 0.6}}),
    made=Made("0", "own", "", "", "", ""),
    part=Span(0.0, 600.0),
)


def cues(*lines) -> list[Cue]:
    """Cues; those of a text alone last 5 s, 10 s apart."""
    at = [(10.0 * n, 5.0, one) if isinstance(one, str) else one for n, one in enumerate(lines)]
    rows = enumerate(at)
    return [Cue(Span(s, s + d), text, n + 1, 4 * n + 2) for n, (s, d, text) in rows]


def track(*lines, language="en", dialogue=None, script=None, extended=False) -> Track:
    return track_of(
        cues(*lines),
        language=language,
        dialogue=None if dialogue is None else cues(*dialogue),
        script=script,
        is_extended=extended,
    )


def script(*lines: Line, **known) -> Script:
    return replace(EMPTY, lines=lines, **known)


def found(rule: str, *lines, **known) -> list[Finding]:
    """What one rule finds."""
    verdict = judged(track(*lines, **known), [RULES[rule]])
    assert not verdict.unchecked, verdict.unchecked[0].why
    return list(verdict.findings)


def levels(rule: str, *lines, **known) -> list[tuple[str, int]]:
    """The levels of what one rule finds, each with the place of its cue; 0: of the track."""
    return [(one.level, one.line.place if one.line else 0) for one in found(rule, *lines, **known)]
