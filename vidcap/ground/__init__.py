"""Ground: what may be said of a keyframe, and what is kept silent. Pure: values in, moments out.

A captioner trained on photographs invents on film, so its sentence is a candidate that must earn
its place: it is sure enough (`GroundSettings.min_confidence`), every person, animal and thing it
claims that the detector knows is found (`claims.py`), and its wording is allowed (`wording.py`)
once it is a sentence (`sentences.py`) without guesses at people (`neutral.py`). Otherwise a short
line is composed of what was found (`composed.py`); otherwise nothing is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from vidcap.ground.claims import refusal
from vidcap.ground.composed import composed
from vidcap.ground.neutral import neutral
from vidcap.ground.sentences import shortened, whole
from vidcap.ground.wording import fault
from vidcap.recipe import GroundSettings
from vidcap.script import Box, Candidate, Fact, Keyframe, Moment

STALE = 0.3  # share of its worth that a line keeps when the moment before it said the same
COMPOSED = 0.5  # worth of a composed line next to a supported sentence of the same sureness


def ground(
    keyframes: Sequence[Keyframe],
    candidates: Mapping[str, Sequence[Candidate]],
    boxes: Mapping[str, Sequence[Box]],
    settings: GroundSettings,
    *,
    checked: bool,
    facts: Mapping[str, Sequence[Fact]] = MappingProxyType({}),
    language: str = "en",
) -> tuple[Moment, ...]:
    """Return a moment for each keyframe, in their order; one that is doubted says nothing.

    Args:
        keyframes: in time order.
        candidates: the captioner's sentences by the keyframe's id, the best first.
        boxes: what the detector found, by the keyframe's id.
        settings: thresholds.
        checked: whether the captioner's claims must be found. If not, its wording alone is
            looked at. Claims can be read in English alone: in any other language nothing that must
            be checked is said but what is composed.
        facts: what the network's own heads say, by the keyframe's id.
        language: of the sentences, BCP 47.
    """
    moments: list[Moment] = []
    for number, keyframe in enumerate(keyframes, 1):
        offered = tuple(candidates.get(keyframe.id, ()))
        found = tuple(boxes.get(keyframe.id, ()))
        sentences, worth, doubt = _said(
            offered, found, settings, checked=checked, language=language
        )
        if keyframe.twin:
            sentences, worth, doubt = (), 0.0, f"seen before: it looks like {keyframe.twin}"
        if moments and sentences and moments[-1].sentences[:1] == sentences[:1]:
            worth *= STALE
        moments.append(
            Moment(
                id=f"M{number:04}",
                keyframe=keyframe.id,
                seen=keyframe.seen,
                value=worth,
                sentences=sentences,
                candidates=offered,
                boxes=found,
                facts=tuple(facts.get(keyframe.id, ())),
                doubt=doubt,
            )
        )
    return tuple(moments)


def _said(
    offered: Sequence[Candidate],
    found: Sequence[Box],
    settings: GroundSettings,
    *,
    checked: bool,
    language: str,
) -> tuple[tuple[str, ...], float, str]:
    """Return what may be said of one picture, what it is worth, and the doubt if it is nothing."""
    doubts: list[str] = []
    is_english = language.split("-")[0].lower() == "en"
    for candidate in offered:
        text = neutral(whole(candidate.text)) if checked and is_english else candidate.text
        if problem := fault(text, language=language):
            doubts.append(f"wording: {problem}")
        elif candidate.confidence < settings.min_confidence:
            sure, floor = candidate.confidence, settings.min_confidence
            doubts.append(f"low confidence: {sure:.2f} is below {floor:.2f}")
        elif checked and not is_english:
            doubts.append(f"not checked: claims in {language} cannot be read")
        elif checked and (problem := refusal(candidate.text, found, settings)):
            doubts.append(f"not found in the picture: {problem}")
        else:
            return (text, *shortened(text)), candidate.confidence, ""
    if checked and (line := composed(found, settings, language=language)):
        return line.texts, line.sureness * COMPOSED, ""
    return (), 0.0, doubts[0] if doubts else "no caption: the captioner offered nothing"
