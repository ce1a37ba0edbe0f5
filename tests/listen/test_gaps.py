import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.listen.gaps import dialogue_gaps
from vidcap.script import Span

FILM = Span(0, 60)
SPANS = st.lists(
    st.tuples(st.integers(-10, 70), st.integers(1, 20)).map(lambda p: Span(p[0], p[0] + p[1]))
)  # whole seconds: exact in floats


@pytest.mark.parametrize(
    ("speech", "expected"),
    [
        pytest.param([], [Span(0, 60)], id="a silent film is one gap"),
        pytest.param([Span(20, 30)], [Span(0, 17), Span(32, 60)], id="a margin on either side"),
        pytest.param([Span(9, 52)], [], id="short gaps dropped"),
        pytest.param([Span(0, 50), Span(70, 80)], [Span(52, 60)], id="ends with the film"),
        pytest.param([Span(-5, -1), Span(40, 70)], [Span(1, 37)], id="margin of a word before"),
        pytest.param([Span(10, 40), Span(20, 25)], [Span(42, 60)], id="one within another"),
    ],
)
def test_dialogue_gaps(speech, expected):
    assert list(dialogue_gaps(speech, FILM, after=2, before=3, shortest=8)) == expected


@given(SPANS, st.integers(0, 5), st.integers(0, 5))
def test_agrees_with_the_slow_obvious_way(speech, after, before):
    """Every free second lies in a gap, and no other does."""
    free = {
        t
        for t in range(60)
        if not any(s.start - before < t + 1 and t < s.end + after for s in speech)
    }
    gaps = dialogue_gaps(speech, FILM, after=after, before=before, shortest=1)
    assert {t for gap in gaps for t in range(int(gap.start), int(gap.end))} == free


@given(
    st.lists(st.tuples(st.floats(0, 60), st.floats(0.001, 9)).map(lambda p: Span(p[0], sum(p)))),
    st.floats(0, 3),
    st.floats(0, 3),
    st.floats(0.1, 9),
)
def test_gaps_keep_clear_of_speech_and_its_margins(speech, after, before, shortest):
    gaps = dialogue_gaps(speech, FILM, after=after, before=before, shortest=shortest)
    for gap in gaps:
        assert gap.length >= shortest * (1 - 1e-9)
        assert FILM.start <= gap.start < gap.end <= FILM.end
        for said in speech:
            assert gap.end <= said.start - before or gap.start >= said.end + after


@pytest.mark.parametrize(
    "margins",
    [{"after": -1, "before": 0, "shortest": 1}, {"after": 0, "before": 0, "shortest": 0}],
)
def test_senseless_margins_are_our_bug(margins):
    with pytest.raises(ValueError, match="margins"):
        dialogue_gaps([], FILM, **margins)
