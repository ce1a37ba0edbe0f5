"""The words that rules look for, language by language. Plain tables.

The English ones are those that vidcap's own lines are held to (`vidcap.ground.wording`). A pattern
is matched whatever its case, as whole words where a language has spaces.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from vidcap.ground import wording


@dataclass(frozen=True, slots=True)
class Words:
    """What a describer avoids in one language; alternatives of a pattern each."""

    picture: str  # talk of the picture instead of what it shows
    weak: str  # openings that are tolerated
    guesses: str
    opinions: str
    persons: str  # the first and second person


WORDS: Mapping[str, Words] = MappingProxyType(
    {
        "en": Words(
            picture=wording.PHRASES,
            weak=r"there (?:is|are)|this is|suddenly|meanwhile|as if",
            guesses=wording.GUESSES,
            opinions=wording.OPINIONS,
            persons=wording.OTHER_PERSONS,
        ),
        "fr": Words(
            picture=(
                r"(?:on|nous|vous) (?:(?:peut|pouvons|pouvez) )?(?:voit|voyons|voyez|voir)"
                r"|(?:image|scène|vidéo|photo) montre|(?:image|photo|gros plan) (?:de|d['’]\w+)"
                r"|dans cette (?:scène|image)|(?:à|sur) l['’]écran|la caméra|fondu"
            ),
            weak=r"il y a|c['’]est|ce sont|soudain|pendant ce temps",
            guesses=(
                r"peut-être|probablement|sans doute|apparemment|semblent?|on dirait"
                r"|vraisemblablement|pourrai(?:t|ent) être|comme si"
            ),
            opinions=r"belles?|beaux?|jolie?s?|laide?s?|magnifiques?|superbes?|intéressante?s?",
            persons=r"je|j['’]\w+|nous|tu|vous|mon|ma|mes|notre|nos|ton|ta|tes|votre|vos",
        ),
        "de": Words(
            picture=(
                r"wir (?:können )?sehen|man (?:sieht|kann sehen)"
                r"|(?:bild|szene|video|foto) zeigt|(?:ein )?(?:bild|foto|nahaufnahme) von"
                r"|in dieser szene|(?:auf dem|im) bildschirm|im bild|die kamera"
                r"|(?:auf|ab)blende|schnitt auf"
            ),
            weak=r"es gibt|da ist|da sind|das ist|plötzlich|währenddessen|unterdessen",
            guesses=(
                r"vielleicht|wahrscheinlich|vermutlich|möglicherweise|womöglich|anscheinend"
                r"|offenbar|scheint|scheinen|könnte|als ob"
            ),
            opinions=r"schöne?[nrms]?|hübsche?[nrms]?|hässliche?[nrms]?|nette?[nrms]?|interessante?",
            persons=r"ich|wir|du|mein(?:e[nrms]?)?|unser(?:e[nrms]?)?|dein(?:e[nrms]?)?|euch",
        ),
        "zh": Words(
            picture=r"画面(?:中|里|上|显示)?|镜头|我们(?:可以)?看到|可以看到|图片|照片(?:中|里)|图像",
            weak=r"这是|突然|与此同时",
            guesses=r"似乎|仿佛|好像|也许|可能|大概|或许|看起来|看上去|估计",
            opinions=r"美丽|漂亮|好看|难看|丑陋|帅气|英俊|有趣|可爱",
            persons=r"我们?|你们?|您|咱们?",
        ),
    }
)

# forms that are past and nothing else: no participle, no noun, no present
PAST = (
    wording.PAST
    + r"|went|took|gave|began|wrote|knew|grew|threw|flew|drew|sang|swam|woke|shook|hid|sank"
    r"|came|became|ate|forgot|rode|drove|chose|froze|wore|tore|swore"
)

# small words by which a language is told: frequent in it, rare or unknown in the others
SMALL: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        language: frozenset(words.split())
        for language, words in {
            "en": "the and of with his her its is are to from into on at an by their over as she",
            "fr": "le la les des une et dans sur avec est sont du au aux ses qui elle il son pour",
            "de": "der die das und ein eine einen einem ist sind mit auf dem den im sich von zu",
            "es": "el la los las y una en con su sus del es son por para que se al está hacia",
            "it": "il lo gli di e una con che si nel nella della sul sono è da al dalla suo sua",
            "pt": "o os as e um uma com no na em do da dos das que se seu sua são ao pela para",
            "nl": "de het een en van met op zijn haar naar is zich aan voor uit die dat door ze",
            "sv": "och en ett på med som är av till från det den han hon sig över i vid ut",
            "id": "yang dan di dengan sebuah seorang ini itu dari ke pada untuk adalah sedang ada",
        }.items()
    }
)

# letters of a writing, by the first word of their Unicode names
SCRIPTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "zh": frozenset({"CJK", "IDEOGRAPHIC"}),
        "ja": frozenset({"CJK", "IDEOGRAPHIC", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"}),
        "ko": frozenset({"HANGUL", "CJK"}),
        **dict.fromkeys(("ru", "uk", "bg", "sr", "mk"), frozenset({"CYRILLIC"})),
        "el": frozenset({"GREEK"}),
        **dict.fromkeys(("ar", "fa", "ur"), frozenset({"ARABIC"})),
        "he": frozenset({"HEBREW"}),
        "hi": frozenset({"DEVANAGARI"}),
        "ta": frozenset({"TAMIL"}),
        "te": frozenset({"TELUGU"}),
        "th": frozenset({"THAI"}),
        "ka": frozenset({"GEORGIAN"}),
        "hy": frozenset({"ARMENIAN"}),
    }
)
LATIN = frozenset({"LATIN"})

# English words that carry no content of their own, for telling an echo of the dialogue
EMPTY = SMALL["en"] | frozenset(
    "a i you he we they it him them me us my your our this that these those there here what who "
    "which when where how why not no yes be am was were been being do does did have has had will "
    "would can could should may might must for in out up down off about after before then than so "
    "but or if all some any one just very too now oh well don't i'm it's that's".split()
)


def found(alternatives: str, text: str, *, spaced: bool = True) -> list[str]:
    """Return what of a text a pattern's alternatives match, in order, whatever its case."""
    edge = r"(?<![\w'’-])(?:{})(?![\w-])" if spaced else "(?:{})"
    return [m.group() for m in re.finditer(edge.format(alternatives), text, re.IGNORECASE)]


def opens(alternatives: str, sentence: str) -> bool:
    """Tell whether a sentence begins with one of a pattern's alternatives, after an article."""
    article = r"\W*(?:(?:an?|the|une?|l[ea]|ein|eine|das|die|der) )?"
    return re.match(rf"{article}(?:{alternatives})(?![a-z])", sentence, re.IGNORECASE) is not None
