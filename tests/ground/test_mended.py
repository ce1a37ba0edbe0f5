import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ground.scenes import BESIDE, BOXES, FACTS, MIDDLE, SETTINGS, see
from vidcap.ground.mended import mended
from vidcap.ground.neutral import neutral
from vidcap.ground.sight import sight_of
from vidcap.ground.support import support
from vidcap.script import Box, Fact

BIKE = Box("bicycle", 0.9, 0.4, 0.5, 0.7, 1.0)
DOG = Box("dog", 0.8, 0.1, 0.5, 0.3, 0.9)
BALL = Box("sports ball", 0.9, 0.4, 0.8, 0.5, 0.9)
BENCH = Box("bench", 0.9, 0.35, 0.6, 0.75, 1.0)
TABLE = Box("dining table", 0.9, 0.3, 0.5, 1.0, 1.0)


@pytest.mark.parametrize(
    ("caption", "boxes", "names", "text"),
    [
        ("A man walks in front of a building.", [MIDDLE], "walk", "A person walks."),
        (
            "A man walks in front of a building.",
            [MIDDLE],
            "walk buildings",
            "A person walks in front of a building.",
        ),
        ("A man with a hat walks.", [MIDDLE], "walk", "A person walks."),
        ("A man wearing a hat walks.", [MIDDLE], "walk hat", "A person wearing a hat walks."),
        ("A man riding a bike.", [MIDDLE, BIKE], "ride", "A person is riding a bike."),
        ("A man walks near a wall with a dog.", [MIDDLE, DOG], "walk", "A person walks."),
        ("A man walks with a dog.", [MIDDLE, DOG], "walk", "A person walks with a dog."),
        ("A brown dog runs through the snow.", [DOG], "run snow", "A dog runs through the snow."),
        ("A poodle runs on a sidewalk.", [DOG], "run street", "A dog runs on a street."),
        ("A little girl leaps.", [MIDDLE], "jump", "A person leaps."),
        ("A man strolls in a meadow.", [MIDDLE], "walk field", "A person walks in grass."),
        (
            "A man sits at a table and a woman stands.",
            [MIDDLE, BESIDE, TABLE],
            "sit stand",
            "A person sits at a table.",
        ),
        ("A person is on a beach.", [MIDDLE], "beach", "A person is on a beach."),
        ("The young man walks.", [MIDDLE], "walk", "A person walks."),
        ("The dog runs through grassy grass.", [DOG], "run field", "A dog runs through grass."),
        (
            "A person in a red jacket stands.",
            [MIDDLE],
            "stand coat",
            "A person in a jacket stands.",
        ),
        ("A man and a woman walk.", [MIDDLE, BESIDE], "walk", "Two people walk."),
        ("A couple is walking.", [MIDDLE, BESIDE], "walk", "Two people are walking."),
        ("A man walks a dog.", [MIDDLE], "walk", "A person walks."),
        (
            "A man walks by a lake on a sunny day.",
            [MIDDLE],
            "walk lake day",
            "A person walks by a lake.",
        ),
        ("A man jumps off a car on a bench.", [MIDDLE, BENCH], "jump", "A person jumps."),
        ("A man sits on a bench.", [MIDDLE, BENCH], "sit", "A person sits on a bench."),
    ],
)
def test_what_was_not_found_is_cut(caption: str, boxes: list[Box], names: str, text: str) -> None:
    assert mended(caption, see(boxes, names)).text == text


@pytest.mark.parametrize(
    ("caption", "boxes", "text"),
    [
        ("Two men sit.", [MIDDLE], "A person sits."),
        ("Two men are sitting.", [MIDDLE], "A person is sitting."),
        ("A man sits.", [MIDDLE, BESIDE], "Two people sit."),
        ("A man is sitting.", [MIDDLE, BESIDE], "Two people are sitting."),
        ("A group of people sit.", [MIDDLE, BESIDE], "Two people sit."),
        ("Two people sit.", [MIDDLE] * 6, "A group of people sit."),
    ],
)
def test_a_wrong_number_is_mended(caption: str, boxes: list[Box], text: str) -> None:
    assert mended(caption, see(boxes, "sit")).text == text


