"""Fit: which moments are told, in which words, and when. Pure: values in, lines out.

What is described and where it may be spoken are two windows: a moment is seen for a while, its
line may start from then on until a little later, and it must lie in a gap of the dialogue.
`worth.py` asks what a listener knows already, `spoken.py` has every wording measured, `choice.py`
chooses the best lines over the whole film, `repeats.py` keeps the same thing from being said twice,
`pace.py` keeps the track from chattering, `edited.py` keeps to what a person decided.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

from vidcap.fit.choice import Option, Placed, Room, best_placement, rooms_of
from vidcap.fit.pace import too_dense
from vidcap.fit.repeats import repeated
from vidcap.fit.spoken import Measure, calmer, fuller, hurried, slowed, wordings_of
from vidcap.fit.worth import noise
from vidcap.recipe import FitSettings
from vidcap.script import Bed, Line, Moment, Span


def fit(
    moments: Sequence[Moment],
    gaps: Sequence[Span],
    measure: Measure,
    settings: FitSettings,
    *,
    beds: Sequence[Bed] = (),
    language: str = "en",
) -> tuple[Line, ...]:
    """Return one line for each moment, in their order: placed in a gap, or skipped with a reason.

    The placed lines lie within gaps, at least `settings.apart` from each other, and start within
    their moments' windows; among all such choices theirs is the greatest total value.

    Args:
        moments: in the order in which they are first seen; worth what they are in the film
            (`worth.py`), and measured (`spoken.py`).
        gaps: in which may be spoken, in time order, apart from each other.
        measure: tells how long a sentence takes that is spoken faster.
        settings: distances, windows, density.
        beds: what sounds in the gaps, in time order; none: they are all quiet.
        language: of the sentences, BCP 47.
    """
    spoken_in = language.split("-")[0].lower()
    rooms = rooms_of(gaps, [(bed.span, settings.noise * noise(bed)) for bed in beds])
    refusals = _refusals(moments, settings)
    options: list[Option] = []
    for moment in moments:
        if moment.id in refusals:
            continue
        if wordings := wordings_of(moment, measure, settings):
            options.append(Option(moment, _window(moment, settings), wordings, settings.haste))
        else:
            refusals[moment.id] = "the voice failed: it could not speak this line"
    placed, options, given_up = _best(options, rooms, gaps, measure, settings, spoken_in)
    refusals |= given_up
    by_moment = {one.moment.id: one for one in placed}
    by_option = {option.moment.id: option for option in options}
    following = iter([*placed, None])
    before, after = None, next(following)  # the lines placed on either side of the moment's turn
    lines: list[Line] = []
    for moment in moments:
        if moment.id in by_moment:
            lines.append(_placed_line(by_moment[moment.id]))
            before, after = after, next(following)
        elif moment.id in refusals:
            lines.append(_skipped(moment, refusals[moment.id]))
        else:
            free = _between(before, after, settings.apart)
            lines.append(_roomless(by_option[moment.id], gaps, free))
    return tuple(lines)


def _best(
    options: Sequence[Option],
    rooms: Sequence[Room],
    gaps: Sequence[Span],
    measure: Measure,
    settings: FitSettings,
    language: str,
) -> tuple[list[Placed], list[Option], dict[str, str]]:
    """Return the best lines that keep all rules, the options left, and why others were given up.

    A line that may not stay is not given up at once. One that is spoken faster in a full minute
    may be told as usual, so that haste never costs a line its minute; one that repeats another may
    be told in a fuller wording, which tells more.
    """
    given_up: dict[str, str] = {}
    options = list(options)
    while True:
        placed = best_placement(options, rooms, apart=settings.apart)
        placed = slowed(placed, measure, apart=settings.apart)
        found, rest = _unwanted(placed, gaps, settings, language)
        if not found:
            return placed, options, given_up
        by_moment = {one.moment.id: one for one in placed}
        options = [
            rest(option, by_moment[option.moment.id]) if option.moment.id in found else option
            for option in options
        ]
        given_up |= {one.moment.id: found[one.moment.id] for one in options if not one.wordings}
        options = [option for option in options if option.wordings]


def _refusals(moments: Sequence[Moment], settings: FitSettings) -> dict[str, str]:
    """Return the moments, by id, that are told nowhere, each with the reason."""
    refusals: dict[str, str] = {}
    for moment in moments:
        if not moment.sentences:
            refusals[moment.id] = moment.doubt or "nothing to say"
        elif moment.value < settings.least_value:
            worth = f"{moment.value:.2f} is below {settings.least_value:.2f}"
            refusals[moment.id] = f"of little worth: {worth}"
    return refusals


def _unwanted(
    placed: Sequence[Placed], gaps: Sequence[Span], settings: FitSettings, language: str
) -> tuple[dict[str, str], Callable[[Option, Placed], Option]]:
    """Return the moments, by id, whose lines may not stay, each with the reason, and what is left.

    What is left of such an option and its line is an option, perhaps without wordings.
    """
    if twice := repeated(placed, window=settings.repeat_window, language=language):
        return {later: f"repeats: {_line_id(earlier)} says it" for later, earlier in twice}, fuller
    limits = {"most_words": settings.most_words, "most_coverage": settings.most_coverage}
    found = too_dense(placed, gaps, **limits)
    return {moment: f"too dense: {reason}" for moment, reason in found.items()}, calmer


def _between(before: Placed | None, after: Placed | None, apart: float) -> tuple[float, float]:
    """Return from when until when no line is spoken between two that follow each other."""
    return (
        before.span.end + apart if before is not None else float("-inf"),
        after.span.start - apart if after is not None else float("inf"),
    )


def _window(moment: Moment, settings: FitSettings) -> Span:
    """Return when the moment's line may start."""
    return Span(max(0.0, moment.seen.start - settings.early), moment.seen.end + settings.late)


