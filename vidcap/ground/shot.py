"""What several frames of one stretch of a shot say together. Pure.

Frames are witnesses of one scene: the log-odds of a fact are their mean, so that what one frame
alone shows is doubted. Persons come and go within a shot: one who is surely there stays, one who is
doubtful must be seen again.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

from vidcap.ground.movement import movement
from vidcap.ground.named import named
from vidcap.ground.sight import Sight, sight_of
from vidcap.recipe import GroundSettings
from vidcap.script import Box, Fact, Glance

CERTAIN = 0.85  # score of a person from which no further frame is asked
MOST = 4.0  # log-odds that one frame may weigh: none is surer than 98 %
ITS_OWN = frozenset(("text", "plain", "abstract", "strange"))  # of the keyframe alone


def sight_of_shot(
    time: float,
    boxes: Sequence[Box],
    facts: Sequence[Fact],
    glances: Sequence[Glance],
    settings: GroundSettings,
    *,
    sentences: Iterable[str],
    language: str = "en",
) -> Sight:
    """Return what a keyframe and the frames beside it surely show.

    Args:
        time: of the keyframe, s.
        boxes: of the keyframe.
        facts: of the keyframe.
        glances: at further frames; none: the keyframe speaks for itself.
        settings: thresholds.
        sentences: of the captioner: what none of them names is not told as done.
        language: of the sentences, BCP 47.
    """
    moving = movement(time, boxes, glances)
    return sight_of(
        agreed_boxes(boxes, glances),
        [*agreed_facts(facts, glances), *([moving] if moving else ())],
        settings,
        named=named(sentences, language),
    )


def agreed_facts(facts: Sequence[Fact], glances: Sequence[Glance]) -> tuple[Fact, ...]:
    """Return the keyframe's facts, each as probable as its frames together make it.

    Args:
        facts: of the keyframe.
        glances: those without facts do not count.
    """
    others = [{fact.name: fact.probability for fact in one.facts} for one in glances if one.facts]
    if not others:
        return tuple(facts)
    return tuple(
        fact
        if fact.name in ITS_OWN
        else Fact(
            fact.name,
            _together([fact.probability, *(other.get(fact.name, 0.0) for other in others)]),
        )
        for fact in facts
    )


def agreed_boxes(boxes: Sequence[Box], glances: Sequence[Glance]) -> tuple[Box, ...]:
    """Return the keyframe's boxes; a doubtful person is as sure as the frames together make it.

    The second surest person of one frame is held against the second surest of the others.

    Args:
        boxes: of the keyframe.
        glances: none: boxes stay as they are.
    """
    others = [sorted(_persons(one.boxes), reverse=True) for one in glances]
    rank, found = 0, list[Box]()
    for box in sorted(boxes, key=lambda box: -box.score):
        if box.label != "person":
            found.append(box)
            continue
        scores = [other[rank] if rank < len(other) else 0.0 for other in others]
        is_open = others and box.score < CERTAIN
        found.append(replace(box, score=_together([box.score, *scores])) if is_open else box)
        rank += 1
    return tuple(sorted(found, key=lambda box: -box.score))


def _persons(boxes: Sequence[Box]) -> list[float]:
    return [box.score for box in boxes if box.label == "person"]


def _together(probabilities: Sequence[float]) -> float:
    """Return the probability whose log-odds are the mean of theirs."""
    odds = [min(max(_log_odds(p), -MOST), MOST) for p in probabilities]
    return 1 / (1 + math.exp(-sum(odds) / len(odds)))


def _log_odds(probability: float) -> float:
    if probability <= 0 or probability >= 1:
        return MOST if probability >= 1 else -MOST
    return math.log(probability / (1 - probability))
