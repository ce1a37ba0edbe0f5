"""The choice of lines against the slow and obvious way: every subset, every wording."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from vidcap.fit.choice import Option, Placed, Room, Wording, best_placement, rooms_of
from vidcap.script import Moment, Span

FASTEST = 1.15


def moment(number: int, start: float, end: float, value: float) -> Moment:
    return Moment(f"M{number:04}", f"K{number:04}", Span(start, end), value, ("text",))


@st.composite
def wordings(draw: st.DrawFn, lengths: st.SearchStrategy[float]) -> tuple[Wording, ...]:
    """One or two, each as usual and perhaps faster, which is worth a little less."""
    ways: list[Wording] = []
    for length in draw(st.lists(lengths, min_size=1, max_size=2)):
        share = draw(st.sampled_from([0.6, 0.9, 1.0]))
        ways.append(Wording(f"{length} s", length, share))
        if draw(st.booleans()):
            ways.append(Wording(f"{length} s", length / FASTEST, share * 0.97, FASTEST))
    return tuple(ways)


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Option], list[Room]]:
    """Up to three moments and three gaps, in whole tenths so that equal times are met.

    A gap is one room or several, some noisier than others.
    """
    tenth = st.integers(1, 60).map(lambda n: n / 10)
    gaps, at = [], 0.0
    for _ in range(draw(st.integers(0, 3))):
        at += draw(tenth)
        length = draw(tenth)
        gaps.append(Span(at, at + length))
        at += length
    options, start = [], 0.0
    for number in range(draw(st.integers(0, 3))):
        start += draw(st.integers(0, 40)) / 10
        window = Span(start, start + draw(tenth))
        value = draw(st.integers(1, 9)) / 10
        haste = draw(st.sampled_from([0.0, 0.05, 0.3]))
        one = moment(number, start, start + 1, value)
        options.append(Option(one, window, draw(wordings(tenth)), haste))
    noises = []
    for gap in gaps:
        count = draw(st.integers(0, 2))
        edges = [gap.start + gap.length * place / max(count, 1) for place in range(count)]
        for start, end in itertools.pairwise([*edges, gap.end]):
            noises.append((Span(start, end), draw(st.sampled_from([0.0, 0.1, 0.5]))))
    return options, rooms_of(gaps, noises)


def value_of_best_subset(options: list[Option], rooms: list[Room], apart: float) -> float:
    """Try every choice of wordings and rooms (or none) with each line as early as it can be."""
    best = 0.0
    choices = [[None, *itertools.product(option.wordings, rooms)] for option in options]
    for chosen in itertools.product(*choices):
        end, value = float("-inf"), 0.0
        for option, choice in zip(options, chosen, strict=True):
            if choice is None:
                continue
            wording, room = choice
            start = max(option.window.start, end + apart, room.span.start)
            is_late = start >= room.span.end or start > option.window.end
            end = start + wording.length
            if is_late or end > room.gap.end:
                value = float("-inf")
                break
            value += option.value(wording, start) * (1 - room.noise)
        best = max(best, value)
    return best


@given(cases(), st.sampled_from([0.3, 1.0]))
@settings(deadline=None, max_examples=300)
def test_no_choice_is_worth_more(case: tuple[list[Option], list[Room]], apart: float) -> None:
    options, rooms = case
    placed = best_placement(options, rooms, apart=apart)
    assert (
        abs(value_of(placed, options, rooms) - value_of_best_subset(options, rooms, apart)) < 1e-9
    )


@given(cases(), st.sampled_from([0.3, 1.0]))
@settings(deadline=None)
def test_no_rate_between_the_usual_and_the_fastest_makes_a_better_choice(
    case: tuple[list[Option], list[Room]], apart: float
) -> None:
    options, rooms = case
    more = [replace(option, wordings=tuple(between(option.wordings))) for option in options]
    values = [
        value_of(best_placement(some, rooms, apart=apart), some, rooms) for some in (options, more)
    ]
    assert abs(values[0] - values[1]) < 1e-9


def between(ways: Sequence[Wording]) -> Iterator[Wording]:
    """Yield the ways, and with each faster one some that are less so, at the same cost."""
    for way in ways:
        yield way
        if way.rate > 1:
            usual = way.length * way.rate
            yield from (replace(way, length=usual / rate, rate=rate) for rate in (1.05, 1.1))


def value_of(placed: list[Placed], options: list[Option], rooms: list[Room]) -> float:
    by_id = {option.moment.id: option for option in options}
    value = 0.0
    for one in placed:
        option = by_id[one.moment.id]
        room = next(r for r in rooms if r.span.start <= one.span.start < r.span.end)
        told = (way for way in option.wordings if (way.text, way.rate) == (one.text, one.rate))
        share = max(told, key=lambda way: way.share)
        value += option.value(share, one.span.start) * (1 - room.noise)
    return value


@given(cases(), st.sampled_from([0.3, 1.0]))
@settings(deadline=None)
def test_lines_keep_to_gaps_windows_distances_and_order(
    case: tuple[list[Option], list[Room]], apart: float
) -> None:
    options, rooms = case
    placed = best_placement(options, rooms, apart=apart)
    windows = {option.moment.id: option.window for option in options}
    for one in placed:
        assert one.gap in [room.gap for room in rooms]
        assert one.gap.start <= one.span.start
        assert one.span.end <= one.gap.end
        window = windows[one.moment.id]
        assert window.start <= one.span.start <= window.end
    for before, after in itertools.pairwise(placed):
        assert after.span.start >= before.span.end + apart
        assert before.moment.id < after.moment.id
