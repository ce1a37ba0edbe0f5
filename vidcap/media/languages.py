"""Names of languages: the two-letter ones of BCP 47 and the three-letter ones of containers."""

from __future__ import annotations

# ISO 639-1: ISO 639-2, the terminological code first, then the bibliographic one where it differs.
_LETTERS = {
    "ar": "ara", "bg": "bul", "ca": "cat", "cs": "ces cze", "cy": "cym wel", "da": "dan",
    "de": "deu ger", "el": "ell gre", "en": "eng", "es": "spa", "et": "est", "eu": "eus baq",
    "fa": "fas per", "fi": "fin", "fr": "fra fre", "ga": "gle", "gl": "glg", "he": "heb",
    "hi": "hin", "hr": "hrv", "hu": "hun", "hy": "hye arm", "id": "ind", "is": "isl ice",
    "it": "ita", "ja": "jpn", "ka": "kat geo", "ko": "kor", "la": "lat", "lt": "lit",
    "lv": "lav", "mk": "mkd mac", "ms": "msa may", "nb": "nob", "nl": "nld dut", "nn": "nno",
    "no": "nor", "pl": "pol", "pt": "por", "ro": "ron rum", "ru": "rus", "sk": "slk slo",
    "sl": "slv", "sq": "sqi alb", "sr": "srp", "sv": "swe", "sw": "swa", "ta": "tam",
    "te": "tel", "th": "tha", "tr": "tur", "uk": "ukr", "ur": "urd", "vi": "vie",
    "zh": "zho chi",
}  # fmt: skip

_SHORT = {code: short for short, codes in _LETTERS.items() for code in codes.split()}


def short_code(tag: str) -> str:
    """Return the two-letter code of a language tag, or its own first part if it has none."""
    first = tag.lower().replace("_", "-").split("-")[0]
    return _SHORT.get(first, first)


def container_code(tag: str) -> str:
    """Return the code that Matroska and MP4 keep: three letters, `und` for none.

    Bibliographic where there are two (`fre`, `ger`), as Matroska's legacy element asks for.
    """
    short = short_code(tag)
    return _LETTERS.get(short, short or "und").split()[-1]


def same_language(one: str, other: str) -> bool:
    """Say whether two tags name the same language, their regions aside."""
    return short_code(one) == short_code(other)


def language_in_name(name: str) -> str:
    """Return the two-letter code a file's name has between dots (`film.en.ad.srt`), or "".

    The last one counts: `film.it.en.srt` is English. The ending is none.
    """
    tags = (part.lower().replace("_", "-").split("-")[0] for part in name.split(".")[1:-1])
    codes = [short_code(tag) for tag in tags if tag in _LETTERS or tag in _SHORT]
    return codes[-1] if codes else ""
