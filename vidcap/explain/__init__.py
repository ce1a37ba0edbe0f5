"""Explain a line: what was seen, what could have been said, and why this was. Pure.

All of it is read from the script, so an explanation needs neither the film nor a network. What
became of each of the captioner's sentences is not kept there: `fates` goes over them once more, by
the same rules and the settings of the run.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from vidcap.explain.fates import Fate, fates_of
from vidcap.explain.places import place_of
from vidcap.ground.sight import DOUBTED, KINDS, UNTOLD
from vidcap.plain import from_plain, to_plain
from vidcap.recipe import FitSettings, GroundSettings, ListenSettings
from vidcap.script import (
    Box,
    Candidate,
    Fact,
    Keyframe,
    Line,
    Made,
    Moment,
    Onset,
    Script,
    Shot,
    Span,
)

_ROUNDED = 0.002  # s by which times in a script may be off


@dataclass(frozen=True, slots=True)
class Weighed:
    """A fact, and what was asked of it."""

    name: str
    probability: float
    needed: float | None  # to be told; a strange picture needs more. None: it is never told
    hides: float | None  # from here on it keeps the others from being told; None: never


@dataclass(frozen=True, slots=True)
class Found:
    """A thing the detector found, and where in words."""

    box: Box
    place: str


@dataclass(frozen=True, slots=True)
class Offered:
    """A sentence of the captioner, and what became of it."""

    candidate: Candidate
    fate: Fate


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that a script tells of one line."""

    line: Line
    gaps: tuple[Span, ...]  # the one it stands in; of a skipped line those within its reach
    onsets: tuple[Onset, ...]  # sudden sounds at the bounds of the gaps
    moment: Moment | None  # None: a person wrote the line
    keyframe: Keyframe | None
    shot: Shot | None
    facts: tuple[Weighed, ...]  # the most probable first
    things: tuple[Found, ...]  # the surest first
    offers: tuple[Offered, ...]  # the best first
    before: tuple[Line, ...]  # lines just before it, placed: what they said is not said again
    settings: GroundSettings  # of the run
    recipe: str  # its name
    made: Made

    @property
    def said(self) -> Offered | None:
        """The sentence that the line was made of; None: it was composed, or nothing is said."""
        return next((one for one in self.offers if one.fate.is_said), None)


def explanation(script: Script, line: Line) -> Explanation:
    """Return all that a script tells of one of its lines.

    Args:
        script: as it was read.
        line: of the script.
    """
    moment = next((one for one in script.moments if one.id == line.moment), None)
    keyframe = shot = None
    if moment is not None:
        keyframe = next((one for one in script.keyframes if one.id == moment.keyframe), None)
    if keyframe is not None:
        shot = next((one for one in script.shots if one.number == keyframe.shot), None)
    settings = _settings(script, "ground", GroundSettings())
    fit = _settings(script, "fit", FitSettings())
    gaps = _gaps(script, line, moment, fit)
    return Explanation(
        line=line,
        gaps=gaps,
        onsets=_onsets(script, gaps, _settings(script, "listen", ListenSettings())),
        moment=moment,
        keyframe=keyframe,
        shot=shot,
        facts=tuple(_weighed(fact, settings) for fact in moment.facts) if moment else (),
        things=tuple(Found(box, place_of(box)) for box in moment.boxes) if moment else (),
        offers=tuple(
            Offered(candidate, fate)
            for candidate, fate in zip(
                moment.candidates,
                fates_of(moment, keyframe, settings, language=script.language),
                strict=True,
            )
        )
        if moment
        else (),
        before=_before(script, line, fit.repeat_window),
        settings=settings,
        recipe=script.recipe.name,
        made=script.made,
    )


def document(told: Explanation) -> dict[str, Any]:
    """Return an explanation as data that JSON can hold."""
    plain: dict[str, Any] = to_plain(told)
    return plain


def _settings(script: Script, stage: str, default: Any) -> Any:
    """Return the settings of a stage in the run; what the script does not say is as by default."""
    try:
        return from_plain(type(default), script.recipe.values.get(stage, {}))
    except ValueError:  # of another version, which had other settings
        return default


def _weighed(fact: Fact, settings: GroundSettings) -> Weighed:
    kind = "" if fact.name in DOUBTED else KINDS.get(fact.name, "")
    hides = settings.plain if fact.name in UNTOLD else None
    return Weighed(
        name=fact.name,
        probability=fact.probability,
        needed=getattr(settings, kind) if kind else None,
        hides=settings.strange if fact.name == "strange" else hides,
    )


def _gaps(script: Script, line: Line, moment: Moment | None, fit: FitSettings) -> tuple[Span, ...]:
    """Return the gap that a placed line stands in, those within reach of a skipped one."""
    reach = line.span
    if reach is None and moment is not None:
        reach = Span(moment.seen.start - fit.early, moment.seen.end + fit.late)
    if reach is None:
        return ()
    return tuple(gap for gap in script.gaps if gap.overlap(reach) > 0)


def _onsets(script: Script, gaps: tuple[Span, ...], listen: ListenSettings) -> tuple[Onset, ...]:
    """Return the sudden sounds that begin or end one of the gaps, the margins between."""
    before, after = listen.before + _ROUNDED, listen.after + _ROUNDED
    around = [Span(gap.start - after, gap.end + before) for gap in gaps]
    return tuple(one for one in script.onsets if any(one.span.overlap(wide) > 0 for wide in around))


def _before(script: Script, line: Line, window: int) -> tuple[Line, ...]:
    """Return the last lines that are spoken before a line, or before it would have been."""
    order = [one.id for one in script.lines]
    earlier = [one for one in script.lines[: order.index(line.id)] if one.status == "placed"]
    return tuple(earlier[-window:]) if window else ()
