"""Fit: which moments are told, in which words, and when. Pure: values in, lines out.

What is described and where it may be spoken are two windows: a moment is seen for a while, its
line may start from then on until a little later, and it must lie in a gap of the dialogue.
`spoken.py` has every wording measured, `worth.py` asks what a listener knows already, `choice.py`
chooses the best lines over the whole film, `repeats.py` keeps the same thing from being said twice,
`pace.py` keeps the track from chattering, `edited.py` keeps to what a person decided.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from vidcap.fit.choice import Option, Placed, best_placement, rooms_of
from vidcap.fit.pace import too_dense
from vidcap.fit.repeats import repeated
from vidcap.fit.worth import noise, worth_telling
from vidcap.recipe import FitSettings
from vidcap.script import Bed, Cue, Line, Moment, Span


def fit(
    moments: Sequence[Moment],
    gaps: Sequence[Span],
    settings: FitSettings,
    *,
    heard: Sequence[Cue] = (),
    beds: Sequence[Bed] = (),
    language: str = "en",
) -> tuple[Line, ...]:
    """Return one line for each moment, in their order: placed in a gap, or skipped with a reason.

    The placed lines lie within gaps, at least `settings.apart` from each other, and start within
    their moments' windows; among all such choices theirs is the greatest total value.

    Args:
        moments: measured (see `spoken.py`), in the order in which they are first seen.
        gaps: in which may be spoken, in time order, apart from each other.
        settings: distances, windows, density.
        heard: what is said in the film, and the sounds that subtitles tell, in time order.
        beds: what sounds in the gaps, in time order; none: they are all quiet.
        language: of the sentences, BCP 47.
    """
    spoken_in = language.split("-")[0].lower()
    moments = worth_telling(moments, heard, spoken_in)
    rooms = rooms_of(gaps, [(bed.span, settings.noise * noise(bed)) for bed in beds])
    refusals = _refusals(moments, settings)
    options: list[Option] = []
    for moment in moments:
        if moment.id in refusals:
            continue
        if moment.spoken:
            window = _window(moment, settings)
            options.append(
                Option(moment, window, moment.spoken, settings.shortness, settings.haste)
            )
        else:
            refusals[moment.id] = "the voice failed: it could not speak this line"
    placed = best_placement(options, rooms, apart=settings.apart)
    while found := _unwanted(placed, gaps, settings, spoken_in):
        refusals |= found
        options = [option for option in options if option.moment.id not in refusals]
        placed = best_placement(options, rooms, apart=settings.apart)
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
) -> dict[str, str]:
    """Return the moments, by id, that are better not told, each with the reason."""
    if twice := repeated(placed, window=settings.repeat_window, language=language):
        return {later: f"repeats: {_line_id(earlier)} says it" for later, earlier in twice}
    limits = {"most_words": settings.most_words, "most_coverage": settings.most_coverage}
    found = too_dense(placed, gaps, **limits)
    return {moment: f"too dense: {reason}" for moment, reason in found.items()}


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
        reason=f"in the gap at {one.gap.start:.1f} s, {where} it is first seen",
        start=one.span.start,
        length=one.span.length,
    )


def _skipped(moment: Moment, reason: str) -> Line:
    text = moment.sentences[0] if moment.sentences else ""
    return Line(_line_id(moment.id), moment.id, text, "skipped", reason)


def _roomless(option: Option, gaps: Sequence[Span], free: tuple[float, float]) -> Line:
    """Return the skipped line of a moment for which no room was left, and what it lacked.

    Args:
        option: the moment.
        gaps: in time order.
        free: from when until when the lines before and after it leave time.
    """
    text, length = min(option.wordings, key=lambda wording: wording[1])
    low, high = max(free[0], option.window.start), free[1]
    room = 0.0
    for gap in gaps[bisect_right(gaps, low, key=lambda gap: gap.end) :]:
        start = max(gap.start, low)
        if start > min(high, option.window.end):
            break
        room = max(room, min(gap.end, high) - start)
    needs = max(round(length - room, 3), 0.001)
    return Line(
        id=_line_id(option.moment.id),
        moment=option.moment.id,
        text=text,
        status="skipped",
        reason=f"no room: {needs:.1f} s more were needed near it",
        length=length,
        needs=needs,
    )
