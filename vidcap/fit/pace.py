"""Keep the track from chattering: a limit of words in any minute. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from vidcap.fit.choice import Placed

MINUTE = 60.0  # s


def too_dense(placed: Sequence[Placed], *, most_words: float) -> str | None:
    """Return the id of the moment to give up so that no minute has too many words; None: none.

    Of the first minute with too many words (one that begins with a line) the line of least value
    goes; of equal ones the last.

    Args:
        placed: in time order.
        most_words: allowed in any minute.
    """
    for place, first in enumerate(placed):
        minute = [one for one in placed[place:] if one.span.end <= first.span.start + MINUTE]
        if sum(len(one.text.split()) for one in minute) > most_words:
            least = min(one.moment.value for one in minute)
            return [one.moment.id for one in minute if one.moment.value == least][-1]
    return None
