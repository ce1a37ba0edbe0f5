"""What telling a moment is worth where it stands in the film. Pure.

Ground knows how sure and how new to the picture a thing is; here it is asked what a listener knows
already, since what is said or heard at the time need not be told (AD_RULES X12), and how long the
thing is seen: what flashes by matters less than what stays.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from vidcap.model.languages import language_of
from vidcap.script import Bed, Cue, Moment, Span

AROUND = 5.0  # s before and after a moment in which what is heard counts
ECHO = 0.6  # share of a line's telling words that are heard from which it tells little
QUIET_LUFS, LOUD_LUFS = -40.0, -13.0  # of a bed that disturbs nobody, and of the worst
HEARD = 0.5  # share of its value that such a moment keeps
STAYS = 2.0  # s from which a picture is seen long enough to count fully
GLIMPSE = 0.5  # share of its value that what is seen for no time at all would keep


def worth_telling(
    moments: Sequence[Moment], heard: Sequence[Cue], language: str
) -> tuple[Moment, ...]:
    """Return the moments, those of less value that are hardly seen, or that a listener hears about.

    Args:
        moments: in any order.
        heard: what is said, and the sounds that subtitles tell, in time order.
        language: of the lines, BCP 47; words heard in another have nothing in common.
    """
    spoken = language_of(language.split("-")[0].lower())
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

    def worth(moment: Moment) -> float:
        heard_share = HEARD if moment.sentences and is_heard(moment) else 1.0
        return moment.value * heard_share * seen_share(moment.seen)

    return tuple(replace(moment, value=worth(moment)) for moment in moments)


def seen_share(seen: Span) -> float:
    """Return the share of its value that a moment keeps which is seen for so long."""
    return GLIMPSE + (1 - GLIMPSE) * min(seen.length / STAYS, 1.0)


def noise(bed: Bed) -> float:
    """Return how badly a line is heard over a bed, 0 to 1 in quarters: loud and busy is worst.

    In quarters, since a line must not wait for what nobody would notice.
    """
    loud = min(max((bed.loudness - QUIET_LUFS) / (LOUD_LUFS - QUIET_LUFS), 0.0), 1.0)
    return round(4 * loud * (1 + bed.busyness) / 2) / 4
