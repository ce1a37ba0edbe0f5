import pytest
from hypothesis import given

from tests.ground.scenes import BOXES
from vidcap.ground import ground
from vidcap.ground.movement import movement
from vidcap.recipe import GroundSettings
from vidcap.script import Box, Fact, Glance, Keyframe, Span


def person(height: float = 0.5, score: float = 0.9) -> Box:
    return Box("person", score, 0.3, 0.95 - height, 0.65, 0.95)


def moved(*frames: list[Box]) -> Fact | None:
    """What a shot of one, two or three frames tells; its keyframe is the second."""
    times = (1.0, 2.0, 3.0)
    glances = [Glance(time, tuple(found)) for time, found in zip(times, frames, strict=False)]
    (keyframe,) = [one for one in glances if one.time == 2.0]
    return movement(2.0, keyframe.boxes, [one for one in glances if one.time != 2.0])


@pytest.mark.parametrize(
    ("frames", "name"),
    [
        (([], [person()], [person()]), "appear"),
        (([person()], [person()], []), "vanish"),
        (([person(0.3)], [person(0.4)], [person(0.5)]), "near"),
        (([person(0.5)], [person(0.4)], [person(0.3)]), "recede"),
        (([person()], [person()], [person()]), ""),
        (([person(0.3)], [person(0.5)], [person(0.4)]), ""),
        (([], [person()], []), ""),
        (([], [person(score=0.6)], [person()]), ""),
        (([person(score=0.2)], [person()], [person()]), ""),
        (([], [person(), person(0.3, 0.3)], [person()]), ""),
    ],
)
def test_only_what_is_sure_of_one_person_is_told(frames: tuple[list[Box], ...], name: str) -> None:
    found = moved(*frames)
    assert (found.name if found else "") == name


def test_one_frame_alone_does_not_move() -> None:
    assert movement(1.0, [person()], []) is None


@given(BOXES, BOXES, BOXES)
def test_backwards_it_is_the_other_way_round(
    first: list[Box], second: list[Box], third: list[Box]
) -> None:
    there, back = moved(first, second, third), moved(third, second, first)
    opposite = {"appear": "vanish", "near": "recede", "vanish": "appear", "recede": "near"}
    assert (there is None) == (back is None)
    if there is not None and back is not None:
        assert back.name == opposite[there.name]


@pytest.mark.parametrize(
    ("language", "text"), [("en", "A person comes into view."), ("zh", "一个人出现。")]
)
def test_it_is_told_and_its_evidence_kept(language: str, text: str) -> None:
    glances = (Glance(1.0, ()), Glance(3.0, (person(),)))
    (moment,) = ground(
        [Keyframe("K0001", 1, 2.0, Span(0.5, 3.5), 9.0, beside=(1.0, 3.0))],
        {},
        {"K0001": [person()]},
        GroundSettings(),
        checked=True,
        facts={"K0001": [Fact("day", 0.5)]},
        glances={"K0001": glances},
        language=language,
    )
    assert moment.sentences[0] == text
    assert moment.glances == glances
