import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.plain import from_plain, to_plain
from vidcap.script import Line, Moment, Shot, Span

TIMES = st.integers(0, 10**9).map(lambda n: n / 1000)
COUNTS = st.integers(0, 10**9)
SPANS = st.builds(lambda a, b: Span(a / 1000, (a + b + 1) / 1000), COUNTS, COUNTS)
LINES = st.builds(
    Line,
    st.text(),
    st.text(),
    st.text(),
    st.just("skipped"),
    st.text(),
    length=st.none() | TIMES,
    needs=st.none() | TIMES,
)
MOMENTS = st.builds(Moment, st.text(), st.text(), SPANS, TIMES, st.lists(st.text()).map(tuple))


@given(st.lists(SPANS).map(tuple), st.lists(LINES).map(tuple), st.lists(MOMENTS).map(tuple))
def test_records_come_back_as_they_were(
    spans: tuple[Span, ...], lines: tuple[Line, ...], moments: tuple[Moment, ...]
) -> None:
    for kind, records in ((Span, spans), (Line, lines), (Moment, moments)):
        assert from_plain(tuple[kind, ...], json.loads(json.dumps(to_plain(records)))) == records


@pytest.mark.parametrize(
    ("kind", "value", "message"),
    [
        (Span, {"start": 1, "end": 0}, "Span: a span ends after it starts"),
        (Span, {"start": "x", "end": 0}, r"Span\.start: a number was expected"),
        (Span, {"start": 1}, "Span: .*missing"),
        (Span, {"start": 1, "end": 2, "extra": 3}, "Span: unknown extra"),
        (Span, [], "Span: a table was expected"),
        (Shot, {"number": 1.5, "span": {"start": 0, "end": 1}}, "of type int was expected"),
        (tuple[Span, ...], {}, "a list was expected"),
        (tuple[Span, ...], [{}], r"\[0\]: .*missing"),
        (Line, {"id": "L1", "moment": "", "text": "", "status": "odd", "reason": ""}, "one of"),
    ],
)
def test_what_is_wrong_is_named_by_its_place(kind: type, value: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        from_plain(kind, value)


def test_numbers_are_rounded_to_a_microsecond() -> None:
    assert to_plain(Span(0.1 + 0.2, 1.00000049)) == {"start": 0.3, "end": 1.0}
    assert to_plain({"a": (1, None, "x")}) == {"a": [1, None, "x"]}
