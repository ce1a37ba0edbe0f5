import pytest

from tests.ground.scenes import BESIDE, CLOSE, MIDDLE, SMALL, person, see
from vidcap.ground.phrases import Doing
from vidcap.ground.telling import sureness, telling_of
from vidcap.script import Box, Fact

BENCH = Box("bench", 0.9, 0.3, 0.6, 1.0, 1.0)


@pytest.mark.parametrize(
    ("names", "places"),
    [
        ("beach sand water sea", ("beach", "sea")),
        ("street road buildings", ("street", "buildings")),
        ("mountain rocks sky", ("mountain",)),
        ("forest mountain snow", ("forest", "snow")),
        ("sea lake", ("water",)),
        ("outdoors forest", ("forest",)),
        ("outdoors", ("outdoors",)),
        ("indoors room", ("room",)),
        ("", ()),
    ],
)
def test_at_most_two_places_that_do_not_say_the_same(names: str, places: tuple[str, ...]) -> None:
    assert telling_of(see([], names)).places == places


@pytest.mark.parametrize(
    ("boxes", "names", "places"),
    [
        ([MIDDLE], "indoors", ("indoors",)),
        ([CLOSE], "indoors", ()),
        ([CLOSE], "outdoors street", ("street",)),
        ([], "indoors dark", ()),
        ([], "indoors night", ()),
        ([], "outdoors night", ("outdoors",)),
    ],
)
def test_the_setting_is_told_where_it_can_be_seen(
    boxes: list[Box], names: str, places: tuple[str, ...]
) -> None:
    assert telling_of(see(boxes, names)).places == places


@pytest.mark.parametrize(
    ("boxes", "names", "doing"),
    [
        ([MIDDLE], "sit", Doing("sit")),
        ([MIDDLE, BENCH], "sit", Doing("sit", thing="bench")),
        ([MIDDLE, BESIDE, BENCH], "sit", Doing("sit", thing="bench")),
        ([MIDDLE, person(0, 0, 0.2, 0.9), BENCH], "sit", Doing("sit")),
        ([MIDDLE, BESIDE], "sit stand", Doing("sit", other="stand")),
        ([MIDDLE, BESIDE], "ride sit", None),
        ([MIDDLE, BESIDE], "play", Doing("play")),
        ([MIDDLE], "play", None),
        ([MIDDLE], "sit text", None),
        ([], "sit", None),
        ([], "crowd walk", None),
    ],
)
def test_who_does_it_must_be_sure(boxes: list[Box], names: str, doing: Doing | None) -> None:
    assert telling_of(see(boxes, names)).doing == doing


def test_clothes_are_of_one_person_who_is_not_far_off() -> None:
    assert telling_of(see([MIDDLE], "hat coat")).wearing == ("coat", "hat")
    assert telling_of(see([SMALL], "hat")).wearing == ()
    assert telling_of(see([MIDDLE, BESIDE], "hat")).wearing == ()


def test_a_line_is_as_sure_as_the_least_sure_thing_that_it_tells() -> None:
    sight = see([MIDDLE], "street walk")
    assert sureness(telling_of(sight), sight) == 0.9
    sight = see([], "sea lake")
    assert sureness(telling_of(sight), sight) == 0.98
    assert Fact("sea", 0.98) in sight.facts
