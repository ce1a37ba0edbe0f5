"""The rules of words: X1 to X15 of AD_RULES section 11, as far as they need no grammar. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from vidcap.fit.repeats import share_in_common
from vidcap.ground.wording import ORIGINS, SIGNS
from vidcap.rules.language import told_by
from vidcap.rules.measure import Check, Measure
from vidcap.rules.text import content, foreign, names, sentences, unread, words_of
from vidcap.rules.track import Track, units
from vidcap.rules.words import PAST, WORDS, Words, found, opens
from vidcap.script import Span

_ENDS = re.compile(r".*[.!?。！？…][\"”’»)」』》]*", re.DOTALL)
_EMOJI = re.compile(r"[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]")
_ORDINAL = r"\d+(?:st|nd|rd|th|s|e|er|ère|ème)\b"
_GLUED = re.compile(rf"\b(?!{_ORDINAL})(?=\w*\d)(?=\w*[^\W\d_])[^\W_]+\b", re.IGNORECASE)
_CAPITALS = re.compile(r"\b[^\W\d_]{2,}\b")
_SYMBOLS = re.compile(r"[&%$€£¥*+=/\\^~_|<>©®™°§¶•]")
_RECENT = 5  # lines back with which a line is compared
_AROUND = 5.0  # s of dialogue on either side of a line


def picture_talk(track: Track) -> Iterator[Measure]:
    """X1: sentences that speak of the picture as an `opening` or `within`; `weak` openings."""
    words = WORDS[track.language]
    for line in track.lines:
        own = sentences(unread(line.text))
        talk = [_found(words.picture, one, track) for one in own]
        openings = sum(opens(words.picture, one) for one in own)
        weak = sum(opens(words.weak, one) for one in own)
        said = ", ".join(word for found_there in talk for word in found_there)
        yield Measure(line, openings, f"opens with talk of the picture ({said})", "opening")
        within = max(0, sum(map(len, talk)) - openings)
        yield Measure(line, within, f"speaks of the picture ({said})", "within")
        yield Measure(line, weak, "opens with words that say nothing", "weak")


def guesses(track: Track) -> Iterator[Measure]:
    """X2: words of `guesses` and `opinions` in a line."""
    yield from _counted(track, lambda words: words.guesses, "guesses", "guesses")
    yield from _counted(track, lambda words: words.opinions, "has an opinion", "opinions")


def past(track: Track) -> Iterator[Measure]:
    """X3: forms of verbs that are past and nothing else."""
    for line in track.lines:
        said = _found(PAST, unread(line.text), track)
        yield Measure(line, len(said), f"tells the past ({', '.join(said)})")


def person(track: Track) -> Iterator[Measure]:
    """X4: words of the first and second person."""
    yield from _counted(track, lambda words: words.persons, "is not in the third person", "")


def form(track: Track) -> Iterator[Measure]:
    """X5: whether a line misses its `start` or `end`, and `signs` that are no text."""
    for line in track.lines:
        signs = re.findall(SIGNS, unread(line.text)) + _EMOJI.findall(line.text)
        first = next(filter(str.isalnum, line.text), "")
        is_low, ends = not first or first.islower(), _ENDS.fullmatch(line.text)
        yield Measure(line, is_low, "does not start with a capital letter", "start")
        yield Measure(line, ends is None, "does not end like a sentence", "end")
        yield Measure(line, len(signs), f"holds what is no text ({' '.join(signs)})", "signs")


def length(track: Track) -> Iterator[Measure]:
    """X6: words, in Chinese characters, of a line's longest sentence."""
    for line in track.lines:
        longest = max((len(units(part)) for part in sentences(line.text)), default=0)
        yield Measure(line, longest, f"has a sentence of {longest} {track.unit}")


