"""Keep the track from chattering: a limit of words in any minute. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from vidcap.fit.choice import Placed

MINUTE = 60.0  # s


def too_dense(placed: Sequence[Placed], *, most_words: float) -> list[str]:
    """Return the ids of the moments to give up so that no minute has too many words.

    Of each minute with too many words (one that begins with a line) the line of least value goes,
    until it has few enough; of equal ones the last.

    Args:
        placed: in time order.
        most_words: allowed in any minute.
    """
    given_up: set[str] = set()
    for place, first in enumerate(placed):
        over = bisect_right(placed, first.span.start + MINUTE, key=lambda one: one.span.end)
        minute = [one for one in placed[place:over] if one.moment.id not in given_up]
        while minute[:1] == [first] and sum(len(one.text.split()) for one in minute) > most_words:
            least = min(reversed(minute), key=lambda one: one.moment.value)
            minute.remove(least)
            given_up.add(least.moment.id)
    return [one.moment.id for one in placed if one.moment.id in given_up]
