"""How a line may be worded: no gender guessed, no picture talk, no guesses, no opinions. Pure.

The rules are those of describers' guides: present tense, third person, what is seen and nothing
else (ITC Guidance on Standards for Audio Description, 2000, section 3; DCMP Description Key).
"""

from __future__ import annotations

import re

_PERSON = {
    **dict.fromkeys("man woman lady guy gentleman".split(), "person"),
    **dict.fromkeys("men women ladies guys gentlemen".split(), "people"),
    **dict.fromkeys("boy girl".split(), "child"),
    **dict.fromkeys("boys girls".split(), "children"),
    **{"his": "their", "her": "their", "hers": "theirs", "cowboy": "rider", "fisherman": "angler"},
}
_PAIR = re.compile(
    r"\ban? (?:(?:young|old|older) )?(?P<one>man|woman|boy|girl|lady|guy)"
    r" and an? (?:(?:young|old|older) )?(?P<two>man|woman|boy|girl|lady|guy)\b",
    re.IGNORECASE,
)
_CHILD = ("boy", "girl")

_PHRASES = (
    r"we (?:can )?(?:see|watch)|you (?:can )?see|in this (?:scene|picture|image|photo)"
    r"|(?:scene|video|image|picture|photo) (?:shows|depicts)|(?:picture|photo|image|close-up) of"
    r"|the (?:shot|frame|camera)|on (?:the )?screen|cut to|fades? (?:to|in|out)"
    r"|it (?:appears|seems)"
)
_GUESSES = (
    r"probably|perhaps|possibly|maybe|might|could be|(?:seems?|appears?) to|looks? like"
    r"|presumably|suggest(?:s|ing)|indicating|apparently|as if"
)
_OPINIONS = (
    r"beautiful|ugly|pretty|handsome|stunning|nice|interesting|lovely|cute|attractive|sexy|fat"
)
_PEOPLE = r"person|people|child|children|man|woman|men|women|boys?|girls?|lady|guys?|player"
_ORIGINS = (
    rf"(?:white|black|brown|dark-skinned|light-skinned)[ -](?:skinned )?(?:{_PEOPLE})"
    r"|asian|african|african-american|caucasian|hispanic|latino|arab|indian|chinese|japanese"
    r"|european|mexican|oriental|muslim|jewish|hindu|disabled|handicapped|blind|crippled"
)
_RULES = (
    (rf"\b(?:{_PHRASES})\b", "speaks of the picture instead of what it shows"),
    (rf"\b(?:{_GUESSES})\b", "guesses"),
    (rf"\b(?:{_OPINIONS})\b", "has an opinion"),
    (rf"\b(?:{_ORIGINS})\b", "names an origin, a belief or a disability"),
    (r"\b(?:i|we|you|my|our|me|us)\b", "is not in the third person"),
    (r"\b(?:he|she|him|himself|herself)\b", "guesses a gender"),
    (r"[<>{}\[\]|#@]|https?:|\ufffd", "holds what is no text"),
    (r"\b(\w+) \1\b", "says a word twice"),
    (r"\b(\w{3,}) (?:is|are) \w+ing an? (?:\w+ )?\1\b", "does something to itself"),
    (r"\b(?:a|an|the|of|in|on|at|with|and|to|for|by|from|or|is|are|their)[.!?]$", "is cut off"),
)
_FAULTS = tuple((re.compile(pattern, re.IGNORECASE), problem) for pattern, problem in _RULES)
LONGEST = 25  # words of a sentence; AD_RULES X6

_STANDING = (
    "sitting|standing|walking|running|jumping|playing|swimming|sleeping|talking|dancing|lying"
)
_PLACE = (
    "in front of|next to|on top of|in|on|at|near|through|by|behind|beside|over|down|along|across"
)
_DOING = rf"(?:{_STANDING})|\w+ing (?!up|down|at|in|on|to)\w+.*?"  # needs nothing after it
_TAIL = re.compile(rf"^(?P<core>.*\b(?:is|are) (?:{_DOING})) (?:{_PLACE}) .*$")


def neutral(sentence: str) -> str:
    """Return the sentence without guessed gender: "a man and his dog", "a person and their dog".

    A captioner cannot know; a describer follows the film's own words.
    """
    text = _PAIR.sub(_two, sentence)
    text = re.sub(r"[A-Za-z]+", lambda match: _like(match[0], _PERSON.get(match[0].lower())), text)
    return text[:1].upper() + text[1:]


def _two(match: re.Match[str]) -> str:
    children = [match[name].lower() in _CHILD for name in ("one", "two")]
    return "two children" if all(children) else "two people"


def _like(word: str, other: str | None) -> str:
    """Return the other word with the word's capital; the word itself where there is none."""
    if other is None:
        return word
    return other.capitalize() if word[0].isupper() else other


def fault(sentence: str) -> str:
    """Return what is wrong with a line's wording; empty: nothing is."""
    if not re.fullmatch(r"[^\Wa-z].*[.!?]", sentence):
        return "is no whole sentence"
    if len(sentence.split()) > LONGEST:
        return f"has more than {LONGEST} words"
    return next((problem for rule, problem in _FAULTS if rule.search(sentence)), "")


def shortened(sentence: str) -> tuple[str, ...]:
    """Return shorter wordings, the longer first: the sentence without its last phrase of place."""
    match = _TAIL.match(sentence)
    return (f"{match['core']}.",) if match else ()
