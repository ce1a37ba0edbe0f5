"""Shorter wordings of a sentence, each a sentence still: first adjuncts go, then modifiers.

What a describer drops first: where it is, then what somebody wears, then how things look. Who does
what stays. Pure, English; what cannot be shortened safely is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from vidcap.ground.fact_words import COLOURS, DETERMINERS, PREPOSITIONS
from vidcap.ground.sentences import FINITE
from vidcap.ground.wording import fault
from vidcap.ground.words import NUMBERS

_STANDING = (
    "(?:is|are) (?:sitting|standing|walking|running|jumping|playing|swimming|sleeping|talking|"
    "dancing|lying)|sits|stands|walks|runs|jumps|plays|swims|sleeps|talks|dances|lies"
)
_ACTING = "rides|holds|wears|carries|catches|throws|kicks|pulls|pushes|eats|reads|watches|hits"
_PLACE = (
    "in front of|next to|on top of|in|on|at|near|through|by|behind|beside|over|down|along|across"
)
_DOING_ALL = (
    rf"(?:{_STANDING})"  # needs nothing after it
    rf"|(?:(?:is|are) (?!putting|placing|going|getting|taking)\w+ing|{_ACTING})"
    r" (?!up|down|at|in|on|to|off|over|into|through|with|by)\w+.*?"
)
_TAIL = re.compile(rf"^(?P<core>.*\b(?:{_DOING_ALL})) (?:{_PLACE}) [^,]*$")

_GARMENTS = (
    "shirt|shirts|t-shirt|t-shirts|jacket|jackets|coat|coats|hat|hats|cap|caps|dress|dresses|suit|"
    "suits|pants|shorts|jeans|sweater|vest|uniform|uniforms|helmet|helmets|glasses|sunglasses|scarf|"
    "clothes|clothing|costume|costumes|top|skirt|swimsuit|bikini|hoodie|sweatshirt|tie|boots|gloves"
)
_WORN = re.compile(  # between who it is and what they do
    rf" (?:in|wearing|dressed in)(?: [\w-]+){{0,4}}? (?:{_GARMENTS})"
    rf"(?: and(?: [\w-]+){{0,4}}? (?:{_GARMENTS}))?(?= (?:{'|'.join(sorted(FINITE))}) )"
)
_LOOKS = COLOURS | frozenset(
    "young old older elderly little small tiny large big huge tall long short thin bright dark "
    "light colored coloured colorful colourful striped plaid wooden wet dirty dusty furry fluffy "
    "spotted shaggy".split()
)
_BEFORE_LOOKS = DETERMINERS | NUMBERS.keys() | PREPOSITIONS | {"is", "are"}
_NO_NOUN = DETERMINERS | PREPOSITIONS | frozenset("and or is are who that to with of".split())


def shortened(sentence: str) -> tuple[str, ...]:
    """Return shorter wordings, the longer first: without place, clothes, and looks in turn."""
    texts: list[str] = []
    for shorter in (_without_place, _without_clothes, _without_looks):
        text = shorter(texts[-1] if texts else sentence)
        if text and not fault(text):  # of a white dog and a brown one two dogs must not become one
            texts.append(text)
    return tuple(texts)


def _without_place(sentence: str) -> str:
    """Return the sentence without its last phrase of place; empty: it has none that may go."""
    match = _TAIL.match(sentence)
    return f"{match['core'].rstrip(',')}." if match else ""


def _without_clothes(sentence: str) -> str:
    """Return the sentence without what those wear who do something in it; empty: nothing."""
    text = _WORN.sub("", sentence, count=1)
    return "" if text == sentence else text


def _without_looks(sentence: str) -> str:
    """Return the sentence without the words for how things look; empty: it has none."""
    words = sentence.rstrip(".").split()
    kept = [word for place, word in enumerate(words) if not _is_look(words, place)]
    if len(kept) == len(words):
        return ""
    text = " ".join(_with_article(kept, place) for place in range(len(kept)))
    return f"{text[:1].upper()}{text[1:]}."


def _is_look(words: Sequence[str], place: int) -> bool:
    """Tell whether a word says how the thing looks that is named after it: "red" in "a red car".

    So does the "and" between two of them.
    """
    first, last = place, place
    while first > 0 and _is_listed(words, first - 1):
        first -= 1
    while last + 1 < len(words) and _is_listed(words, last + 1):
        last += 1
    if not _is_listed(words, place) or words[first] == "and" or words[last] == "and":
        return False
    before = words[first - 1].lower() if first else "a"
    after = words[last + 1].lower() if last + 1 < len(words) else ""
    is_named = bool(after) and after not in _NO_NOUN and after not in FINITE
    stands_for_noun = first > 2 and words[first - 2] == "and" and words[first - 3] in _LOOKS
    return is_named and before in _BEFORE_LOOKS and not stands_for_noun  # "a red and a blue car"


def _is_listed(words: Sequence[str], place: int) -> bool:
    return words[place].lower() in _LOOKS or words[place] == "and"


def _with_article(words: Sequence[str], place: int) -> str:
    """Return a word; "a" or "an" as the word after it now wants it."""
    word = words[place]
    if word.lower() not in ("a", "an") or place + 1 == len(words):
        return word
    article = "an" if words[place + 1][0].lower() in "aeiou" else "a"
    return article.capitalize() if word[0].isupper() else article
