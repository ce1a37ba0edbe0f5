from hypothesis import given
from hypothesis import strategies as st

from vidcap.fit.choice import Placed
from vidcap.fit.pace import too_dense, words_in
from vidcap.script import Moment, Span


@st.composite
def tracks(draw: st.DrawFn) -> tuple[list[Placed], list[Span]]:
    """Lines of 1 to 6 words, a second each, one in each gap of as many or more seconds."""
    placed, gaps, at = [], [], 0.0
    for number in range(draw(st.integers(0, 12))):
        at += draw(st.integers(1, 30))
        words, rest = draw(st.integers(1, 6)), draw(st.integers(0, 6))
        gap = Span(at, at + words + rest)
        text = " ".join(["word"] * words)
        moment = Moment(f"M{number}", "K", gap, draw(st.integers(1, 9)) / 10, (text,))
        placed.append(Placed(moment, text, Span(at, at + words), gap))
        gaps.append(gap)
        at = gap.end
    return placed, gaps


@given(tracks(), st.integers(6, 40), st.sampled_from([0.3, 0.6, 1.0]))
def test_what_is_left_keeps_both_limits_in_every_minute(
    track: tuple[list[Placed], list[Span]], most_words: int, most_coverage: float
) -> None:
    placed, gaps = track
    gone = too_dense(placed, gaps, most_words=most_words, most_coverage=most_coverage)
    kept = [one for one in placed if one.moment.id not in gone]
    for first in kept:
        minute = Span(first.span.start, first.span.start + 60)
        lines = [one for one in kept if first.span <= one.span and one.span.end <= minute.end]
        assert sum(words_in(one.text) for one in lines) <= most_words
        room = sum(gap.overlap(minute) for gap in gaps) * most_coverage
        assert len(lines) == 1 or sum(one.span.length for one in lines) <= room + 1e-9


def test_chinese_characters_count_as_the_words_that_take_their_time() -> None:
    assert words_in("两只狗在草地上跑。") == 8 / 1.6
    assert words_in("Two dogs run.") == 3
