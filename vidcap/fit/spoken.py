"""How long each wording takes when it is spoken, as usual or faster. Pure, but for the voice asked.

A voice may speak a line somewhat faster where that makes room, since a fuller wording tells more
(AD_RULES section 4). How long it takes then is measured as well.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import takewhile

from vidcap.fit.choice import Option, Placed, Wording
from vidcap.recipe import FitSettings
from vidcap.script import Moment

Measure = Callable[[str, float], float | None]
"""Tells how long a sentence takes, s, at so many times the voice's usual rate; None: it fails."""

HURRY = 0.03  # share of its value that a line loses when it is spoken faster; docs/fitting.md


def measured(moments: Sequence[Moment], measure: Measure) -> tuple[Moment, ...]:
    """Return the moments with the length of each of their wordings at the usual rate."""
    return tuple(
        replace(one, lengths=tuple(measure(text, 1.0) for text in one.sentences)) for one in moments
    )


def wordings_of(moment: Moment, measure: Measure, settings: FitSettings) -> tuple[Wording, ...]:
    """Return the ways to speak a measured moment: each wording as usual, and as fast as it may be.

    The fullest is worth the most. How much faster a line is makes no difference to its value: so
    no rate between the two could make a better choice, and `slowed` takes back what is not needed.
    """
    longest = max((length for _, length in moment.spoken), default=0.0)
    ways: list[Wording] = []
    for text, length in moment.spoken:
        share = settings.shortness + (1 - settings.shortness) * length / longest
        ways.append(Wording(text, length, share))
        fast = measure(text, settings.fastest) if settings.fastest > 1 else None
        if fast is not None and fast < length:
            ways.append(Wording(text, fast, share * (1 - HURRY), settings.fastest))
    return tuple(ways)


def slowed(placed: Sequence[Placed], measure: Measure, *, apart: float) -> list[Placed]:
    """Return the lines, those that are spoken faster only as fast as their place asks for.

    Args:
        placed: in time order.
        measure: asks the voice.
        apart: silence between two lines, s.
    """
    starts = [*(one.span.start - apart for one in placed), float("inf")][1:]
    return [
        one if one.rate == 1 else _slowed(one, min(one.gap.end, until), measure)
        for one, until in zip(placed, starts, strict=False)
    ]


def _slowed(one: Placed, end: float, measure: Measure) -> Placed:
    start = one.span.start
    found = slowest(one.text, measure, one.rate, lambda length: start + length <= end)
    if found is None:
        return one
    rate, length = found
    return replace(one, rate=rate, span=replace(one.span, end=start + length))


def calmer(option: Option, line: Placed) -> Option:
    """Return the option of a line as it is usually spoken; nothing of it if the line is already."""
    usual = (way for way in option.wordings if way.rate == 1 and line.rate > 1)
    return replace(option, wordings=tuple(usual))


def fuller(option: Option, line: Placed) -> Option:
    """Return the option of a line in fuller wordings alone; shorter ones tell no more than it."""
    before = takewhile(lambda way: way.text != line.text, option.wordings)
    return replace(option, wordings=tuple(before))


def slowest(
    text: str, measure: Measure, fastest: float, fits: Callable[[float], bool]
) -> tuple[float, float] | None:
    """Return the slowest rate at which a text fits, and its length then, s; None: it never does.

    Args:
        text: of a line.
        measure: asks the voice, which takes the less time the faster it speaks.
        fastest: rate; those from the usual one to it are tried in hundredths.
        fits: tells whether there is room for a length.
    """

    def is_fitting(percent: int) -> bool:
        length = measure(text, percent / 100)
        return length is not None and fits(length)

    rates = range(100, int(100 * fastest + 1e-6) + 1)
    place = 0 if is_fitting(rates[0]) else bisect_left(rates, True, lo=1, key=is_fitting)
    if place == len(rates):
        return None
    rate = rates[place] / 100
    length = measure(text, rate)
    return None if length is None else (rate, length)


def hurried(rate: float) -> str:
    """Return how a line is spoken, to stand behind a reason; empty: as usual."""
    return f", spoken {rate - 1:.0%} faster".replace("%", " %") if rate > 1 else ""
