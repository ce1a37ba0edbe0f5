"""Which line one keyframe gets: a candidate that earned its place, or a composed one. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from vidcap.ground.claims import refusal
from vidcap.ground.composed import composed, head
from vidcap.ground.mended import mended
from vidcap.ground.neutral import neutral
from vidcap.ground.news import news
from vidcap.ground.phrases import Telling
from vidcap.ground.sentences import whole
from vidcap.ground.shorter import shortened
from vidcap.ground.sight import Sight
from vidcap.ground.support import Colours
from vidcap.ground.telling import sureness, telling_of
from vidcap.ground.wording import fault
from vidcap.recipe import GroundSettings
from vidcap.script import Candidate

COMPOSED = 0.5  # worth of a composed line of one thing, next to a sentence of the same sureness
_KNOWN = "nothing new: what is sure was said shortly before"
MORE, MOST = 0.1, 0.8  # what each further thing that it tells adds, and the most of all
TEXT = "text"  # what must be told whatever else is (AD_RULES section 5): worth the most


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted of a line."""

    checked: bool  # whether a candidate's claims must be found
    language: str = "en"
    before: tuple[Telling, ...] = ()  # what the lines before told, the last one last
    said: frozenset[str] = frozenset()  # their wordings
    is_known_place: bool = False  # whether one of them told the place of this very picture
    is_due: bool = True  # whether what still holds may be told again
    colours: Colours | None = None

    @property
    def is_english(self) -> bool:
        """Whether sentences can be read."""
        return self.language.split("-")[0].lower() == "en"


@dataclass(frozen=True, slots=True)
class Line:
    """What may be said of one keyframe, or why nothing may."""

    texts: tuple[str, ...] = ()  # the fullest first
    worth: float = 0.0
    telling: Telling = Telling()
    is_new: bool = True  # whether it tells what the line before did not
    doubt: str = ""
    usual: tuple[str, ...] = ()  # of a composed line: each text in the most usual words


def line_of(
    offered: Sequence[Candidate], sight: Sight, settings: GroundSettings, asked: Asked
) -> Line:
    """Return the line of one keyframe."""
    doubts: list[str] = []
    for place, candidate in enumerate(offered):
        said = _of_candidate(candidate, sight, settings, asked)
        if said.texts:
            others = (_of_candidate(c, sight, settings, asked) for c in offered[place + 1 :])
            return replace(said, texts=_with_shorter(said, others))
        doubts.append(said.doubt)
    if not asked.checked:
        return Line(doubt=_first(doubts))
    line = composed(
        sight,
        language=asked.language,
        before=asked.before,
        said=asked.said,
        is_known_place=asked.is_known_place,
    )
    if line is None:
        hidden = f"low confidence: facts say nothing of this picture ({sight.hidden})"
        return Line(doubt=hidden if sight.hidden else _first(doubts))
    if line.sureness < settings.min_confidence:
        return Line(doubt=_low(line.sureness, settings.min_confidence))
    if not line.texts or not (line.is_new or asked.is_due):
        return Line(doubt=_KNOWN)
    share = min(MOST, COMPOSED + MORE * (line.telling.length - 1))
    if TEXT in line.telling.others:
        share = MOST
    worth = line.sureness * share
    return Line(line.texts, worth, line.telling, line.is_new, usual=line.usual)


def _with_shorter(said: Line, others: Iterable[Line]) -> tuple[str, ...]:
    """Return the wordings of a line, then shorter ones of further sentences, for short gaps.

    What these tell was found as well, and is no less sure.
    """
    texts = list(said.texts)
    for other in others:
        if other.worth >= said.worth:
            texts += [text for text in other.texts if len(text) < len(texts[-1])][-1:]
    return tuple(texts)


def _of_candidate(
    candidate: Candidate, sight: Sight, settings: GroundSettings, asked: Asked
) -> Line:
    """Return the line that a candidate makes, or why it makes none."""
    if not asked.checked:
        return _as_it_is(candidate.text, candidate, settings, asked)
    if not asked.is_english:
        if problem := fault(candidate.text, language=asked.language):
            return Line(doubt=f"wording: {problem}")
        return Line(doubt=f"not checked: claims in {asked.language} cannot be read")
    if sight.is_read:
        return _as_found(candidate, sight, settings, asked)
    said = _as_it_is(neutral(whole(candidate.text)), candidate, settings, asked)
    if said.texts and (problem := refusal(candidate.text, sight.boxes, settings)):
        return Line(doubt=f"not found in the picture: {problem}")
    return said


def _as_it_is(text: str, candidate: Candidate, settings: GroundSettings, asked: Asked) -> Line:
    """Return a sentence that is held to its wording and to the captioner's own confidence."""
    if problem := fault(text, language=asked.language):
        return Line(doubt=f"wording: {problem}")
    if candidate.confidence < settings.min_confidence:
        return Line(doubt=_low(candidate.confidence, settings.min_confidence))
    return Line((text, *shortened(text)), candidate.confidence, is_new=text not in asked.said)


def _as_found(candidate: Candidate, sight: Sight, settings: GroundSettings, asked: Asked) -> Line:
    """Return a sentence cut and mended to what was found, after place and light if new."""
    if sight.hidden:
        return Line(doubt=f"low confidence: facts say nothing of this picture ({sight.hidden})")
    found = mended(candidate.text, sight, colours=asked.colours)
    if found.problem:
        return Line(doubt=f"low confidence: not found: {found.problem}")
    text = neutral(found.text)
    if problem := fault(text):
        return Line(doubt=f"wording: {problem}")
    if candidate.confidence < settings.found_confidence:
        return Line(doubt=_low(candidate.confidence, settings.found_confidence))
    if found.sureness < settings.min_confidence:
        return Line(doubt=_low(found.sureness, settings.min_confidence))
    whole_telling = telling_of(sight)
    fresh = news(whole_telling, asked.before, is_known_place=asked.is_known_place)
    if not (fresh.length or asked.is_due):
        return Line(doubt=_KNOWN)
    opening = Telling(
        light="" if fresh.light in found.names else fresh.light,
        places=() if found.names & set(fresh.places) else fresh.places,
    )
    if found.length + opening.length < fresh.length:
        return Line(doubt="too little is left of it: what is surely seen tells more")
    texts = [text, *shortened(text)]
    if before := head(opening):
        texts = [f"{before} {text}", *texts]
    texts = [one for one in texts if one not in asked.said and not fault(one)]
    if not texts:
        return Line(doubt=_KNOWN)
    telling = replace(whole_telling, light=fresh.light, places=fresh.places)
    worth = min(found.sureness, sureness(opening, sight) if opening.length else 1.0)
    return Line(tuple(texts), worth, telling, is_new=bool(fresh.length))


def _low(sureness: float, floor: float) -> str:
    return f"low confidence: {sureness:.2f} is below {floor:.2f}"


def _first(doubts: Sequence[str]) -> str:
    return doubts[0] if doubts else "no caption: the captioner offered nothing"
