"""What people's captions and labels of scenes say of each concept.

A label is `YES`, `NO` or `UNKNOWN`; unknown ones are left out of fitting and of scoring. Of five
captions three or more naming a concept are a yes and none a no (`names.py` tells the exceptions).

Shapes: `K` concepts, in the order of `names.NAMES`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from vidcap.model.concepts.concept import Concept
from vidcap.model.concepts.names import CONCEPTS, NAMES, NIGHT_WORDS, PLACE

Labels = npt.NDArray[np.int8]  # (K,)

YES, NO, UNKNOWN = 1, 0, -1

_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_ROOT = 3  # letters that stay at least where an ending is taken off
_ENDINGS = ("s", "es", "ed", "d", "ing", "er", "ers", "y")

_STILL = ("run", "jump", "ride", "climb", "swim", "play", "sit", "hold", "hat", "coat", "fire")
_NATURE = ("indoors", "room", "stage", "street", "animal", "text", "plain", "abstract", *_STILL)
_NOBODY = ("stand", "walk", "crowd", "vehicle", "garden")
_TOWN = (
    *("indoors", "room", "stage", "animal", "plain", "abstract", "fire", "climb", "swim", "jump"),
    *(
        "mountain",
        "snow",
        "water",
        "sea",
        "lake",
        "river",
        "beach",
        "sand",
        "forest",
        "hold",
        "play",
    ),
)
# What a label of `scenes` says: the concepts that are there, and those that are not.
SCENES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "buildings": (("outdoors", "buildings"), (*_TOWN, "rocks")),
    "street": (("outdoors", "street"), (*_TOWN, "rocks")),
    "forest": (
        ("outdoors", "forest", "day"),
        (*_NATURE, *_NOBODY, "buildings", "sea", "beach", "sand", "night", "sky"),
    ),
    "glacier": (
        ("outdoors", "day"),
        (*_NATURE, *_NOBODY, "buildings", "forest", "beach", "night", "road", "field"),
    ),
    "mountain": (
        ("outdoors", "mountain", "sky"),
        (*_NATURE, *_NOBODY, "buildings", "sea", "beach", "sand", "night"),
    ),
    "sea": (
        ("outdoors", "sea", "water"),
        (*_NATURE, "vehicle", "garden", "buildings", "forest", "lake", "river", "road", "snow"),
    ),
    "day": (
        ("outdoors", "day"),
        ("indoors", "room", "stage", "night", "dusk", "plain", "abstract"),
    ),
    "night": (("outdoors", "night"), ("indoors", "room", "day", "plain", "abstract", *_STILL)),
}


def bases_of(word: str) -> frozenset[str]:
    """Return the forms an English word may be of: itself, and itself without usual endings.

    "riding" gives "rid" and "ride", "running" also "run", "ponies" also "pony". Forms that are no
    words do no harm, for they are only looked up.
    """
    found = {word}
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _ROOT:
            found |= {stem, f"{stem}e"} if ending != "y" else set()
            if stem[-1] == stem[-2]:
                found.add(stem[:-1])
            if stem[-1] == "i":
                found.add(f"{stem[:-1]}y")
    return frozenset(found)


class Said:
    """A caption, taken apart once and asked for many words."""

    def __init__(self, caption: str) -> None:
        self._forms = [bases_of(word) for word in _WORD.findall(caption.lower())]
        self._known = frozenset[str]().union(*self._forms)

    def has(self, words: tuple[str, ...]) -> bool:
        """Tell whether it holds one of the words or phrases."""
        single, phrases = _sorted(words)
        return not single.isdisjoint(self._known) or any(map(self._has_phrase, phrases))

    def _has_phrase(self, phrase: Sequence[str]) -> bool:
        return any(
            all(part in form for part, form in zip(phrase, self._forms[start:], strict=False))
            for start in range(len(self._forms) - len(phrase) + 1)
        )


@cache
def _sorted(words: tuple[str, ...]) -> tuple[frozenset[str], tuple[tuple[str, ...], ...]]:
    """Return the single words and the phrases, these as words."""
    phrases = tuple(tuple(word.split()) for word in words if " " in word)
    return frozenset(word for word in words if " " not in word), phrases


def of_captions(captions: Sequence[str]) -> Labels:
    """Return what people's captions of one picture say of each concept."""
    said = [Said(caption) for caption in captions]
    found = np.array([_heard(concept, said) for concept in CONCEPTS], np.int8)
    found[PLACE["day"]] = _day(found, said)
    if found[PLACE["indoors"]] == YES:
        found[PLACE["sky"]] = NO
    return found


def _heard(concept: Concept, said: Sequence[Said]) -> int:
    """Return what captions say of a concept; see `names.Concept` for the rule."""

    def share(words: tuple[str, ...]) -> float:
        return sum(one.has(words) for one in said) / max(1, len(said))

    named, against = share(concept.words), share(concept.against)
    if concept.words and named >= concept.share and not against:
        return YES
    if named or not said:
        return UNKNOWN
    if against >= concept.share:
        return NO
    return NO if concept.is_silence_no and not share(concept.near) else UNKNOWN


def _day(found: Labels, said: Sequence[Said]) -> int:
    """Return yes outdoors where nobody says a word of the night, no at night and indoors."""
    if YES in (found[PLACE["night"]], found[PLACE["indoors"]]):
        return NO
    is_told = any(one.has(NIGHT_WORDS) for one in said)
    return YES if found[PLACE["outdoors"]] == YES and not is_told else UNKNOWN


def of_scene(label: str) -> Labels:
    """Return what a label of `SCENES` says of each concept.

    Raises:
        KeyError: there is no such label.
    """
    there, absent = SCENES[label]
    return labels_of(there, absent)


def labels_of(there: Iterable[str], absent: Iterable[str]) -> Labels:
    """Return labels with these concepts as yes, those as no, all others unknown."""
    found = np.full(len(NAMES), UNKNOWN, np.int8)
    found[[PLACE[name] for name in absent]] = NO
    found[[PLACE[name] for name in there]] = YES
    return found


def only(*there: str, unknown: Iterable[str] = ()) -> Labels:
    """Return labels with these concepts as yes and all but the unknown ones as no."""
    doubtful = set(unknown)
    return labels_of(there, (name for name in NAMES if name not in doubtful and name not in there))