def _line_id(moment_id: str) -> str:
    return "L" + moment_id[1:]


def _placed_line(one: Placed) -> Line:
    after = one.span.start - one.moment.seen.start
    where = f"{after:.1f} s after" if after >= 0 else f"{-after:.1f} s before"
    return Line(
        id=_line_id(one.moment.id),
        moment=one.moment.id,
        text=one.text,
        status="placed",
        reason=f"in the gap at {one.gap.start:.1f} s, {where} it is first seen{hurried(one.rate)}",
        start=one.span.start,
        length=one.span.length,
        rate=one.rate,
    )


def _skipped(moment: Moment, reason: str) -> Line:
    text = moment.sentences[0] if moment.sentences else ""
    return Line(_line_id(moment.id), moment.id, text, "skipped", reason)


def _roomless(option: Option, gaps: Sequence[Span], free: tuple[float, float]) -> Line:
    """Return the skipped line of a moment for which no room was left, and what it lacked.

    That is what its shortest wording lacked, spoken as fast as it may be; its length is the usual.

    Args:
        option: the moment.
        gaps: in time order.
        free: from when until when the lines before and after it leave time.
    """
    wording = min(option.wordings, key=lambda wording: wording.length)
    low, high = max(free[0], option.window.start), free[1]
    room = 0.0
    for gap in gaps[bisect_right(gaps, low, key=lambda gap: gap.end) :]:
        start = max(gap.start, low)
        if start > min(high, option.window.end):
            break
        room = max(room, min(gap.end, high) - start)
    needs = max(round(wording.length - room, 3), 0.001)
    return Line(
        id=_line_id(option.moment.id),
        moment=option.moment.id,
        text=wording.text,
        status="skipped",
        reason=f"no room: {needs:.1f} s more were needed near it{hurried(wording.rate)}",
        length=dict(option.moment.spoken)[wording.text],
        needs=needs,
    )
