"""Find sounds that begin suddenly and far louder than all before them: a crash, a shot. Pure.

What a blind listener takes from such a sound is in its first moment, and a line must not cover
that. It is told by its level against the loudest of the seconds before it, not against their mean:
so blows of a fight or a drum are each as loud as the one before, and only the first is sudden.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from vidcap.script import Onset, Span

KEPT = 1.0  # s of a sudden sound that are kept clear
PAST = 3.0  # s before it that must be softer
EARLIEST = 0.5  # s of them that must have been heard, so that what a film begins with is not sudden
ATTACK = 0.2  # s that it may take to become loud
HUSH = -50.0  # dB of full scale; what is softer before it counts as that


def onsets(levels: NDArray[np.float64], step: float, *, rise: float) -> Iterator[Onset]:
    """Yield the sounds that begin suddenly, in time order, the row beginning at 0 s.

    Args:
        levels: power of each stretch of sound, dB of full scale, (n,).
        step: length of such a stretch, s.
        rise: dB by which they are louder than all of the seconds before; above 0.
    """
    attack, past = round(ATTACK / step), round(PAST / step)
    free_from = round(EARLIEST / step)
    for now in range(attack, len(levels)):
        if now < free_from:
            continue
        before = max(HUSH, levels[max(0, now - past) : now - attack + 1].max())
        if levels[now] - before >= rise:
            start = (now - attack + 1) * step
            yield Onset(Span(start, start + KEPT), round(float(levels[now] - before), 1))
            free_from = now + round(KEPT / step)
