"""The choice of lines against the slow and obvious way: every subset, every wording."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from vidcap.fit.choice import Option, best_placement
from vidcap.script import Moment, Span


def moment(number: int, start: float, end: float, value: float) -> Moment:
    return Moment(f"M{number:04}", f"K{number:04}", Span(start, end), value, ("text",))


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Option], list[Span]]:
    """Up to four moments and three gaps, in whole tenths so that equal times are met."""
    tenth = st.integers(1, 60).map(lambda n: n / 10)
    gaps, at = [], 0.0
    for _ in range(draw(st.integers(0, 3))):
        at += draw(tenth)
        length = draw(tenth)
        gaps.append(Span(at, at + length))
        at += length
    options, start = [], 0.0
    for number in range(draw(st.integers(0, 4))):
        start += draw(st.integers(0, 40)) / 10
        window = Span(start, start + draw(tenth))
        lengths = draw(st.lists(tenth, min_size=1, max_size=2))
        wordings = tuple((f"{length} s", length) for length in lengths)
        value = draw(st.integers(1, 9)) / 10
        options.append(Option(moment(number, start, start + 1, value), window, wordings))
    return options, gaps


def value_of_best_subset(options: list[Option], gaps: list[Span], apart: float) -> float:
    """Try every choice of wordings (or none) with each line as early as it can be."""
    best = 0.0
    choices = [[None, *(length for _, length in option.wordings)] for option in options]
    for lengths in itertools.product(*choices):
        end, value = float("-inf"), 0.0
        for option, length in zip(options, lengths, strict=True):
            if length is None:
                continue
            starts = [max(option.window.start, end + apart, gap.start) for gap in gaps]
            fits = [
                start
                for start, gap in zip(starts, gaps, strict=True)
                if start + length <= gap.end and start <= option.window.end
            ]
            if not fits:
                value = float("-inf")
                break
            end, value = min(fits) + length, value + option.value(length)
        best = max(best, value)
    return best


@given(cases(), st.sampled_from([0.3, 1.0]))
@settings(deadline=None, max_examples=300)
def test_no_choice_is_worth_more(case: tuple[list[Option], list[Span]], apart: float) -> None:
    options, gaps = case
    placed = best_placement(options, gaps, apart=apart)
    by_id = {option.moment.id: option for option in options}
    value = sum(
        by_id[one.moment.id].value(dict(by_id[one.moment.id].wordings)[one.text]) for one in placed
    )
    assert abs(value - value_of_best_subset(options, gaps, apart)) < 1e-9


@given(cases(), st.sampled_from([0.3, 1.0]))
@settings(deadline=None)
def test_lines_keep_to_gaps_windows_distances_and_order(
    case: tuple[list[Option], list[Span]], apart: float
) -> None:
    options, gaps = case
    placed = best_placement(options, gaps, apart=apart)
    windows = {option.moment.id: option.window for option in options}
    for one in placed:
        assert one.gap in gaps
        assert one.gap.start <= one.span.start
        assert one.span.end <= one.gap.end
        window = windows[one.moment.id]
        assert window.start <= one.span.start <= window.end
    for before, after in itertools.pairwise(placed):
        assert after.span.start >= before.span.end + apart
        assert before.moment.id < after.moment.id
