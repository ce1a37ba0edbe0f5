import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ground.scenes import BOXES, CLOSE, FACTS, MIDDLE, SETTINGS, facts, see
from vidcap.ground.sight import KINDS, NAMES, sight_of
from vidcap.recipe import POINTS, GroundSettings
from vidcap.script import Box, Fact


@pytest.mark.parametrize("kind", list(NAMES))
def test_each_kind_has_its_own_threshold(kind: str) -> None:
    name = NAMES[kind].split()[0]
    settings = GroundSettings(**{one: 0.99 for one in NAMES if one != kind} | {kind: 0.5})
    sure = {one for one in KINDS if sight_of([], facts(one, 0.6), settings).of(KINDS[one])}
    assert name in sure
    assert {KINDS[one] for one in sure} == {kind}


@pytest.mark.parametrize(
    ("names", "sure"),
    [
        ("snow mountain", {"snow", "mountain"}),
        ("indoors outdoors", set()),
        ("room street", set()),
        ("indoors street night", {"night"}),
        ("indoors stage", {"indoors", "stage"}),
        ("day night", set()),
        ("night dark", {"night"}),
        ("dusk dark", {"dusk"}),
        ("day dark", set()),
        ("unheard", set()),
    ],
)
def test_what_contradicts_is_left_out(names: str, sure: set[str]) -> None:
    assert {fact.name for fact in see([], names).facts} == sure


def test_a_rival_that_is_likely_is_doubt_enough() -> None:
    assert sight_of([], [Fact("day", 0.95), Fact("night", 0.4)], SETTINGS).facts == ()


@pytest.mark.parametrize("name", ["text", "plain", "abstract"])
def test_of_what_is_no_view_facts_and_things_say_nothing_but_persons_are_seen(name: str) -> None:
    sight = see([CLOSE, Box("dog", 0.95, 0, 0, 1, 1)], f"street {name}")
    assert (sight.facts, sight.things, sight.hidden) == ((), (), name)
    assert sight.people == (CLOSE,)


@pytest.mark.parametrize(
    ("named", "is_told"),
    [
        (None, True),  # nobody was asked
        (frozenset(), True),
        (frozenset({"dog", "horse", "animal"}), True),
        (frozenset({"horse", "animal"}), False),
    ],
)
def test_an_animal_that_is_called_another_is_not_told_by_its_kind(
    named: frozenset[str] | None, is_told: bool
) -> None:
    dog, car = Box("dog", 0.95, 0, 0, 0.2, 0.2), Box("car", 0.95, 0.5, 0, 1, 1)
    sight = sight_of([dog, car], (), SETTINGS, named=named)
    assert sight.things == ((dog, car) if is_told else (car,))


def test_a_strange_picture_raises_every_threshold() -> None:
    said = [Fact("street", 0.82), Fact("strange", 0.5)]
    dog = Box("dog", 0.86, 0, 0, 0.2, 0.2)
    unsure = Box("person", SETTINGS.sure_score + 0.05, 0.5, 0, 1, 1)
    assert see([dog, unsure], "").things
    strange = sight_of([dog, unsure], said, SETTINGS)
    assert (strange.facts, strange.things, strange.people) == ((), (), ())
    calm = GroundSettings(wariness=0)
    assert sight_of([dog, unsure], said, calm).of("place") == ("street",)


def test_of_a_very_strange_picture_facts_say_nothing() -> None:
    sight = sight_of([MIDDLE], [Fact("street", 1.0), Fact("strange", 0.9)], SETTINGS)
    assert (sight.facts, sight.hidden) == ((), "strange")


def test_doubtful_persons_stay_doubtful_where_it_is_strange() -> None:
    doubtful = Box("person", 0.4, 0, 0, 0.3, 1)
    sight = sight_of([CLOSE, doubtful], [Fact("strange", 0.5)], SETTINGS)
    assert (len(sight.people), sight.maybe) == (1, 2)


def test_a_thing_that_the_heads_deny_is_not_told() -> None:
    bird = Box("bird", 0.9, 0, 0, 1, 1)
    assert sight_of([bird], [Fact("animal", 0.05)], SETTINGS).things == ()
    assert sight_of([bird], [Fact("animal", 0.2)], SETTINGS).things == (bird,)
    assert sight_of([bird], [], SETTINGS).things == (bird,)


def test_two_persons_are_no_crowd() -> None:
    assert see([MIDDLE, CLOSE], "crowd").facts == ()
    assert see([], "crowd").facts


@given(BOXES, FACTS)
def test_nothing_is_sure_below_its_threshold(boxes: list[Box], said: list[Fact]) -> None:
    sight = sight_of(boxes, said, SETTINGS)
    assert all(f.probability >= getattr(SETTINGS, KINDS[f.name]) for f in sight.facts)
    assert all(box.score >= SETTINGS.sure_score for box in sight.people)
    assert all(box.score >= SETTINGS.thing_score for box in sight.things)
    assert len(sight.people) <= sight.maybe


@given(BOXES, FACTS, st.floats(0, 0.7), st.floats(0, 0.7))
def test_the_stranger_the_less_is_sure(
    boxes: list[Box], said: list[Fact], one: float, other: float
) -> None:
    plain = [fact for fact in said if fact.name != "strange"]
    less, more = (
        sight_of(boxes, [*plain, Fact("strange", s)], SETTINGS) for s in sorted((one, other))
    )
    assert set(more.people) <= set(less.people)
    assert set(more.things) <= set(less.things)


@given(BOXES, FACTS)
def test_a_draft_has_no_fewer_persons_and_things(boxes: list[Box], said: list[Fact]) -> None:
    sure, draft = (sight_of(boxes, said, POINTS[point]) for point in ("sure", "draft"))
    assert set(sure.people) <= set(draft.people)
    assert set(sure.things) <= set(draft.things)


@pytest.mark.parametrize("value", [-1.0, 2.0, float("nan"), float("inf")])
def test_odd_probabilities_break_nothing(value: float) -> None:
    sight = sight_of([MIDDLE], [Fact("strange", value), Fact("street", value)], SETTINGS)
    assert sight.maybe == 1
