from hypothesis import given
from hypothesis import strategies as st

from vidcap.extend import EDGE
from vidcap.extend.pauses import FRAME, pauses
from vidcap.recipe import ExtendSettings
from vidcap.script import Keyframe, Line, Moment, Shot, Span

SETTINGS = ExtendSettings()
PART = Span(0.0, 60.0)


def moment(number: int, start: float, end: float, value: float = 0.8) -> Moment:
    return Moment(f"M{number:04}", f"K{number:04}", Span(start, end), value, ("Words.",))


def keyframe(told: Moment, rest: float) -> Keyframe:
    return Keyframe(told.keyframe, 1, told.seen.start, told.seen, 1.0, rest=rest)


def roomless(number: int, length: float) -> Line:
    name = f"{number:04}"
    return Line(f"L{name}", f"M{name}", "Words.", "skipped", "no room", length=length, needs=1.0)


def chosen(
    *told: tuple[float, float, float],
    shots: tuple[float, ...] = (60.0,),
    speech: tuple[Span, ...] = (),
    rests: tuple[float, ...] = (),
    settings: ExtendSettings = SETTINGS,
) -> list[tuple[float, float, int]]:
    """Return place, length and lines of the pauses for moments (start, end, length of line)."""
    moments = [moment(n, start, end) for n, (start, end, _) in enumerate(told)]
    lines = [roomless(n, length) for n, (*_, length) in enumerate(told)]
    keyframes = [keyframe(moments[n], rest) for n, rest in enumerate(rests)]
    starts = (0.0, *shots)
    cut = [Shot(n + 1, Span(a, b)) for n, (a, b) in enumerate(zip(starts, shots, strict=False))]
    found = pauses(lines, moments, keyframes, cut, speech, PART, settings)
    return [(pause.at, pause.length, len(pause.lines)) for pause in found]


def test_the_film_pauses_at_the_end_of_what_is_told() -> None:
    assert chosen((2, 8, 1.5), shots=(8.0, 60.0)) == [(8.0, 1.5 + 2 * EDGE, 1)]


def test_it_pauses_a_little_before_the_end_where_that_is_at_rest() -> None:
    assert [at for at, *_ in chosen((2, 8, 1.5), rests=(7.4,))] == [7.4]
    spoken = (Span(7.2, 7.6),)
    assert [at for at, *_ in chosen((2, 8, 1.5), rests=(7.4,), speech=spoken)] == [8.0]
    later = chosen((2, 8, 1.5), (8, 9, 20.0), rests=(8.5,))  # never after what is told
    assert [at for at, *_ in later] == [8.0]


def test_moments_that_are_near_share_a_pause() -> None:
    found = chosen((2, 8, 1.5), (7, 9, 2.0), shots=(8.0, 60.0))
    assert found == [(8.0, round(1.5 + 2.0 + SETTINGS.apart + 2 * EDGE, 3), 2)]


def test_a_pause_gets_no_longer_than_allowed() -> None:
    found = chosen((2, 8, 6.0), (7, 9, 6.0), shots=(8.0, 60.0))
    assert [lines for *_, lines in found] == [1, 1]
    assert chosen((2, 8, 20.0)) == []


def test_the_film_never_pauses_in_speech() -> None:
    ((at, *_),) = chosen((2, 8, 1.5), shots=(8.0, 60.0), speech=(Span(7.0, 9.0),))
    assert at == 7.0 - SETTINGS.margin
    assert chosen((2, 8, 1.5), speech=(Span(1.0, 20.0),)) == []


def test_only_what_lacked_room_is_told() -> None:
    line = Line("L0001", "M0001", "Words.", "skipped", "low confidence: 0.1", length=1.0)
    assert pauses([line], [moment(1, 2, 8)], [], [], [], PART, SETTINGS) == ()
    worthless = moment(1, 2, 8, value=0.1)
    assert pauses([roomless(1, 1.0)], [worthless], [], [], [], PART, SETTINGS) == ()


def test_no_minute_has_too_many() -> None:
    told = [(n * 5.0, n * 5.0 + 1, 1.0) for n in range(10)]
    assert len(chosen(*told, settings=ExtendSettings(most_a_minute=3))) == 3


SPANS = st.lists(st.tuples(st.integers(0, 500), st.integers(1, 60)), max_size=8).map(
    lambda drawn: sorted(Span(a / 10, (a + b) / 10) for a, b in drawn)
)


@given(
    SPANS,
    SPANS,
    st.lists(st.integers(1, 60), min_size=8, max_size=8),
    st.lists(st.floats(0, 1), min_size=8, max_size=8),
)
def test_pauses_lie_outside_speech_in_order_and_after_what_they_tell(
    seen: list[Span], speech: list[Span], lengths: list[int], early: list[float]
) -> None:
    moments = [moment(n, span.start, span.end) for n, span in enumerate(seen)]
    lines = [roomless(n, length / 10) for n, length in enumerate(lengths[: len(seen)])]
    keyframes = [
        keyframe(moment, max(moment.seen.start, moment.seen.end - before))
        for moment, before in zip(moments, early, strict=False)
    ]
    shots = [Shot(1, Span(0, 30)), Shot(2, Span(30, 60))]
    found = pauses(lines, moments, keyframes, shots, speech, PART, SETTINGS)
    assert list(found) == sorted(found, key=lambda pause: pause.at)
    told = [name for pause in found for name in pause.lines]
    assert len(told) == len(set(told))
    by_id = {line.id: one for line, one in zip(lines, moments, strict=True)}
    for pause in found:
        assert not any(s.start < pause.at < s.end for s in speech)
        assert pause.length <= SETTINGS.longest + 1e-6
        for name in pause.lines:
            window = by_id[name].seen
            assert window.start < pause.at <= window.end + SETTINGS.late + 2 * FRAME
