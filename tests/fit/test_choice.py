"""The choice of lines against the slow and obvious way: every subset, every wording."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from vidcap.fit.choice import Option, Room, best_placement, rooms_of
from vidcap.script import Moment, Span


def moment(number: int, start: float, end: float, value: float) -> Moment:
    return Moment(f"M{number:04}", f"K{number:04}", Span(start, end), value, ("text",))


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
        lengths = draw(st.lists(tenth, min_size=1, max_size=2))
        wordings = tuple((f"{length} s", length) for length in lengths)
        value = draw(st.integers(1, 9)) / 10
        haste = draw(st.sampled_from([0.0, 0.05, 0.3]))
        one = moment(number, start, start + 1, value)
        options.append(Option(one, window, wordings, draw(st.sampled_from([0.6, 1.0])), haste))
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
    choices = [
        [None, *itertools.product((length for _, length in option.wordings), rooms)]
        for option in options
    ]
    for chosen in itertools.product(*choices):
        end, value = float("-inf"), 0.0
        for option, choice in zip(options, chosen, strict=True):
            if choice is None:
                continue
            length, room = choice
            start = max(option.window.start, end + apart, room.span.start)
            is_late = start >= room.span.end or start > option.window.end
            if is_late or start + length > room.gap.end:
                value = float("-inf")
                break
            end, value = start + length, value + option.value(length, start) * (1 - room.noise)
        best = max(best, value)
    return best


@given(cases(), st.sampled_from([0.3, 1.0]))
@settings(deadline=None, max_examples=300)
def test_no_choice_is_worth_more(case: tuple[list[Option], list[Room]], apart: float) -> None:
    options, rooms = case
    placed = best_placement(options, rooms, apart=apart)
    by_id = {option.moment.id: option for option in options}
    value = 0.0
    for one in placed:
        option = by_id[one.moment.id]
        room = next(r for r in rooms if r.span.start <= one.span.start < r.span.end)
        value += option.value(dict(option.wordings)[one.text], one.span.start) * (1 - room.noise)
    assert abs(value - value_of_best_subset(options, rooms, apart)) < 1e-9


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
