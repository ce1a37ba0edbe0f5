"""What is known of a frame at a glance: its time, its small planes, its pattern and its change."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from vidcap.media.frames import Frame
from vidcap.watch.patterns import Pattern, change, likeness, likeness_inside, pattern_of
from vidcap.watch.small import Small, shrink

_DARK = 40  # luma up to which a pixel is dark; black itself is 16, noise and glow lie above
_MUCH = 6.0  # change from which a frame may be a cut
_DARK_SHARE = 0.995  # of the pixels that are dark in a black frame


@dataclass(frozen=True, slots=True)
class Glimpse:
    """A frame at a glance."""

    time: float  # s
    duration: float  # s
    small: Small
    pattern: Pattern
    level: float  # mean luma, 0 to 255
    change: float  # of the pattern from the frame before; see `patterns.change`
    likeness: float  # of the pattern to the frame before; 1 for the first frame
    is_black: bool  # nothing to be seen: black, or black with a little glow

    @property
    def novelty(self) -> float:
        """How much it looks like the first frame of a new shot.

        How much has changed, times how unlike the patterns are: a pan or a lamp changes many pixels
        but keeps most of the pattern.
        """
        return self.change * math.sqrt(min(1.0, max(0.0, 1 - self.likeness)))


def glimpses(frames: Iterable[Frame]) -> Iterator[tuple[Frame, Glimpse]]:
    """Yield every frame with what is seen of it at a glance."""
    before: Glimpse | None = None
    for frame in frames:
        before = glimpse_of(frame.time, frame.duration, shrink(frame.image), before)
        yield frame, before


def glimpse_of(time: float, duration: float, small: Small, before: Glimpse | None) -> Glimpse:
    """Return what is seen of a frame, compared with the one before."""
    pattern = pattern_of(small)
    moved = change(before.pattern, pattern) if before else 0.0
    alike = likeness_inside if moved >= _MUCH else likeness  # the exact one is five times as dear
    return Glimpse(
        time=time,
        duration=duration,
        small=small,
        pattern=pattern,
        level=pattern.level,
        change=moved,
        likeness=alike(before.pattern, pattern) if before else 1.0,
        is_black=pattern.level <= _DARK and is_black(small),
    )


def is_black(small: Small) -> bool:
    """Say whether next to nothing can be seen."""
    return float(np.count_nonzero(small.luma <= _DARK)) >= _DARK_SHARE * small.luma.size
