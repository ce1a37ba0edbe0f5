"""Sums and parts of spans. Pure: spans in, spans in time order out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from vidcap.script import Span


def unite(spans: Iterable[Span], *, join: float = 0.0) -> tuple[Span, ...]:
    """Return the union of all spans, those that touch or lie up to `join` s apart as one.

    Args:
        spans: any order, may overlap.
        join: the longest pause that is filled, s; 0: only what touches is joined.
    """
    united: list[Span] = []
    for span in sorted(spans):
        if united and span.start - united[-1].end <= join:
            last = united.pop()
            span = Span(last.start, max(last.end, span.end))
        united.append(span)
    return tuple(united)


def clip(spans: Iterable[Span], part: Span) -> tuple[Span, ...]:
    """Return what of each span lies in `part`."""
    return tuple(
        Span(max(span.start, part.start), min(span.end, part.end))
        for span in sorted(spans)
        if span.overlap(part) > 0
    )


def widen(spans: Iterable[Span], *, before: float, after: float) -> tuple[Span, ...]:
    """Return the union of the spans, each longer by `before` and `after` s, never before 0."""
    return unite(Span(max(0.0, span.start - before), span.end + after) for span in spans)


def covered(spans: Iterable[Span], by: Iterable[Span]) -> float:
    """Return how many seconds of the union of `spans` lie in the union of `by`."""
    cover = unite(by)
    return sum(span.overlap(other) for span in unite(spans) for other in touching(cover, span))


def touching(spans: Sequence[Span], span: Span) -> Sequence[Span]:
    """Return those of `spans`, in time order and apart, that share time with `span`, O(log n)."""
    first = bisect_right(spans, span.start, key=lambda other: other.end)
    return spans[first : bisect_left(spans, span.end, key=lambda other: other.start)]
