import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.fit.repeats import likeness


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("A dog runs.", "a dog runs", 1.0),
        ("A dog runs on grass.", "A dog runs on sand.", 0.8),
        ("A dog.", "Snow.", 0.0),
        ("A dog and a dog.", "A dog.", 0.4),
    ],
)
def test_likeness_is_the_share_of_words_in_common(one: str, other: str, expected: float) -> None:
    assert likeness(one, other) == pytest.approx(expected)


@given(st.text("ab ", max_size=9), st.text("ab ", max_size=9))
def test_likeness_has_no_direction(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
