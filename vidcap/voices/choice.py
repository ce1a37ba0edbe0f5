"""Choose a voice for a language. Pure: a list of voices and a wish in, one voice or None out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

# Where an engine has several voices of a language or calls it otherwise, this one is meant. espeak
# has Mandarin as cmn (not zh), and of two Englishes the one most films with English speech use.
PREFERRED = {
    "en": "en-us",
    "zh": "cmn",
    "zh-yue": "yue",
    "zh-hk": "yue",
    "no": "nb",
    "iw": "he",
    "in": "id",
    "tl": "fil",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A voice in an engine's list."""

    id: str  # what the engine is told
    title: str
    language: str  # lower case


def voice_called(wish: str, entries: Sequence[Entry]) -> Entry | None:
    """Return the voice whose id, last part of the id, title or language is `wish`; None: none is.

    Case does not count. An exact id wins over a title, a title over a language.
    """
    wish = wish.lower()
    keys: tuple[Callable[[Entry], str], ...] = (
        lambda entry: entry.id.lower(),
        lambda entry: entry.id.lower().rpartition("/")[2],
        lambda entry: entry.title.lower(),
        lambda entry: entry.language,
    )
    for key in keys:
        for entry in entries:
            if key(entry) == wish:
                return entry
    return None


def voice_for(language: str, entries: Sequence[Entry]) -> Entry | None:
    """Return the voice for a language; None: there is none.

    The tag is looked up as it stands, then shorter by one part at a time (RFC 4647 section 3.4),
    each time in the table of preferences first. Last comes any region of the same language.

    Args:
        language: BCP 47.
        entries: all voices of an engine, in its own order.
    """
    by_language: dict[str, Entry] = {}
    for entry in entries:
        by_language.setdefault(entry.language, entry)
    parts = language.lower().replace("_", "-").split("-")
    for length in range(len(parts), 0, -1):
        tag = "-".join(parts[:length])
        for name in (PREFERRED.get(tag), tag):
            if name in by_language:
                return by_language[name]
    return next((entry for entry in entries if entry.language.split("-")[0] == parts[0]), None)
