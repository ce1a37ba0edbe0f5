import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.fit.choice import Placed
from vidcap.fit.repeats import likeness, repeated
from vidcap.script import Moment, Span


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("A dog runs.", "a dog runs", 1.0),
        ("A dog runs on grass.", "A dog runs on sand.", 0.8),
        ("A dog.", "Snow.", 0.0),
        ("...", "?", 1.0),
        ("It is.", "They are.", 0.0),
        ("A dog and a dog.", "A dog.", 0.5),
        ("Two dogs are running.", "The two dogs run.", 1.0),
        ("A man in the snow.", "A woman in snow.", 1.0),
        ("A person indoors.", "Indoors. A person.", 1.0),
    ],
)
def test_likeness_is_the_share_of_words_in_common(one: str, other: str, expected: float) -> None:
    assert likeness(one, other) == pytest.approx(expected)


@given(st.text("ab ", max_size=9), st.text("ab ", max_size=9))
def test_likeness_has_no_direction(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)


def test_chinese_is_compared_by_its_characters() -> None:
    assert likeness("两只狗在草地上。", "两只狗在草地上跑。", "zh") >= 0.8
    assert likeness("两只狗。", "一座山。", "zh") < 0.5


def test_lines_are_compared_by_what_they_mean() -> None:
    said = [
        ("A close view of a person.", "A close view of a person."),
        ("A person, seen close.", "A close view of a person."),
        ("A fire.", ""),
        ("Flames.", ""),
    ]
    placed = [
        Placed(
            Moment(f"M{n}", "K", at, 0.5, (text,), meanings=(means,) if means else ()), text, at, at
        )
        for n, (text, means) in enumerate(said)
        if (at := Span(4.0 * n, 4.0 * n + 2))
    ]
    assert repeated(placed, window=5) == [("M1", "M0")]
    assert repeated(placed, window=0) == []
