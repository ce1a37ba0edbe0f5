"""The rules of evidence: P1 and P2 of AD_RULES section 11. Pure; of lines that vidcap made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from vidcap.rules.measure import Check, Measure
from vidcap.rules.track import Track


def evidence(track: Track) -> Iterator[Measure]:
    """P1: 1 for a line whose keyframe is missing or not shown while the moment is seen, else 0.

    Lines that a person wrote or changed rest on the person.
    """
    if track.script is None:
        return
    moments = {moment.id: moment for moment in track.script.moments}
    keyframes = {keyframe.id: keyframe for keyframe in track.script.keyframes}
    for line in track.lines:
        placed = track.placed_as(line)
        if placed is None or not placed.moment:
            continue
        moment = moments.get(placed.moment)
        keyframe = keyframes.get(moment.keyframe) if moment is not None else None
        is_shown = (
            moment is not None
            and keyframe is not None
            and moment.seen.start <= keyframe.time <= moment.seen.end
        )
        yield Measure(line, not is_shown, "rests on no picture of what it tells")


def confidence(track: Track) -> Iterator[Measure]:
    """P2: how far a captioner's own sentence lies below the `floor`; skipped lines of no `reason`.

    A line composed from facts keeps no probability of its own in the script.
    """
    if track.script is None:
        return
    settings = track.script.recipe.values.get("ground")
    floors = settings if isinstance(settings, Mapping) else {}
    moments = {moment.id: moment for moment in track.script.moments}
    for line in track.lines:
        placed = track.placed_as(line)
        moment = moments.get(placed.moment) if placed is not None else None
        offered = moment.candidates if moment is not None else ()
        for candidate in (one for one in offered if one.text == line.text):
            name = "min_confidence" if candidate.support is None else "found_confidence"
            below = float(floors.get(name, 0.0)) - candidate.confidence
            yield Measure(line, below, f"has a confidence of {candidate.confidence:.2f}", "floor")
    for skipped in track.script.skipped:
        what = f"{skipped.id} was skipped for no reason"
        yield Measure(None, not skipped.reason, what, "reason")


EVIDENCE: Mapping[str, Check] = MappingProxyType({"P1": evidence, "P2": confidence})