@pytest.mark.parametrize(
    ("caption", "boxes", "names", "problem"),
    [
        ("A man rides a horse.", [MIDDLE], "ride", "horse"),
        ("A man rides a bike.", [MIDDLE, Box("bicycle", 0.9, 0, 0, 0.2, 0.2)], "ride", "bike"),
        ("A man rides a wave.", [MIDDLE], "ride sea water", "water"),
        ("A man rides.", [MIDDLE], "ride", "rides"),
        ("A man smiles.", [MIDDLE], "stand", "smiles"),
        ("A cat sits.", [MIDDLE], "sit", "cat"),
        ("A man on a street.", [MIDDLE], "street", "nothing that is done"),
        ("A man is on a roof.", [MIDDLE], "street", "nothing of what is done"),
        ("A man watches a woman.", [MIDDLE, BESIDE], "sit", "watches"),
        ("A man sits.", [], "sit", "1 persons"),
        ("A man rides a bike.", [MIDDLE, BESIDE, BIKE], "ride", ""),
        ("A man sits.", [MIDDLE, BESIDE], "sit stand", "1 persons"),
        ("", [MIDDLE], "sit", "nothing that is done"),
        ("A brown and a black dog run.", [DOG, DOG], "run", "another number"),
        ("A dog and another dog run.", [DOG, DOG], "run", "twice"),
        ("Two man stand.", [MIDDLE, BESIDE], "stand", "another number"),
        ("A man is bitten by a dog.", [MIDDLE, DOG], "stand", "bitten"),
        ("A man plays soccer.", [MIDDLE, BALL], "play", "soccer"),
        ("A man wears a tie.", [MIDDLE, Box("tie", 0.9, 0.5, 0.3, 0.55, 0.5)], "hat", "tie"),
    ],
)
def test_a_core_that_was_not_found_is_refused(
    caption: str, boxes: list[Box], names: str, problem: str
) -> None:
    found = mended(caption, see(boxes, names))
    assert found.text == ""
    assert problem in found.problem


def test_colours_stay_where_the_pixels_agree() -> None:
    sight = see([DOG], "run")
    caption = "A black and brown dog runs."
    assert mended(caption, sight).text == "A dog runs."
    black = mended(caption, sight, colours=lambda colour, where: colour == "black")
    assert black.text == "A black dog runs."
    both = mended(caption, sight, colours=lambda colour, where: where == DOG)
    assert both.text == "A black and brown dog runs."


def test_it_is_as_sure_as_its_least_sure_claim() -> None:
    sight = sight_of([MIDDLE, DOG], [Fact("walk", 0.97)], SETTINGS)
    assert mended("A man walks with a dog.", sight).sureness == 0.8


SUBJECTS = st.sampled_from(
    ["A man", "Two men", "A dog", "People", "A girl in a red hat", "A man and a dog", "A crowd"]
)
VERBS = st.sampled_from(["sits", "is riding a bike", "walk", "are playing", "holds a cup", "jumps"])
TAILS = st.sampled_from(
    ["on a bench", "in the snow", "with a ball", "next to a car", "at night", "of it", "and runs"]
)


@given(SUBJECTS, VERBS, st.lists(TAILS, max_size=3), BOXES, FACTS)
def test_of_a_mended_sentence_every_claim_is_found(
    subject: str, verb: str, tails: list[str], boxes: list[Box], said: list[Fact]
) -> None:
    sight = sight_of(boxes, said, SETTINGS)
    found = mended(" ".join([subject, verb, *tails]) + ".", sight)
    if found.text:
        missing = support(neutral(found.text), sight).unsupported
        assert not [words for words in missing if "person" not in words]
        assert 0 < found.sureness <= 1
        assert found.text[0].isupper()
        assert found.text.endswith(".")
