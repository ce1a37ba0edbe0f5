"""What telling a moment is worth where it stands in the film. Pure.

Ground knows how sure and how new to the picture a thing is; here it is asked what a listener knows
already: what is said or heard at the time need not be told. AD_RULES X12.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from vidcap.model.languages import language_of
from vidcap.script import Bed, Cue, Moment

AROUND = 5.0  # s before and after a moment in which what is heard counts
ECHO = 0.6  # share of a line's telling words that are heard from which it tells little
QUIET_LUFS, LOUD_LUFS = -40.0, -13.0  # of a bed that disturbs nobody, and of the worst
HEARD = 0.5  # share of its value that such a moment keeps


def worth_telling(
    moments: Sequence[Moment], heard: Sequence[Cue], language: str
) -> tuple[Moment, ...]:
    """Return the moments, those of less value of which a listener hears what would be told.

    Args:
        moments: in any order.
        heard: what is said, and the sounds that subtitles tell, in time order.
        language: of the lines, ISO 639-1; words heard in another have nothing in common.
    """
    spoken = language_of(language)
    starts = [cue.span.start for cue in heard]
    longest = max((cue.span.length for cue in heard), default=0.0)

    def is_heard(moment: Moment) -> bool:
        first = bisect_left(starts, moment.seen.start - AROUND - longest)
        last = bisect_left(starts, moment.seen.end + AROUND)
        words = {
            word
            for cue in heard[first:last]
            if cue.span.end > moment.seen.start - AROUND
            for word in spoken.telling(cue.text)
        }
        told = spoken.telling(moment.sentences[0])
        return bool(told) and sum(word in words for word in told) >= ECHO * len(told)

    return tuple(
        replace(moment, value=moment.value * HEARD)
        if moment.sentences and is_heard(moment)
        else moment
        for moment in moments
    )


def noise(bed: Bed) -> float:
    """Return how badly a line is heard over a bed, 0 to 1 in quarters: loud and busy is worst.

    In quarters, since a line must not wait for what nobody would notice.
    """
    loud = min(max((bed.loudness - QUIET_LUFS) / (LOUD_LUFS - QUIET_LUFS), 0.0), 1.0)
    return round(4 * loud * (1 + bed.busyness) / 2) / 4
