"""Tell lines that say what a line shortly before them said. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vidcap.fit.choice import Placed

NEAR = 0.8  # share of words in common from which two lines are the same; AD_RULES X11


def repeated(placed: Sequence[Placed], *, window: int) -> list[tuple[str, str]]:
    """Return (later, earlier) ids of the moments of which a line repeats one before it.

    Args:
        placed: in time order.
        window: how many lines back a line is compared with.
    """
    found: list[tuple[str, str]] = []
    kept: list[Placed] = []
    for line in placed:
        recent = kept[-window:] if window else []
        said = next((one for one in recent if likeness(line.text, one.text) >= NEAR), None)
        if said is None:
            kept.append(line)
        else:
            found.append((line.moment.id, said.moment.id))
    return found


def likeness(one: str, other: str) -> float:
    """Return the share of words two sentences have in common, of the longer one's, 0 to 1."""
    words, others = _words(one), _words(other)
    if not words or not others:
        return float(words == others)
    rest = list(others)
    common = 0
    for word in words:
        if word in rest:
            rest.remove(word)
            common += 1
    return common / max(len(words), len(others))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
