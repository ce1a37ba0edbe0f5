"""From rows of speech probabilities to spans of speech. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from vidcap.listen.spans import touching, unite
from vidcap.script import Span


def spans_agreed(
    opinions: NDArray[np.float32],
    step: float,
    *,
    threshold: float,
    release: float,
    agreement: float,
    join: float,
) -> tuple[Span, ...]:
    """Return the stretches in which either of two opinions is speech, and the other not averse.

    Of stretches joined over short pauses those count in which, at one place at least, both reach
    `agreement`: words, which one hears half, are kept, and what only one takes for speech is not.

    Args:
        opinions: two probabilities a window, (n, 2), the row beginning at 0 s.
        step: length of a window, s.
        threshold: of the higher, from which speech begins.
        release: of the higher, below which it ends.
        agreement: of the lower; 0: the higher is enough.
        join: longest pause within a stretch, s.
    """
    lower, higher = np.sort(opinions, axis=1).T.tolist()
    speech = spans_above(higher, step, threshold=threshold, release=release)
    agreed = tuple(spans_above(lower, step, threshold=agreement, release=agreement))
    return tuple(span for span in unite(speech, join=join) if touching(agreed, span))


def spans_above(
    probabilities: Iterable[float], step: float, *, threshold: float, release: float
) -> Iterator[Span]:
    """Yield the stretches of speech in time order, the row beginning at 0 s.

    Speech begins where a probability reaches `threshold` and goes on as long as none falls below
    `release`: two thresholds, so that speech does not flicker (Schmitt 1938, J. Sci. Instrum. 15).

    Args:
        probabilities: one a window, 0 to 1.
        step: length of a window, s.
        threshold: from which speech begins.
        release: below which it ends; at most `threshold`.
    """
    if release > threshold:
        raise ValueError(f"release {release} lies above threshold {threshold}")
    start, now = None, 0
    for now, probability in enumerate(probabilities):
        if start is None and probability >= threshold:
            start = now
        elif start is not None and probability < release:
            yield Span(start * step, now * step)
            start = None
    if start is not None:
        yield Span(start * step, (now + 1) * step)
