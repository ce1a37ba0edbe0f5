"""How a line may be worded: no picture talk, no guesses, no opinions, no feelings. Pure.

The rules are those of describers' guides: present tense, third person, what is seen and nothing
else (ITC Guidance on Standards for Audio Description, 2000, section 3; DCMP Description Key).
"""

from __future__ import annotations

import re

# alternatives of one pattern each, English, to be matched as whole words whatever their case
PHRASES = (
    r"we (?:can )?(?:see|watch)|you (?:can )?see|in this (?:scene|picture|image|photo)"
    r"|(?:scene|video|image|picture|photo) (?:shows|depicts)|(?:picture|photo|image|close-up) of"
    r"|the (?:shot|frame|camera)|on (?:the )?screen|cut to|fades? (?:to|in|out)"
    r"|it (?:appears|seems)"
)
GUESSES = (
    r"probably|perhaps|possibly|maybe|might|could be|(?:seems?|appears?) to|looks? like"
    r"|presumably|suggest(?:s|ing)|indicating|apparently|as if"
)
OPINIONS = (
    r"beautiful|ugly|pretty|handsome|stunning|nice|interesting|lovely|cute|attractive|sexy|fat"
)
_FEELINGS = (
    r"happy|happily|sad|sadly|angry|angrily|excited|excitedly|scared|afraid|worried|bored|joyful"
    r"|joyfully|proud|proudly|surprised|upset|lonely|frightened|nervous|enjoy(?:s|ing)?|loves?"
    r"|having fun|has fun|have fun|playful|playfully"
)
_PEOPLE = r"person|people|child|children|man|woman|men|women|boys?|girls?|lady|guys?|player"
ORIGINS = (
    rf"(?:white|black|brown|dark-skinned|light-skinned)[ -](?:skinned )?(?:{_PEOPLE})"
    r"|asian|african|african-american|caucasian|hispanic|latino|arab|indian|chinese|japanese"
    r"|european|mexican|oriental|muslim|jewish|hindu|disabled|handicapped|blind|crippled"
)
OTHER_PERSONS = r"i|we|you|my|our|me|us"
PAST = r"was|were|had|did"
_AT = r"(?:in|on|at|of|with)"
SIGNS = r"[<>{}\[\]|#@]|https?:|\ufffd"
_RULES = (
    (rf"\b(?:{PHRASES})\b", "speaks of the picture instead of what it shows"),
    (rf"\b(?:{GUESSES})\b", "guesses"),
    (rf"\b(?:{OPINIONS})\b", "has an opinion"),
    (rf"\b(?:{_FEELINGS})\b", "tells a feeling"),
    (rf"\b(?:{ORIGINS})\b", "names an origin, a belief or a disability"),
    (rf"\b(?:{OTHER_PERSONS})\b", "is not in the third person"),
    (r"\b(?:he|she|him|himself|herself)\b", "guesses a gender"),
    (SIGNS, "holds what is no text"),
    (rf"\b(?:{PAST})\b", "is not in the present tense"),
    (r"\b(\w+) \1\b", "says a word twice"),
    (rf"\b{_AT} (an? [\w ]*?\w+)\b.* {_AT} \1\b", "says a phrase twice"),
    (
        r"\b(\w{3,}) (?:is|are) \w+ing (?:\w+ )?(?:an?|the) (?:\w+ )?\1\b",
        "does something to itself",
    ),
    (r"\bplay(?:s|ing)? an? (?:\w*ball|hockey|soccer|tennis|golf)\b", "plays what is no thing"),
    (r"\b(?:a|an|the|of|in|on|at|with|and|to|for|by|from|or|is|are|their)[.!?]$", "is cut off"),
)
_FAULTS = tuple((re.compile(pattern, re.IGNORECASE), problem) for pattern, problem in _RULES)
_NO_TEXT = (re.compile(SIGNS), "holds what is no text")
LONGEST = 25  # words of a sentence; AD_RULES X6


def fault(sentence: str, *, language: str = "en") -> str:
    """Return what is wrong with a line's wording; empty: nothing is.

    Of other languages than English it is only known what no text looks like.
    """
    if not re.fullmatch(r"[^\Wa-z].*[.!?\u3002\uff01\uff1f]", sentence):
        return "is no whole sentence"
    if len(sentence.split()) > LONGEST:
        return f"has more than {LONGEST} words"
    is_english = language.split("-")[0].lower() == "en"
    rules = _FAULTS if is_english else (_NO_TEXT,)
    return next((problem for rule, problem in rules if rule.search(sentence)), "")
