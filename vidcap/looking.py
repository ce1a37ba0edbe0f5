"""Look at what was watched: sentences, facts and boxes of every keyframe, and glances beside it.

A glance at an early and at a late frame of the stretch that a keyframe stands for tells what stays
and what moves. A look of the detector costs a quarter of a captioned keyframe, so by default it
glances alone, and only where there may be a person (`ground.second_look`;
tests/bench/bench_keyframe.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from vidcap.engines import Engines
from vidcap.script import Box, Candidate, Fact, Glance
from vidcap.watch import Watched, beside_name


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found, by the keyframe's id."""

    candidates: Mapping[str, tuple[Candidate, ...]]
    facts: Mapping[str, tuple[Fact, ...]]
    boxes: Mapping[str, tuple[Box, ...]]
    glances: Mapping[str, tuple[Glance, ...]]


def look(watched: Watched, engines: Engines, report: Callable[[str, float], None]) -> Looked:
    """Return what the engines find in keyframes and beside them.

    Args:
        watched: keyframes and their pictures.
        engines: captioner and detector.
        report: is told the stage and the share of it that is done.
    """
    pictures = watched.pictures
    offers = engines.offers(pictures, lambda share: report("caption", share))
    unseen = {name: pictures[name] for name, offer in offers.items() if offer.facts is None}
    facts = {name: offer.facts for name, offer in offers.items() if offer.facts is not None}
    facts |= engines.facts(unseen, lambda share: report("caption", share))
    boxes = engines.boxes(pictures, lambda share: report("ground", share / 2))
    glances = _glances(
        watched, facts, boxes, engines, lambda share: report("ground", 0.5 + share / 2)
    )
    return Looked(
        candidates={name: offer.candidates for name, offer in offers.items()},
        facts=facts,
        boxes=boxes,
        glances=glances,
    )


def _glances(
    watched: Watched,
    facts: Mapping[str, tuple[Fact, ...]],
    boxes: Mapping[str, tuple[Box, ...]],
    engines: Engines,
    progress: Callable[[float], None],
) -> dict[str, tuple[Glance, ...]]:
    """Return what further frames show, of those keyframes for which that may matter."""
    settings = engines.recipe.ground
    if settings.second_look == "none":
        return {}
    wanted = [
        frame
        for frame in watched.keyframes
        if frame.beside
        and not frame.twin
        and facts[frame.id]
        and (
            settings.second_look == "all"
            or _may_show_person(boxes[frame.id], settings.person_score)
        )
    ]
    further = {
        beside_name(frame.id, place): data
        for frame in wanted
        for place, data in enumerate(watched.beside[frame.id])
    }
    found = engines.boxes(further, progress)
    seen = engines.facts(further, progress) if settings.second_look == "all" else {}
    names = {
        frame.id: [beside_name(frame.id, n) for n in range(len(frame.beside))] for frame in wanted
    }
    return {
        frame.id: tuple(
            Glance(time, found[name], seen.get(name, ()))
            for time, name in zip(frame.beside, names[frame.id], strict=True)
        )
        for frame in wanted
    }


def _may_show_person(boxes: tuple[Box, ...], score: float) -> bool:
    return any(box.label == "person" and box.score >= score for box in boxes)
