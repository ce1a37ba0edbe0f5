import pytest
from hypothesis import given

from tests.ground.scenes import BOXES, FACTS
from vidcap.ground.shot import ITS_OWN, agreed_boxes, agreed_facts
from vidcap.script import Box, Fact, Glance


def person(score: float) -> Box:
    return Box("person", score, 0.3, 0.2, 0.6, 0.9)


def glance(*boxes: Box, facts: tuple[Fact, ...] = ()) -> Glance:
    return Glance(1.0, boxes, facts)


def test_a_fact_of_one_frame_alone_is_doubted() -> None:
    alone, both = Fact("snow", 0.95), Fact("mountain", 0.95)
    other = glance(facts=(Fact("snow", 0.05), Fact("mountain", 0.9)))
    snow, mountain = agreed_facts([alone, both], [other])
    assert snow.probability == pytest.approx(0.5)
    assert mountain.probability == pytest.approx(0.93, abs=0.01)


def test_a_fact_that_a_frame_does_not_know_is_denied_by_it() -> None:
    (snow,) = agreed_facts([Fact("snow", 0.95)], [glance(facts=(Fact("day", 0.9),))])
    assert snow.probability < 0.5


@pytest.mark.parametrize("name", sorted(ITS_OWN))
def test_what_the_line_is_about_stays_the_keyframes_own(name: str) -> None:
    (kept,) = agreed_facts([Fact(name, 0.9)], [glance(facts=(Fact(name, 0.1),))])
    assert kept.probability == 0.9


def test_who_is_surely_there_stays_and_who_is_doubtful_must_be_seen_again() -> None:
    assert agreed_boxes([person(0.9)], [glance()]) == (person(0.9),)
    (doubted,) = agreed_boxes([person(0.78)], [glance(), glance()])
    assert doubted.score < 0.35
    (again,) = agreed_boxes([person(0.6)], [glance(person(0.9)), glance(person(0.9))])
    assert again.score > 0.7


def test_a_second_person_is_held_against_second_persons() -> None:
    first, second = agreed_boxes([person(0.9), person(0.6)], [glance(person(0.9))])
    assert first.score == 0.9
    assert second.score < 0.35


@given(BOXES, FACTS)
def test_without_glances_all_stays(boxes: list[Box], facts: list[Fact]) -> None:
    assert sorted(agreed_boxes(boxes, []), key=repr) == sorted(boxes, key=repr)
    assert agreed_facts(facts, [glance()]) == tuple(facts)


@given(BOXES, FACTS, BOXES, FACTS)
def test_nothing_is_added_or_lost(
    boxes: list[Box], facts: list[Fact], others: list[Box], said: list[Fact]
) -> None:
    beside = [glance(*others, facts=tuple(said))]
    found, known = agreed_boxes(boxes, beside), agreed_facts(facts, beside)
    assert sorted(box.label for box in found) == sorted(box.label for box in boxes)
    assert [fact.name for fact in known] == [fact.name for fact in facts]
    assert all(0 <= one.score <= 1 for one in found)
    assert all(0 <= one.probability <= 1 for one in known)
