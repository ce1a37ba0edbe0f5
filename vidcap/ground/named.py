"""What a captioner's sentences say is done: a second witness beside the heads. Pure.

Heads alone are poor witnesses of acts. Of 14 acts that composed lines told of Flickr8k's validation
pictures and that no sentence of the captioner named, five people had named none; of 52 that one
named, they had named 41 (docs/experiments.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from vidcap.ground.fact_words import NARROW_VERBS, VERBS

_CHINESE = {  # characters that tell of an act wherever they stand
    "sit": "坐",
    "stand": "站",
    "walk": "走",
    "run": "跑",
    "jump": "跳跃",
    "ride": "骑",
    "hold": "拿握抱举",
    "climb": "爬攀",
    "swim": "泳",
    "play": "玩",
}


def acts_named(sentences: Iterable[str], language: str = "en") -> frozenset[str]:
    """Return the facts of the kind `doing` that any sentence names.

    Args:
        sentences: of a captioner.
        language: BCP 47; of any but English and Chinese nothing is known.
    """
    text = " ".join(sentences).lower()
    spoken = language.split("-")[0].lower()
    if spoken == "zh":
        return frozenset(act for act, signs in _CHINESE.items() if not set(signs).isdisjoint(text))
    words = set(re.findall(r"[a-z]+", text)) if spoken == "en" else set()
    return frozenset(VERBS[word] for word in _plain(words) if word in VERBS)


def _plain(words: Iterable[str]) -> Iterable[str]:
    return (NARROW_VERBS.get(word, word) for word in words)
