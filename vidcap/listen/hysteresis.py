"""From a row of speech probabilities to spans of speech. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vidcap.script import Span


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
