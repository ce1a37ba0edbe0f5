"""The learning rate over a training."""

from __future__ import annotations

import math


def rate_at(step: int, warm_up: int, steps: int) -> float:
    """Return the share of the highest rate: a straight rise, then half a cosine down to 2 %."""
    if step < warm_up:
        return (step + 1) / warm_up
    part = min((step - warm_up) / max(steps - warm_up, 1), 1.0)
    return 0.02 + 0.98 * (1 + math.cos(math.pi * part)) / 2
