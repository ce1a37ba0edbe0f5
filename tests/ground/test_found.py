import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.ground.found import clear, overlap, touch
from vidcap.script import Box


def box(label: str, score: float, left: float = 0.0, right: float = 1.0) -> Box:
    return Box(label, score, left, 0.0, right, 1.0)


@pytest.mark.parametrize(
    ("boxes", "names"),
    [
        ([box("bear", 0.9), box("dog", 0.8)], ["bear"]),
        ([box("dog", 0.8), box("bear", 0.9)], ["bear"]),
        ([box("bear", 0.9, 0, 0.5), box("dog", 0.8, 0.5, 1)], ["bear", "dog"]),
        ([box("dog", 0.9), box("dog", 0.8)], ["dog", "dog"]),
        ([box("person", 0.9), box("horse", 0.8)], ["person", "horse"]),
        ([], []),
    ],
)
def test_one_thing_has_one_name_but_a_rider_and_a_horse_are_two(
    boxes: list[Box], names: list[str]
) -> None:
    assert [one.label for one in clear(boxes)] == names


EDGES = st.tuples(*[st.floats(0, 1)] * 4).map(
    lambda e: Box("x", 0.5, min(e[0], e[1]), min(e[2], e[3]), max(e[0], e[1]), max(e[2], e[3]))
)


@given(EDGES, EDGES)
def test_overlap_is_a_share_and_the_same_both_ways(one: Box, other: Box) -> None:
    assert 0 <= overlap(one, other) <= 1 + 1e-9
    assert overlap(one, other) == overlap(other, one)


def test_overlap_of_halves() -> None:
    assert overlap(box("x", 1, 0, 0.75), box("x", 1, 0.25, 1)) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("one", "other", "is_touching"),
    [
        (box("x", 1, 0, 0.5), box("x", 1, 0.3, 0.8), True),
        (box("x", 1, 0, 0.5), box("x", 1, 0.5, 1), False),
        (box("x", 1, 0, 0.5), box("x", 1, 0.45, 1), False),
        (box("x", 1, 0.3, 0.3), box("x", 1, 0, 1), False),
    ],
)
def test_boxes_touch_that_share_a_part_of_the_smaller(
    one: Box, other: Box, is_touching: bool
) -> None:
    assert touch(one, other) == touch(other, one) == is_touching
