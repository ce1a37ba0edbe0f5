"""Which frame near the end of a stretch may be held: the last one that hardly moves. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from vidcap.script import Span

STILL = 5.0  # change from the frame before up to which a frame is at rest; docs/extended.md
REACH = 1.0  # s before the end of the stretch
SAME = 0.001  # s; sums of floats


@dataclass(frozen=True, slots=True)
class Moving:
    """How much a frame moves, and until when it is shown."""

    end: float  # s
    change: float  # of its pattern from the frame before; see `patterns.change`


def rest_of(frames: Iterable[Moving], seen: Span) -> float:
    """Return until when the frame is shown that is best held for a stretch, s.

    The last one of its last second that is at rest; where none is, the one that moves least.

    Args:
        frames: in time order; those outside the stretch are passed over.
        seen: the stretch.
    """
    start = max(seen.start, seen.end - REACH)
    near = [frame for frame in frames if start < frame.end <= seen.end + SAME]
    still = [frame for frame in near if frame.change <= STILL]
    if still:
        return min(still[-1].end, seen.end)
    least = min(near, key=lambda frame: frame.change, default=None)
    return seen.end if least is None else min(least.end, seen.end)
