"""Choose and place the lines of greatest total value over the whole film. Pure.

Weighted interval scheduling by dynamic programming, with windows for the starts and gaps for the
lines: Kleinberg and Tardos, "Algorithm Design", 2005, section 6.1, where a state is the end of the
last line and only states that no other beats (an earlier end and no less value) are kept.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from vidcap.script import Moment, Span

LATE = 0.5  # share of its value that even the latest line keeps


@dataclass(frozen=True, slots=True)
class Wording:
    """A way to tell a moment."""

    text: str
    length: float  # s, as it is spoken
    share: float = 1.0  # of the moment's value that it keeps
    rate: float = 1.0  # at which it is spoken, times the voice's usual one


@dataclass(frozen=True, slots=True)
class Option:
    """A moment that could be told: when its line may start, and its wordings."""

    moment: Moment
    window: Span
    wordings: tuple[Wording, ...]
    haste: float = 0.0  # share of its value that is lost with every second after the window opens

    def value(self, wording: Wording, start: float) -> float:
        """Return what a wording is worth that starts then: the less the later it comes."""
        return self.worth(wording) * self.kept(start)

    def worth(self, wording: Wording) -> float:
        """Return what a wording is worth that comes at once."""
        return max(self.moment.value, 1e-6) * wording.share

    def kept(self, start: float) -> float:
        """Return the share of its worth that is left of a line that starts then."""
        return max(LATE, 1 - self.haste * max(0.0, start - self.window.start))


@dataclass(frozen=True, slots=True)
class Placed:
    """A moment with its wording and its place."""

    moment: Moment
    text: str
    span: Span
    gap: Span
    rate: float = 1.0  # at which it is spoken, times the voice's usual one


@dataclass(frozen=True, slots=True)
class Room:
    """A gap or a part of one, and the share of its value that a line started in it loses."""

    span: Span
    gap: Span
    noise: float = 0.0  # 0 to 1


class _State(NamedTuple):
    """The best that can be had so far with the last line ending at `end`.

    A tuple, since it is quickly made and most are soon beaten.
    """

    end: float  # s; minus infinity before the first line
    value: float
    line: tuple[Option, Wording, float, Room] | None = None  # the last one, and when it starts
    before: _State | None = None

    @property
    def placed(self) -> Placed | None:
        """The last line."""
        if self.line is None:
            return None
        option, wording, start, room = self.line
        span = Span(start, self.end)
        return Placed(option.moment, wording.text, span, room.gap, wording.rate)


def rooms_of(gaps: Sequence[Span], noises: Sequence[tuple[Span, float]] = ()) -> list[Room]:
    """Return the rooms of gaps, in time order.

    Args:
        gaps: in time order, apart from each other.
        noises: of stretches that tile gaps, in time order; where there are none it is quiet.
    """
    starts = [span.start for span, _ in noises]
    rooms: list[Room] = []
    for gap in gaps:
        inside = noises[bisect_left(starts, gap.start) : bisect_left(starts, gap.end)]
        rooms += [Room(span, gap, noise) for span, noise in inside] or [Room(gap, gap)]
    return rooms


def best_placement(
    options: Sequence[Option], rooms: Sequence[Room], *, apart: float
) -> list[Placed]:
    """Return the placements of greatest total value, in time order and in the options' order.

    Each chosen line starts as early in its room as its window and the line before it allow:
    putting any line of a choice later in it never makes room for another. Of equal choices the one
    that ends earlier is taken. O(n s log g) for n options, g rooms and s states: those that still
    reach into a later window, so that time grows with the film's length.

    Args:
        options: in the order in which their lines must come.
        rooms: in time order, apart from each other.
        apart: silence between two lines, s.
    """
    ends = [room.span.end for room in rooms]
    states = [_State(float("-inf"), 0.0)]
    for option, free_from in zip(options, _next_starts(options), strict=True):
        grown = list(states)
        ways = [(wording, option.worth(wording)) for wording in option.wordings]
        for state in states:
            earliest = max(option.window.start, state.end + apart)
            starts = _starts(option, rooms, bisect_right(ends, earliest), earliest)
            for wording, worth in ways:
                for start, room, kept in _places(starts, wording.length):
                    end, value = start + wording.length, state.value + worth * kept
                    if value > states[-1].value or end < states[-1].end:  # else it is beaten
                        grown.append(_State(end, value, (option, wording, start, room), state))
        states = _still_different(_unbeaten(grown), free_from - apart)
    chosen: list[Placed] = []
    at: _State | None = states[-1]  # the latest end that is kept has the greatest value
    while at is not None:
        if (placed := at.placed) is not None:
            chosen.append(placed)
        at = at.before
    return chosen[::-1]


def _starts(
    option: Option, rooms: Sequence[Room], first: int, earliest: float
) -> list[tuple[float, Room, float]]:
    """Return when a line may start in each room from `first` on, and what is left of its worth."""
    starts: list[tuple[float, Room, float]] = []
    for place in range(first, len(rooms)):
        room = rooms[place]
        start = max(room.span.start, earliest)
        if start > option.window.end:
            break
        starts.append((start, room, option.kept(start) * (1 - room.noise)))
    return starts


def _places(
    starts: Sequence[tuple[float, Room, float]], length: float
) -> Iterator[tuple[float, Room, float]]:
    """Yield the starts from which a line ends in its gap, in rooms less noisy than all before."""
    least = float("inf")
    for place in starts:
        start, room, _ = place
        if room.noise < least and start + length <= room.gap.end:
            least = room.noise
            yield place
            if not least:
                break


def _next_starts(options: Sequence[Option]) -> list[float]:
    """Return for each option when the first window of those after it opens, s."""
    starts = [float("inf"), *(option.window.start for option in reversed(options))]
    return list(accumulate(starts, min))[-2::-1]


def _still_different(states: list[_State], free_from: float) -> list[_State]:
    """Return the states without those that ended before `free_from` but the best of them.

    To every later option they are the same: it can start as soon as its window opens.
    """
    over = bisect_right(states, free_from, key=lambda state: state.end)
    return states[max(over - 1, 0) :]


def _unbeaten(states: list[_State]) -> list[_State]:
    """Return the states, by their ends, that have more value than all with an earlier end."""
    kept: list[_State] = []
    for state in sorted(states, key=lambda state: (state.end, -state.value)):
        if not kept or state.value > kept[-1].value:
            kept.append(state)
    return kept
