import itertools

from hypothesis import given
from hypothesis import strategies as st

from vidcap.fit.edited import MOVE, keep_places
from vidcap.recipe import FitSettings
from vidcap.script import Cue, Span

SETTINGS = FitSettings(apart=0.5)


def second_a_word(text: str) -> float:
    return float(len(text.split()))


def test_a_line_stays_where_the_person_put_it() -> None:
    (line,) = keep_places([Cue(Span(4, 5), "One two.", 7)], [Span(0, 9)], second_a_word, SETTINGS)
    assert (line.id, line.start, line.length, line.reason) == ("L0007", 4, 2, "as written")


def test_a_line_moves_a_little_to_keep_clear_of_speech() -> None:
    (line,) = keep_places([Cue(Span(8, 9), "One two.")], [Span(0, 9)], second_a_word, SETTINGS)
    assert (line.start, line.reason) == (7, "moved by -1.0 s to a free place")


def test_a_line_without_room_near_its_place_is_skipped() -> None:
    cue = Cue(Span(20, 21), "One two.")
    (line,) = keep_places([cue], [Span(0, 9), Span(19, 20)], second_a_word, SETTINGS)
    assert (line.status, line.needs) == ("skipped", 1.0)


@given(
    st.lists(st.tuples(st.integers(0, 400), st.integers(1, 5)), max_size=10),
    st.lists(st.integers(1, 60), max_size=8),
)
def test_lines_keep_to_gaps_distances_and_their_places(
    drawn: list[tuple[int, int]], edges: list[int]
) -> None:
    times = list(itertools.accumulate(edges))
    gaps = [Span(a, b) for a, b in zip(times[::2], times[1::2], strict=False)]
    cues = [Cue(Span(t / 10, t / 10 + 1), "w " * words) for t, words in sorted(drawn)]
    lines = keep_places(cues, gaps, second_a_word, SETTINGS)
    assert len(lines) == len(cues)
    spans = []
    for cue, line in zip(cues, lines, strict=True):
        if line.span is not None:
            spans.append(line.span)
            assert any(g.start <= line.span.start and line.span.end <= g.end + 1e-9 for g in gaps)
            assert abs(line.span.start - cue.span.start) <= MOVE
    for before, after in itertools.pairwise(spans):
        assert after.start >= before.end + SETTINGS.apart - 1e-9
