"""Turn a caption into a describer's sentence. Pure, English.

Captions of photographs speak of the picture ("A photo of a dog") and leave out the verb ("A man
riding a bike"). What cannot be mended safely is left as it is.
"""

from __future__ import annotations

import re

from vidcap.ground.words import LABELS, MANY, ONE

_PICTURE = r"(?:photo|photograph|picture|image|shot|snapshot)"
_LEAKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^(?:an? |the |this is )*(?:(?:old|black and white|blurry) )*{_PICTURE}s? of (?=\w)",
        r"^(?:an? |the )?close-?up of (?=\w)",
        r"^there (?:is|are) (?=(?:an?|one|two|three|four|some|several|many) )(?!.* (?:who|that) )",
        rf",? (?:in|of) (?:the|this) {_PICTURE}\b",
    )
)
_POSED = re.compile(
    rf"\b((?:smil|pos|wav)(?:ing|es|e)) (?:at|for|to) (?:the camera|an? {_PICTURE})\b",
    re.IGNORECASE,
)

# what a body does; other words as often name a kind: a racing car, a rowing boat
_ALONE = "sitting standing walking running jumping sleeping lying talking dancing leaping kneeling"
_WITH_OBJECT = (
    "wearing holding riding carrying playing watching throwing catching chasing pulling pushing "
    "kicking eating drinking reading hitting making doing taking using looking performing going "
    "trying getting crossing leading facing giving having"
)
_BOTH = frozenset(
    "swimming climbing smiling laughing posing skateboarding surfing skiing snowboarding sliding "
    "flying falling crawling leaning swinging resting waiting working singing diving splashing "
    "bending hanging digging fighting hiking biking jogging driving fishing balancing".split()
)
DOING = frozenset(f"{_ALONE} {_WITH_OBJECT}".split()) | _BOTH
_KEEPING = frozenset(("wearing", "holding", "carrying"))  # while doing something else
_FUNCTION = frozenset(
    "in on at to with by from as and while for into through over up down off near behind a an the "
    "along across around under against between toward towards onto next above below beside inside "
    "outside out past together his her their its something".split()
)
_NO_NOUN = _FUNCTION | frozenset(  # after these, "fishing" is no verb: two fishing boats
    "of two three four five some several many other another red blue green yellow black white "
    "brown orange pink purple grey gray young old older little small large big who".split()
)
_PLURAL = re.compile(
    r"^(?:(?:two|three|four|five|six|seven|some|several|many|people|men|women|children|kids|"
    r"couple|group of|team of|crowd of)\b|(?:an?|the) (?:group|team|crowd|couple|pair|bunch) of\b|"
    r"[a-z]+s\b(?!'))"
)
_HEAD_END = re.compile(r" (?:in|on|at|with|wearing|dressed|from|near|by|holding|carrying|of)\b")
FINITE = frozenset(
    "is are has have was were does do can sits stands walks runs jumps plays rides holds wears "
    "looks swims sleeps lies talks dances leaps climbs carries watches throws catches chases pulls "
    "pushes kicks eats drinks reads hits makes takes uses performs goes tries gets crosses leads "
    "smiles laughs poses skateboards surfs slides flies falls leans swings rests waits works sings "
    "dives splashes hangs fights drives sit stand walk run jump play pose look watch dance wait "
    "smile talk swim sleep lie hold wear leap chase wrestle compete brings gives comes puts shows "
    "tries lays enjoy enjoys helps falls rolls rubs turns licks bites grabs reaches follows stares "
    "peers".split()
)


def whole(caption: str) -> str:
    """Return the caption as a sentence in the present tense where that is safe.

    "A man riding a bike." is "A man is riding a bike."; a phrase without a verb ("A man in a red
    shirt.") stays one, as describers use them, too.
    """
    text = _POSED.sub(r"\1", caption)
    for leak in _LEAKS:
        text = leak.sub("", text)
    words = text.rstrip(".!").split()
    place = _participle(words)
    if place is not None:
        be = "are" if _is_plural(" ".join(words[:place]).lower()) else "is"
        text = " ".join([*words[:place], be, *words[place:]]) + "."
    return text[:1].upper() + text[1:]


def _participle(words: list[str]) -> int | None:
    """Return where the verb is that lacks its "is"; None: none does, or it is not sure which."""
    low = [word.lower().strip(",") for word in words]
    if any(word.endswith(",") for word in words) or not FINITE.isdisjoint(low):
        return None
    places = [place for place in range(1, len(low)) if _is_doing(low, place)]
    if places and "with" in low[: places[0]] and _is_alive(low[places[0] - 1]):
        return None  # "a house with people walking": who it is that does it is not sure
    if len(places) > 1 and low[places[0]] in _KEEPING and not _is_alive(low[places[1] - 1]):
        return places[1]  # "a man wearing a hat riding a bike"
    return places[0] if places else None


def _is_alive(word: str) -> bool:
    return word in ONE or word in MANY or word in LABELS


def _is_doing(words: list[str], place: int) -> bool:
    """Tell whether a word says what someone does, rather than what kind of thing follows it."""
    word, before = words[place], words[place - 1]
    following = (*words[place + 1 : place + 2], "in")[0]
    is_free = word not in _BOTH or following in _FUNCTION
    return word in DOING and before not in _NO_NOUN and is_free


def _is_plural(subject: str) -> bool:
    """Tell whether a subject takes "are"; what is in, on or with it does not count."""
    if _PLURAL.match(subject):
        return True
    one, _, other = _HEAD_END.split(subject, maxsplit=1)[0].partition(" and ")
    is_further = other.split(" ")[0] in ("a", "an", "the", "another", "one")
    return bool(other) and (is_further or _is_alive(one.split(" ")[-1]))
