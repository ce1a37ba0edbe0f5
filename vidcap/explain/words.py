"""An explanation as lines of text, plain enough to be read aloud. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import repeat

from vidcap.explain import Explanation, Found, Offered, Weighed
from vidcap.script import Glance, Span, clock

LEAST = 0.3  # probability of a fact, and score of a thing, below which they are only counted


def text_of(told: Explanation) -> str:
    """Return an explanation as text: what is said, why, and then the evidence."""
    parts = (_line(told), _picture(told), _why(told), _wordings(told), _evidence(told), _made(told))
    return "\n".join(row for part in parts for row in part)


def _line(told: Explanation) -> Iterator[str]:
    line = told.line
    yield f"{line.id}, {line.status}: {line.text or 'nothing is said'}"
    if line.span is not None:
        faster = f", {line.rate - 1:.0%} faster than usual" if line.rate > 1 else ""
        yield f"Spoken: {_span(line.span)}, {line.span.length:.1f} s{faster}".replace("%", " %")
        yield f"Why there: {line.reason}"
    else:
        yield f"Why not: {line.reason}"
    if line.needs is not None:
        usual = "" if line.length is None else f"; as usual it takes {line.length:.1f} s"
        yield f"Needs: {line.needs:.1f} s more of a gap, spoken as fast as it may be{usual}"
    kind = "Gap" if line.span is not None else "Gaps within its reach"
    yield f"{kind}: {'; '.join(map(_span, told.gaps)) or 'none'}"
    for onset in told.onsets:
        sound = f"a sudden sound, {onset.rise:.0f} dB louder than all of the seconds before it"
        yield f"Kept clear: {_span(onset.span)}, {sound}"


def _picture(told: Explanation) -> Iterator[str]:
    if told.moment is None:
        yield "Picture: none; a person wrote this line"
    if told.keyframe is None:
        return
    frame = told.keyframe
    twin = f"looks like {frame.twin}" if frame.twin else "looks like none before it"
    yield f"Picture: {frame.id} at {clock(frame.time)}, sharpness {frame.sharpness:.0f}, {twin}"
    yield f"Stands for: {_span(frame.seen)}"
    if told.shot is not None:
        yield f"Shot: {told.shot.number}, {_span(told.shot.span)}"


def _why(told: Explanation) -> Iterator[str]:
    moment, settings = told.moment, told.settings
    if moment is None:
        return
    if moment.doubt:
        yield f"Why nothing is said: {moment.doubt}"
    elif told.said is not None:
        place = told.offers.index(told.said) + 1
        yield f"Why this: sentence {place} of the captioner, {told.said.fate.reason}"
    elif told.offers:
        yield "Why this: composed of what is surely seen; no sentence of the captioner held"
    else:
        yield "Why this: composed of what is surely seen; the captioner offered nothing"
    yield f"Worth: {moment.value:.2f}"
    yield (
        f"Floor: {settings.min_confidence:.2f} for the least sure part of a line "
        f"(dial {settings.dial}, recipe {told.recipe})"
    )
    if told.before:
        yield "Said before:"
        yield from (f"  {line.id} {line.text}" for line in told.before)
    else:
        yield "Said before: nothing"


def _wordings(told: Explanation) -> Iterator[str]:
    if told.moment is not None and told.moment.sentences:
        yield "Wordings, the fullest first:"
        yield from map(_wording, told.moment.sentences, told.moment.lengths or repeat(None))


def _wording(text: str, length: float | None) -> str:
    """Return a wording after its length, where it was measured."""
    return f"  {text}" if length is None else f"  {length:.1f} s: {text}"


def _evidence(told: Explanation) -> Iterator[str]:
    if told.moment is None:
        return
    yield from _listed(
        "Facts", told.facts, [_fact(one) for one in told.facts if one.probability >= LEAST]
    )
    yield from _listed(
        "Things found", told.things, [_thing(one) for one in told.things if one.box.score >= LEAST]
    )
    yield from (_glance(one) for one in told.moment.glances)
    if not told.offers:
        yield "Captioner's sentences: none"
        return
    yield "Captioner's sentences, the best first:"
    for number, offered in enumerate(told.offers, 1):
        yield f"  {number}. {offered.candidate.text}"
        yield from (f"     {row}" for row in _offered(offered))


def _listed(name: str, found: Sequence[object], rows: Sequence[str]) -> Iterator[str]:
    """Yield a list, what is left out of it counted."""
    if not found:
        yield f"{name}: none"
        return
    yield f"{name}:"
    yield from (f"  {row}" for row in rows)
    if rest := len(found) - len(rows):
        yield f"  {rest} {'more' if rows else 'only'} below {LEAST:.2f}"


def _fact(fact: Weighed) -> str:
    text = f"{fact.name} {fact.probability:.2f}"
    if fact.hides is not None:
        return f"{text}: from {fact.hides:.2f} on facts say nothing of the picture"
    return f"{text}, needed {fact.needed:.2f}" if fact.needed is not None else f"{text}, not told"


def _thing(found: Found) -> str:
    return f"{found.box.label} {found.box.score:.2f}: {found.place}"


def _glance(glance: Glance) -> str:
    """Return what a further frame of the shot showed."""
    found = [f"{box.label} {box.score:.2f}" for box in glance.boxes if box.score >= LEAST]
    found += [
        f"{one.name} {one.probability:.2f}" for one in glance.facts if one.probability >= LEAST
    ]
    return f"A further frame, at {clock(glance.time)}: {', '.join(found) or 'nothing found'}"


def _offered(offered: Offered) -> Iterator[str]:
    candidate, fate = offered.candidate, offered.fate
    yield (
        f"log-probability {candidate.log_probability:.2f}, confidence {candidate.confidence:.2f}"
        + (f", support {candidate.support:.0%}" if candidate.support is not None else "")
    ).replace("%", " %")
    if candidate.unsupported:
        yield f"not found: {', '.join(candidate.unsupported)}"
    left = f"; left of it: {fate.left}" if fate.left not in ("", candidate.text) else ""
    yield f"{fate.reason}{left}"


def _made(told: Explanation) -> Iterator[str]:
    made = told.made
    yield f"Made by: vidcap {made.vidcap}, captioner {made.captioner}, {made.date}"


def _span(span: Span) -> str:
    return f"{clock(span.start)} to {clock(span.end)}"
