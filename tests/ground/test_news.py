from hypothesis import given
from hypothesis import strategies as st

from vidcap.ground.news import again, lengths, news
from vidcap.ground.persons import Persons
from vidcap.ground.phrases import Doing, Telling

STREET = Telling(light="night", places=("street", "buildings"))
WALKER = Telling(light="night", places=("street",), persons=Persons(1), doing=Doing("walk"))
TWO = Telling(light="night", places=("street",), persons=Persons(2))


def test_place_and_light_are_told_once() -> None:
    assert news(WALKER, []) == WALKER
    fresh = news(WALKER, [STREET])
    assert (fresh.light, fresh.places) == ("", ())
    assert fresh.persons == WALKER.persons


def test_who_is_there_is_told_when_it_changes() -> None:
    assert news(TWO, [WALKER]).persons == Persons(2)
    assert news(WALKER, [WALKER]) == Telling()


def test_in_another_place_all_is_new_but_the_light() -> None:
    room = Telling(light="night", places=("room",), persons=Persons(1), doing=Doing("walk"))
    assert news(room, [WALKER]) == Telling(
        places=("room",), persons=Persons(1), doing=Doing("walk")
    )


def test_a_part_of_the_place_is_no_other_place() -> None:
    assert news(Telling(places=("buildings",)), [STREET]) == Telling()
    assert news(Telling(places=("outdoors",)), [STREET]) == Telling()
    assert news(Telling(places=("indoors",)), [STREET]).places == ("indoors",)
    assert news(Telling(places=("indoors",)), [Telling(places=("room",))]) == Telling()


def test_day_is_told_after_night_only() -> None:
    day, dark = Telling(light="day", places=("street",)), Telling(light="dark")
    assert news(day, []).light == ""
    assert news(day, [STREET]).light == "day"
    assert news(day, [STREET, dark]).light == "day"
    assert news(day, [dark]).light == ""
    assert news(day, [STREET, day]).light == ""


def test_what_was_offered_long_ago_counts_as_not_told() -> None:
    """The caller gives the lines of a window only."""
    assert news(WALKER, [Telling(places=("street",))]).places == ()
    assert news(WALKER, []).places == ("street",)


def test_where_nothing_is_new_who_is_there_is_what_is_told_again() -> None:
    assert again(WALKER) == Telling(persons=Persons(1), doing=Doing("walk"))
    assert again(STREET) == STREET


TELLINGS = st.builds(
    Telling,
    light=st.sampled_from(["", "night", "day", "dark"]),
    places=st.sampled_from([(), ("street",), ("snow", "mountain"), ("indoors",)]),
    persons=st.sampled_from([None, Persons(1, side="left"), Persons(2, place="far")]),
    others=st.sampled_from([(), ("car",)]),
)


@given(TELLINGS, st.lists(TELLINGS, max_size=4))
def test_news_is_part_of_the_whole_and_of_lengths_none_tells_more(
    whole: Telling, before: list[Telling]
) -> None:
    fresh = news(whole, before)
    assert fresh.length <= whole.length
    sizes = [one.length for one in lengths(fresh)]
    assert max(sizes) == sizes[0] == fresh.length
