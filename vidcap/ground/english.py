"""Facts in English. Pure."""

from __future__ import annotations

from vidcap.ground.phrases import Persons

CALLED = {  # where the label alone would be misheard
    "mouse": "computer mouse",
    "remote": "remote control",
    "sports ball": "ball",
    "tv": "television",
    "scissors": "pair of scissors",
    "orange": "piece of fruit",
}
NUMBERS = {2: "two", 3: "three", 4: "four"}


class English:
    """See `phrases.Phrases`."""

    def line(self, persons: Persons | None, thing: str) -> str:
        """Return a line that names persons, a thing, or both."""
        what = _with_article(thing) if thing else ""
        if persons is None or thing:
            text = " and ".join(filter(None, (_who(persons) if persons else "", what)))
        else:
            text = _where(persons)
        return f"{text[:1].upper()}{text[1:]}."


def _with_article(label: str) -> str:
    word = CALLED.get(label, label)
    if word.endswith("s") and word != "bus":
        return word
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


def _who(persons: Persons) -> str:
    if persons.count == 1:
        return "a person"
    if persons.count:
        return f"{NUMBERS[persons.count]} people"
    return "a group of people" if persons.is_group else "several people"


def _where(persons: Persons) -> str:
    who, side = _who(persons), f" on the {persons.side}" if persons.side else ""
    match persons.place:
        case "close":
            return f"a close view of {who}{side}"
        case "far":
            return f"{who} in the distance"
        case "back":
            return f"{who} at some distance"
        case "one nearer":
            return f"{who}, one of them nearer"
    return f"{who}{side}"
