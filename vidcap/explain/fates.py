"""What became of each of the captioner's sentences, by the rules of `ground`. Pure.

A script keeps how far a sentence was supported, and the line that came of all of them. Between the
two lies what is left of each once it is cut to what was found; that is worked out again here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vidcap.ground import sight_of_shot
from vidcap.ground.mended import mended
from vidcap.ground.neutral import neutral
from vidcap.ground.sentences import whole
from vidcap.recipe import GroundSettings
from vidcap.script import Box, Candidate, Keyframe, Moment

ENGLISH = "en"  # the one language in which claims can be read


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a sentence."""

    is_said: bool  # whether the line was made of it
    reason: str
    left: str = ""  # what is left of it when it is cut to what was found


def fates_of(
    moment: Moment, keyframe: Keyframe | None, settings: GroundSettings, *, language: str
) -> tuple[Fate, ...]:
    """Return what became of each sentence of a moment, in their order.

    Args:
        moment: with what was found in its picture.
        keyframe: the picture; of one that was seen before nothing was asked.
        settings: thresholds of the run.
        language: of the sentences, BCP 47.
    """
    time = keyframe.time if keyframe else moment.seen.start
    fates: list[Fate] = []
    for candidate in moment.candidates:
        if keyframe and keyframe.twin:
            fates.append(Fate(False, "not asked for: its picture was seen before"))
        elif any(fate.is_said for fate in fates):
            fates.append(Fate(False, "not needed: a sentence before it holds"))
        else:
            fates.append(_fate(candidate, moment, time, settings, language))
    return tuple(fates)


def _fate(
    candidate: Candidate, moment: Moment, time: float, settings: GroundSettings, language: str
) -> Fate:
    said = next(iter(moment.sentences), "")
    if said in (candidate.text, neutral(whole(candidate.text))):
        return Fate(True, "said as it stands", said)
    sight = sight_of_shot(
        time,
        moment.boxes,
        moment.facts,
        moment.glances,
        settings,
        sentences=(one.text for one in moment.candidates),
        language=language,
    )
    if language.split("-")[0].lower() != ENGLISH:
        return Fate(False, f"not used: claims in {language} cannot be read")
    if not sight.is_read:
        return Fate(False, _unread(candidate, settings))
    if sight.hidden:
        return Fate(False, f"not used: facts say nothing of this picture ({sight.hidden})")
    found = mended(candidate.text, sight, colours=_as_read(candidate))
    if found.problem:
        return Fate(False, f"not used: its core was not found: {found.problem}")
    left = neutral(found.text)
    if said.endswith(left):  # place and light may stand before it
        return Fate(True, "said, cut to what was found", left)
    return Fate(False, _refusal(candidate, found.sureness, settings), left)


def _unread(candidate: Candidate, settings: GroundSettings) -> str:
    """Return why a sentence is not said of a picture at which no head looked."""
    if candidate.confidence < settings.min_confidence:
        return f"not used: confidence {_below(candidate.confidence, settings.min_confidence)}"
    return "not used: its wording, or what the detector found, spoke against it"


def _refusal(candidate: Candidate, sureness: float, settings: GroundSettings) -> str:
    """Return why a sentence is not said although its core was found."""
    if candidate.confidence < settings.found_confidence:
        return f"not used: confidence {_below(candidate.confidence, settings.found_confidence)}"
    if sureness < settings.min_confidence:
        return f"not used: its least sure claim {_below(sureness, settings.min_confidence)}"
    return "not used: it was said shortly before, or what is surely seen tells more"


def _below(value: float, floor: float) -> str:
    return f"{value:.2f} is below {floor:.2f}"


def _as_read(candidate: Candidate) -> Callable[[str, Box | None], bool]:
    """Return the pixels' answer about colours, as the script keeps it: what was not found."""
    return lambda colour, _: candidate.support is not None and colour not in candidate.unsupported
