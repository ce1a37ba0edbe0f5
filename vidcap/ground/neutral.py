"""Say of people only what a picture can show: no gender, no kinship, no youth guessed. Pure.

A describer follows the film's own words or says "a person"; a network cannot know. Ours called
four persons on film a girl or a boy, of whom none was a child (docs/experiments.md): so these are
persons too, and "little" or "young" before such a word goes with it.
"""

from __future__ import annotations

import re

from vidcap.ground.words import GROUPS, MANY, ONE

_SINGLE = (
    "man woman lady guy gentleman boy girl bride groom mother father mom dad son daughter brother "
    "sister husband wife grandmother grandfather cowboy cowgirl businessman businesswoman"
)
_PLURAL = (
    "men women ladies guys gentlemen boys girls brides grooms mothers fathers moms dads sons "
    "daughters brothers sisters cowboys cowgirls businessmen businesswomen"
)
_WORDS = {
    **dict.fromkeys(_SINGLE.split(), "person"),
    **dict.fromkeys(_PLURAL.split(), "people"),
    **dict.fromkeys(("policeman", "policewoman"), "police officer"),
    **{"policemen": "police officers", "fireman": "firefighter", "firemen": "firefighters"},
    **{"fisherman": "angler", "fishermen": "anglers", "cameraman": "camera operator"},
}
_GUESSED = r"(?:(?:little|young|teenage|female|male) )*"
_NOUN = re.compile(rf"\b(?:(an?) )?{_GUESSED}({'|'.join(_WORDS)})\b", re.IGNORECASE)
_SEX = re.compile(
    r"\b(?:(an?) )?(?:fe)?male(s?)\b(?P<is_noun>(?=[.,]| (?:in|on|with|at|and|is|are|\w+ing)\b))?"
    r" ?(?P<next>\w+)?",
    re.IGNORECASE,
)

_JOIN = r"(?:,|,? and)"
_SINGLES = re.compile(rf"\b(an?|one|the) person(?:{_JOIN} (?:(?:an?|one|the) )?person)+\b", re.I)
_PLURALS = re.compile(rf"\b(?:(two|three|four) )?people(?:{_JOIN} people)+\b", re.I)
_MIXED = re.compile(
    r"\b(?:an? person and (two|three) people|(two|three) people and an? person)\b", re.I
)
_NUMBERS = {2: "two", 3: "three", 4: "four"}
_ONE_MORE = {"two": "three", "three": "four"}

_PERSONS = ONE | MANY | GROUPS
# after "her" the object, never the owner: "watches her from", not "her dog"
_OBJECT = r"\bher(?=[.,!?]| (?:in|on|at|to|with|by|from|as|and|while|into|over|off|an?|the)\b)"
_THEM = (
    (r"(?<=\w )(?:he|she) is\b", "they are", "it is"),
    (rf"\bhim\b|{_OBJECT}", "them", "it"),
    (r"\b(?:himself|herself)\b", "themselves", "itself"),
    (r"\bhers\b", "theirs", "its"),
    (r"\b(?:his|her)\b", "their", "its"),
)


def neutral(sentence: str) -> str:
    """Return the sentence without guesses: "a man and his dog" is "a person and their dog".

    Persons of one kind are counted ("A man and a woman." is "Two people."), a further one is
    "another person". An animal's "his" is "its". Who is "he" or "she" elsewhere is left: the
    sentence cannot be mended word by word.
    """
    text = _NOUN.sub(lambda m: _with_article(m[1], _WORDS[m[2].lower()], m[0]), sentence)
    text = _SEX.sub(_sexless, text)
    text = _counted(text)
    is_of_people = not _PERSONS.isdisjoint(re.findall(r"[a-z]+", text.lower()))
    for pattern, of_people, of_animals in _THEM:
        words = of_people if is_of_people else of_animals
        text = re.sub(pattern, lambda m, words=words: _like(m[0], words), text, flags=re.IGNORECASE)  # type: ignore[misc]
    return text


def _with_article(article: str | None, word: str, was: str) -> str:
    """Return a word after the article that suits it, if there was one, with the old capital."""
    suited = f"{'an' if word[0] in 'aeiou' else 'a'} {word}" if article else word
    return _like(was, suited)


def _like(word: str, other: str) -> str:
    return other[:1].upper() + other[1:] if word[0].isupper() else other


def _sexless(match: re.Match[str]) -> str:
    """Return "a person in" for "a male in", "a hiker" for "a male hiker"."""
    following = match["next"] or ""
    if match["is_noun"] is None and following and not match[2]:
        return _with_article(match[1], following, match[0])
    noun = _with_article(match[1], "people" if match[2] else "person", match[0])
    return f"{noun} {following}" if following else noun


def _counted(text: str) -> str:
    """Return the text with "a person and a person" counted, and a further one told as such."""
    text = _SINGLES.sub(_several, text)
    text = _PLURALS.sub(lambda m: _like(m[0], "several people" if m[1] else "people"), text)
    text = _MIXED.sub(lambda m: _like(m[0], f"{_ONE_MORE[(m[1] or m[2]).lower()]} people"), text)
    first, found, rest = text.partition(" person")
    return first + found + re.sub(r"\ba person\b", "another person", rest)


def _several(match: re.Match[str]) -> str:
    count = len(re.findall("person", match[0]))
    words = f"{_NUMBERS[count]} people" if count in _NUMBERS else "several people"
    return _like(match[0], f"the {words}" if match[1].lower() == "the" else words)
