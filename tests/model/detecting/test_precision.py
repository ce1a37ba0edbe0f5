import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.model.detecting.precision import average_precisions, mean_precision, overlap
from vidcap.script import Box


def box(left: float, right: float, *, score: float = 1.0, label: str = "dog") -> Box:
    return Box(label, score, left, 0.0, right, 1.0)


BOXES = st.builds(
    lambda label, score, left, top, wide, high: Box(
        label, score, left, top, left + wide, top + high
    ),
    st.sampled_from(["dog", "person"]),
    st.floats(0.1, 1.0),
    st.floats(0.0, 0.5),
    st.floats(0.0, 0.5),
    st.floats(0.1, 0.5),
    st.floats(0.1, 0.5),
)
PICTURES = st.lists(st.lists(BOXES, max_size=4), max_size=4)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((0.0, 0.4), (0.0, 0.4), 1.0),
        ((0.0, 0.4), (0.2, 0.6), 1 / 3),
        ((0.0, 0.4), (0.4, 0.8), 0.0),
        ((0.0, 0.8), (0.2, 0.6), 0.5),
    ],
)
def test_overlap_by_hand(one: tuple, other: tuple, expected: float) -> None:
    assert overlap(box(*one), box(*other)) == pytest.approx(expected)


def test_average_precision_by_hand() -> None:
    """Three dogs are there, found: right, wrong, right (the third dog is missed).

    Precision after each: 1, 1/2, 2/3; at the first right one the best is 1, at the second 2/3.
    """
    truth = [[box(0.0, 0.4), box(0.6, 0.9)], [box(0.1, 0.5)]]
    found = [
        [box(0.0, 0.4, score=0.9), box(0.4, 0.6, score=0.8)],
        [box(0.1, 0.48, score=0.7)],
    ]
    assert average_precisions(truth, found) == {"dog": pytest.approx((1 + 2 / 3) / 3)}


def test_a_dip_is_levelled() -> None:
    """Wrong, right, right: precision 0, 1/2, 2/3; both recalls have the best after them, 2/3."""
    truth = [[box(0.0, 0.4), box(0.6, 0.9)]]
    found = [[box(0.4, 0.6, score=0.9), box(0.0, 0.4, score=0.8), box(0.6, 0.9, score=0.7)]]
    assert average_precisions(truth, found) == {"dog": pytest.approx(2 / 3)}


def test_one_thing_is_found_once() -> None:
    truth = [[box(0.0, 0.4), box(0.6, 0.9)]]
    found = [[box(0.0, 0.4, score=0.9), box(0.0, 0.39, score=0.8)]]
    assert average_precisions(truth, found) == {"dog": pytest.approx(1 / 2)}


def test_the_mean_is_over_the_classes_that_are_there() -> None:
    truth = [[box(0.0, 0.4), box(0.6, 0.9, label="cat")]]
    found = [[box(0.0, 0.4), box(0.6, 0.9, label="cow")]]
    assert average_precisions(truth, found) == {"cat": 0.0, "dog": 1.0}
    assert mean_precision(truth, found) == 0.5
    assert mean_precision([[]], found) == 0.0


@given(PICTURES)
def test_what_is_found_as_it_is_is_all_right(pictures: list[list[Box]]) -> None:
    assert set(average_precisions(pictures, pictures).values()) <= {1.0}


@given(PICTURES, st.data())
def test_it_lies_from_none_to_all(truth: list[list[Box]], data: st.DataObject) -> None:
    found = [data.draw(st.lists(BOXES, max_size=4)) for _ in truth]
    assert all(0 <= value <= 1 for value in average_precisions(truth, found).values())
