"""Keep the track from chattering: limits of words and of talk in any minute. Pure.

The more is said in a film, the less room its gaps leave in a minute, and of that room too no more
than a share is filled: so the density of the lines follows how talkative the film is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from vidcap.fit.choice import Placed
from vidcap.script import Span

MINUTE = 60.0  # s
CHARACTERS = 1.6  # Chinese ones that take the time of an English word; AD_RULES T5

_HAN = re.compile(r"[\u3400-\u9fff]")


def too_dense(
    placed: Sequence[Placed], gaps: Sequence[Span], *, most_words: float, most_coverage: float
) -> dict[str, str]:
    """Return the ids of the moments to give up so that no minute is talked full, and why.

    Of each minute (one that begins with a line) with too much the line of least value goes, those
    that are spoken faster first, until it is little enough; of equal ones the last. A line that
    has its minute to itself may fill its gap.

    Args:
        placed: in time order.
        gaps: in which may be spoken, in time order.
        most_words: allowed in any minute.
        most_coverage: share of a minute's gaps in which a line may be heard.
    """
    free = _Free(gaps)
    given_up: dict[str, str] = {}
    for place, first in enumerate(placed):
        end = first.span.start + MINUTE
        over = bisect_right(placed, end, key=lambda one: one.span.end)
        minute = [one for one in placed[place:over] if one.moment.id not in given_up]
        room = most_coverage * free.between(first.span.start, end)
        while minute[:1] == [first]:
            if sum(words_in(one.text) for one in minute) > most_words:
                reason = f"more than {most_words:g} words in a minute"
            elif len(minute) > 1 and sum(one.span.length for one in minute) > room:
                reason = f"more than {most_coverage:.0%} of a minute's gaps"
            else:
                break
            least = min(reversed(minute), key=lambda one: (one.rate == 1, one.moment.value))
            minute.remove(least)
            given_up[least.moment.id] = reason
    return given_up


@lru_cache(maxsize=1 << 14)
def words_in(text: str) -> float:
    """Return how many words a text has; Chinese characters as many as take their time."""
    characters = len(_HAN.findall(text))
    words = _HAN.sub(" ", text).split()
    return sum(any(map(str.isalnum, word)) for word in words) + characters / CHARACTERS


class _Free:
    """How much of any stretch lies in gaps."""

    def __init__(self, gaps: Sequence[Span]) -> None:
        self._gaps = gaps
        self._before = [0.0]  # of each gap, s in those before it
        for gap in gaps:
            self._before.append(self._before[-1] + gap.length)

    def between(self, start: float, end: float) -> float:
        """Return the seconds of a stretch that lie in gaps."""
        return self._until(end) - self._until(start)

    def _until(self, time: float) -> float:
        done = bisect_right(self._gaps, time, key=lambda gap: gap.start)
        if not done:
            return 0.0
        last = self._gaps[done - 1]
        return self._before[done - 1] + min(time, last.end) - last.start
