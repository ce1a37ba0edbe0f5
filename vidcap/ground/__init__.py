"""Ground: what may be said of a keyframe, and what is kept silent. Pure: values in, moments out.

A captioner trained on photographs invents on film, so its sentence is a candidate that must earn
its place. Where the network's heads looked at the picture (`sight.py`), each of its claims is
looked up (`support.py`), and what was not found is cut or mended (`mended.py`). Where only a
detector did, the sentence must be sure enough, and every person, animal and thing it claims that
the detector knows must be found (`claims.py`). Either way its wording is held to `wording.py` once
it is a sentence (`sentences.py`) without guesses at people (`neutral.py`). Otherwise a line is
composed of what is surely seen (`composed.py`); otherwise nothing is said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from vidcap.ground.meaning import meaning
from vidcap.ground.offer import Asked, Line, line_of
from vidcap.ground.shot import sight_of_shot
from vidcap.ground.sight import Sight, sight_of
from vidcap.ground.support import Support
from vidcap.ground.support import support as _support
from vidcap.recipe import FitSettings, GroundSettings
from vidcap.script import Box, Candidate, Fact, Glance, Keyframe, Moment

__all__ = ["STALE", "Colours", "Sight", "Support", "ground", "sight_of_shot", "support"]

Colours = Callable[[str, str, Box | None], bool]
"""Tells whether the pixels of a keyframe (its id) have a colour, in a thing's box or (None) on
the whole."""

STALE = 0.3  # share of its worth that a line keeps when the one before it said the same
AGAIN = 12.0  # s after a line from which its content may be told again, in other words
WINDOW = FitSettings().repeat_window


def ground(
    keyframes: Sequence[Keyframe],
    candidates: Mapping[str, Sequence[Candidate]],
    boxes: Mapping[str, Sequence[Box]],
    settings: GroundSettings,
    *,
    checked: bool,
    facts: Mapping[str, Sequence[Fact]] = MappingProxyType({}),
    glances: Mapping[str, Sequence[Glance]] = MappingProxyType({}),
    colours: Colours | None = None,
    window: int = WINDOW,
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
        facts: what the network's own heads say, by the keyframe's id; none: they did not look.
        glances: at further frames, by the keyframe's id.
        colours: asks the pixels; None: no sentence that was checked names a colour.
        window: moments back, of those that say something, whose wordings are not used again: the
            recipe's `fit.repeat_window`. Which of them will be spoken is not known here, so fewer
            spoken lines than that may lie between; what `fit` then hears twice it leaves out.
        language: of the sentences, BCP 47.
    """
    moments: list[Moment] = []
    told: list[tuple[str, Line]] = []  # with the place: the first keyframe that shows it
    last = float("-inf")  # when the picture of the last line was first seen
    for number, keyframe in enumerate(keyframes, 1):
        found, seen = tuple(boxes.get(keyframe.id, ())), tuple(facts.get(keyframe.id, ()))
        offered = candidates.get(keyframe.id, ())
        beside = tuple(glances.get(keyframe.id, ()))
        sight = sight_of_shot(
            keyframe.time,
            found,
            seen,
            beside,
            settings,
            sentences=(one.text for one in offered),
            language=language,
        )
        place = keyframe.place or keyframe.id
        recent = told[-window:] if window else []
        lines = [line for _, line in recent]
        asked = Asked(
            checked=checked,
            language=language,
            before=tuple(line.telling for line in lines),
            said=frozenset(text for line in lines for text in line.texts),
            is_known_place=any(one == place and line.telling.places for one, line in recent),
            is_due=keyframe.seen.start - last >= AGAIN,
            colours=_of_keyframe(colours, keyframe.id),
        )
        offered = _supported(offered, sight, asked)
        if keyframe.twin:
            line = Line(doubt=f"seen before: it looks like {keyframe.twin}")
        else:
            line = line_of(offered, sight, settings, asked)
        if line.texts:
            told.append((place, line))
            last = keyframe.seen.start
        moments.append(
            Moment(
                id=f"M{number:04}",
                keyframe=keyframe.id,
                seen=keyframe.seen,
                value=line.worth if line.is_new else line.worth * STALE,
                sentences=line.texts,
                meanings=tuple(meaning(text, language) for text in line.usual or line.texts),
                candidates=offered,
                boxes=found,
                facts=seen,
                glances=beside,
                doubt=line.doubt,
            )
        )
    return tuple(moments)


def support(
    sentence: str,
    boxes: Sequence[Box],
    facts: Sequence[Fact],
    settings: GroundSettings,
    *,
    colours: Callable[[str, Box | None], bool] | None = None,
) -> Support:
    """Return how far an English sentence of any captioner is supported by what was found.

    Args:
        sentence: is only read, never changed.
        boxes: what the detector found in the picture.
        facts: what the heads say of it.
        settings: thresholds.
        colours: asks the picture's pixels; None: no colour is supported.
    """
    return _support(sentence, sight_of(boxes, facts, settings), colours=colours)


def _of_keyframe(
    colours: Colours | None, keyframe: str
) -> Callable[[str, Box | None], bool] | None:
    """Return the question for colours as asked of one keyframe."""
    if colours is None:
        return None
    return lambda colour, where: colours(keyframe, colour, where)


def _supported(
    candidates: Sequence[Candidate], sight: Sight, asked: Asked
) -> tuple[Candidate, ...]:
    """Return the candidates with their support, where their language can be read."""
    if not asked.is_english:
        return tuple(candidates)
    read = [(one, _support(one.text, sight, colours=asked.colours)) for one in candidates]
    return tuple(replace(one, support=how.score, unsupported=how.unsupported) for one, how in read)
