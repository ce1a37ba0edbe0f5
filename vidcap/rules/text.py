"""How a line is read: its sentences, its own words, its names. Pure."""

from __future__ import annotations

import re
import unicodedata

from vidcap.rules.track import units
from vidcap.rules.words import EMPTY, LATIN, SCRIPTS

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|„[^“”]*[“”]|「[^」]*」|『[^』]*』|《[^》]*》")
_LED_IN = re.compile(r"[:：](?![\d/]).*")  # "A sign: ..."
_END = re.compile(
    r"(?<=[.!?。！？])(?<!\bMr\.)(?<!\bMrs\.)(?<!\bDr\.)[\"”’»)]*(?:\s+|(?=[\u3400-\u9fff]))"
)


def unread(text: str) -> str:
    """Return the describer's own words: without what is quoted or stands behind a colon."""
    return _LED_IN.sub("", _QUOTED.sub(" ", text))


def sentences(text: str) -> list[str]:
    """Return the sentences of a line."""
    return [part for part in _END.split(text) if part.strip()]


def words_of(text: str) -> list[str]:
    """Return the words of a text in a language with spaces, an owner without its 's."""
    return [re.sub(r"['’]s$", "", word) for word in re.findall(r"\w[\w'’-]*", text)]


def names(text: str) -> list[str]:
    """Return the words with a capital that do not open a sentence."""
    inner = (words_of(sentence)[1:] for sentence in sentences(text))
    return [
        word
        for words in inner
        for word in words
        if word[0].isupper() and not word.isupper() and word.lower() not in EMPTY
    ]


def content(text: str) -> set[str]:
    """Return the English words of a text that carry content, in lower case."""
    return set(words_of(text.lower())) - EMPTY


def foreign(text: str, language: str) -> list[str]:
    """Return the words with letters of another writing than a language, if known, has."""
    if not language:
        return []
    own = SCRIPTS.get(language, LATIN)
    return [word for word in units(text) if any(_is_foreign(sign, own) for sign in word)]


def _is_foreign(sign: str, own: frozenset[str]) -> bool:
    return sign.isalpha() and unicodedata.name(sign, "").split(" ")[0] not in own
