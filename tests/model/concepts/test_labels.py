"""What captions, scenes and pixels say of concepts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.model.concepts.labels import (
    NO,
    SCENES,
    UNKNOWN,
    YES,
    Said,
    bases_of,
    of_captions,
    of_scene,
    only,
)
from vidcap.model.concepts.names import NAMES, PLACE

SNOW = ["a man skis in the snow"] * 3 + ["a man on a slope", "a man in red"]
KITCHEN = ["a woman cooks in the kitchen", "a woman at a stove", "a cook", "a woman", "a cook"]
SUNSET = ["two people on the beach at sunset"] * 2 + ["two people on the sand"] * 3
NIGHT = ["cars on a street at night"] * 3 + ["a city", "lights of a street"]
DOG = ["a dog runs", "a brown dog runs", "the dog is running", "a dog", "an animal runs"]


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("dogs", "dog"),
        ("running", "run"),
        ("riding", "ride"),
        ("ponies", "pony"),
        ("jumped", "jump"),
        ("danced", "dance"),
        ("beaches", "beach"),
        ("climbers", "climb"),
        ("swimmer", "swim"),
        ("stopped", "stop"),
    ],
)
def test_forms_lead_to_the_base(word, base):
    assert base in bases_of(word)


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12))
def test_a_word_is_a_form_of_itself(word):
    assert word in bases_of(word)


@pytest.mark.parametrize(
    ("caption", "words", "expected"),
    [
        ("A man skis.", ("ski",), True),
        ("A skier.", ("ski",), True),
        ("A large group of people", ("large group",), True),
        ("A group, large", ("large group",), False),
        ("A snowboarder", ("snow",), False),
        ("", ("snow",), False),
    ],
)
def test_a_caption_says_a_word_in_any_form(caption, words, expected):
    assert Said(caption).has(words) is expected


@pytest.mark.parametrize(
    ("captions", "name", "label"),
    [
        pytest.param(SNOW, "snow", YES, id="three-of-five"),
        pytest.param(SNOW[2:], "snow", UNKNOWN, id="one-of-three"),
        pytest.param(SNOW, "outdoors", YES, id="snow-implies-outdoors"),
        pytest.param(SNOW, "indoors", NO, id="outdoors-denies-indoors"),
        pytest.param(SNOW, "day", YES, id="outdoors-and-no-word-of-the-night"),
        pytest.param(SNOW, "mountain", UNKNOWN, id="a-slope-makes-silence-doubtful"),
        pytest.param(SNOW, "water", NO, id="silence"),
        pytest.param(KITCHEN, "indoors", YES, id="one-of-five-and-nobody-against"),
        pytest.param(KITCHEN, "outdoors", NO, id="a-kitchen-is-not-outdoors"),
        pytest.param(KITCHEN, "day", NO, id="no-daylight-indoors"),
        pytest.param(KITCHEN, "sky", NO, id="no-sky-indoors"),
        pytest.param(SUNSET, "dusk", YES, id="two-of-five"),
        pytest.param(SUNSET, "day", UNKNOWN, id="dusk-is-doubtful-day"),
        pytest.param(SUNSET, "sea", UNKNOWN, id="a-beach-may-be-at-the-sea"),
        pytest.param(NIGHT, "night", YES, id="night"),
        pytest.param(NIGHT, "day", NO, id="night-denies-day"),
        pytest.param(DOG, "animal", YES, id="other-words"),
        pytest.param(DOG, "run", YES, id="forms"),
        pytest.param(DOG, "stand", NO, id="running-denies-standing"),
        pytest.param(DOG, "outdoors", UNKNOWN, id="nobody-says-where"),
        pytest.param([], "snow", UNKNOWN, id="no-captions"),
    ],
)
def test_labels_of_captions(captions, name, label):
    assert of_captions(captions)[PLACE[name]] == label


@given(st.permutations(NIGHT + SNOW))
def test_the_order_of_captions_does_not_matter(captions):
    assert np.array_equal(of_captions(captions), of_captions(NIGHT + SNOW))


@pytest.mark.parametrize("label", SCENES)
def test_a_scene_says_yes_no_and_leaves_the_rest_open(label):
    found = of_scene(label)
    there, absent = SCENES[label]
    assert (found == YES).sum() == len(there)
    assert (found == NO).sum() == len(absent)
    assert found[PLACE["dark"]] == UNKNOWN


def test_only_denies_all_but_what_is_doubtful():
    found = only("text", unknown=("dark",))
    assert found[PLACE["text"]] == YES
    assert found[PLACE["dark"]] == UNKNOWN
    assert (found == NO).sum() == len(NAMES) - 2