def early_names(track: Track) -> Iterator[Measure]:
    """X8: seconds by which a line gives a name before the dialogue first says it.

    A name is a word with a capital within a sentence, in the line and in the dialogue; of a name
    only the first line that says it counts.
    """
    first: dict[str, float] = {}
    for cue in track.dialogue or ():
        for word in words_of(cue.text):
            first.setdefault(word.lower(), cue.span.start)
    unsaid = {name for cue in track.dialogue or () for name in names(cue.text)}
    for line in track.lines:
        given = unsaid & set(names(unread(line.text)))
        unsaid -= given
        lead = {name: first[name.lower()] - line.span.start for name in sorted(given)}
        name = max(lead, key=lead.__getitem__, default="")
        seconds = max(lead.get(name, 0.0), 0.0)
        yield Measure(line, seconds, f"says {name} {seconds:.0f} s before the dialogue does")


def origins(track: Track) -> Iterator[Measure]:
    """X10: words of race, nationality, religion, disability that the dialogue does not have."""
    heard = " ".join(cue.text.lower() for cue in track.dialogue or ())
    for line in track.lines:
        there = _found(ORIGINS, unread(line.text), track)
        said = [words for words in there if words.lower() not in heard]
        what = f"names an origin, a belief or a disability ({', '.join(said)})"
        yield Measure(line, len(said), what)


def repeats(track: Track) -> Iterator[Measure]:
    """X11: whether a line is `equal` to one of the last five; share of words `alike`."""
    for place, line in enumerate(track.lines):
        own = _words(line.text)
        recent = track.lines[max(0, place - _RECENT) : place]
        alike = {other: share_in_common(own, _words(other.text)) for other in recent}
        nearest = max(alike, key=alike.__getitem__, default=None)
        if nearest is None:
            continue
        share = alike[nearest]
        what = f"says again what cue {nearest.place} said"
        yield Measure(line, share == 1.0, what, "equal")
        if share < 1:
            yield Measure(line, share, f"{what} ({share:.0%} of the words)", "alike")


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", " ".join(units(text)).lower())


def echo(track: Track) -> Iterator[Measure]:
    """X12: share of a line's words with content that the dialogue within 5 s has, too.

    Lines with fewer than three such words are left out.
    """
    dialogue = track.dialogue or ()
    for line in track.lines:
        around = Span(line.span.start - _AROUND, line.span.end + _AROUND)
        begun = dialogue[: bisect_right(dialogue, around.end, key=lambda cue: cue.span.start)]
        heard = " ".join(cue.text for cue in begun if cue.span.end > around.start)
        own = content(line.text)
        if len(own) >= 3:
            share = len(own & content(heard)) / len(own)
            yield Measure(line, share, f"shares {share:.0%} of its words with the dialogue")


def speakable(track: Track) -> Iterator[Measure]:
    """X14: words that a voice stumbles over: digits with letters, capitals, symbols, writings."""
    for line in track.lines:
        odd = [*_GLUED.findall(line.text), *_SYMBOLS.findall(line.text)]
        odd += [word for word in _CAPITALS.findall(line.text) if word.isupper()]
        odd += foreign(line.text, track.language)
        yield Measure(line, len(odd), f"is hard to speak ({' '.join(odd)})")


def language(track: Track) -> Iterator[Measure]:
    """X15: small words of another language in a line that has none of its own."""
    for line in track.lines:
        other, count = told_by(line.text, not_in=track.language)
        is_foreign = len(foreign(line.text, track.language)) * 2 > len(units(line.text))
        what = "is written in other letters" if is_foreign else f"seems to be in {other!r}"
        yield Measure(line, 99 if is_foreign else count, what)


def _counted(track: Track, of: Callable[[Words], str], what: str, name: str) -> Iterator[Measure]:
    for line in track.lines:
        said = _found(of(WORDS[track.language]), unread(line.text), track)
        yield Measure(line, len(said), f"{what} ({', '.join(said)})", name)


def _found(alternatives: str, text: str, track: Track) -> list[str]:
    return found(alternatives, text, spaced=track.language != "zh")


WORDING: Mapping[str, Check] = MappingProxyType(
    {
        "X1": picture_talk,
        "X2": guesses,
        "X3": past,
        "X4": person,
        "X5": form,
        "X6": length,
        "X8": early_names,
        "X10": origins,
        "X11": repeats,
        "X12": echo,
        "X14": speakable,
        "X15": language,
    }
)
