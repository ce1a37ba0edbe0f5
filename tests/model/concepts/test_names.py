"""The list of concepts is whole and consistent."""

from vidcap.model.concepts.labels import SCENES
from vidcap.model.concepts.names import CONCEPTS, MISTAKEN, NAMES, PLACE, STRANGE

AGREED = (
    "indoors outdoors street road buildings forest field mountain rocks snow water sea lake river"
    " beach sand sky room stage garden day night dusk dark crowd animal vehicle fire text plain"
    " abstract sit stand walk run jump ride hold climb swim play hat coat"
)


def test_the_names_are_those_agreed_on():
    assert sorted(NAMES) == sorted(AGREED.split())
    assert STRANGE not in NAMES


def test_each_name_stands_once_at_its_place():
    assert len(set(NAMES)) == len(NAMES)
    assert all(NAMES[place] == name for name, place in PLACE.items())


def test_what_is_mistaken_is_a_concept():
    assert set(MISTAKEN) <= set(NAMES)


def test_no_word_both_names_and_denies_a_concept():
    for concept in CONCEPTS:
        assert not set(concept.words) & set(concept.against), concept.name


def test_scenes_speak_of_known_concepts_and_do_not_contradict_themselves():
    for there, absent in SCENES.values():
        assert set(there) | set(absent) <= set(NAMES)
        assert not set(there) & set(absent)
