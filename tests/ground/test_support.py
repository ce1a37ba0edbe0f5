import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ground.scenes import BESIDE, BOXES, CLOSE, FACTS, MIDDLE, SETTINGS, see
from vidcap.ground import support as support_of
from vidcap.ground.support import Support, support
from vidcap.script import Box, Fact

DOG = Box("dog", 0.9, 0.1, 0.5, 0.3, 0.9)


@pytest.mark.parametrize(
    ("sentence", "boxes", "names", "unsupported"),
    [
        ("A man walks on a street.", [MIDDLE], "walk street", ()),
        ("A man walks on a street.", [MIDDLE], "walk", ("street",)),
        ("A man walks on a street.", [], "street", ("1 person", "walks")),
        ("Two men walk.", [MIDDLE], "walk", ("2 persons",)),
        ("People walk.", [MIDDLE, BESIDE], "walk", ()),
        ("A crowd of people.", [], "crowd", ()),
        ("A brown dog runs.", [DOG], "run", ("brown",)),
        ("Two dogs run.", [DOG], "run", ("dogs",)),
        ("An animal runs.", [DOG], "run", ()),
        ("An animal runs.", [], "run animal", ()),
        ("A toy car.", [Box("car", 0.9, 0, 0, 1, 1)], "", ("car", "toy")),
        ("A man wearing a hat.", [MIDDLE], "hat", ()),
        ("A man wearing a hat.", [MIDDLE], "", ("hat",)),
        ("A man plays a guitar.", [MIDDLE], "play", ("guitar",)),
        ("A snowy mountain by the sea.", [], "snow mountain sea", ()),
        ("Water.", [], "lake", ()),
        ("A sidewalk.", [], "street", ("sidewalk",)),
        ("A person smiles happily.", [MIDDLE], "", ("smiles", "happily")),
        ("A dog runs while a boy jumps.", [DOG, MIDDLE], "run", ("jumps",)),
    ],
)
def test_each_claim_is_looked_up(
    sentence: str, boxes: list[Box], names: str, unsupported: tuple[str, ...]
) -> None:
    assert support(sentence, see(boxes, names)).unsupported == unsupported


def test_the_score_is_the_share_of_the_claims_that_were_found() -> None:
    assert support("A man walks on a street.", see([MIDDLE], "walk")).score == pytest.approx(2 / 3)
    assert support("And so it is.", see([MIDDLE])).score == 0.0


def test_colours_are_asked_of_the_pixels() -> None:
    asked: list[tuple[str, Box | None]] = []

    def agrees(colour: str, where: Box | None) -> bool:
        asked.append((colour, where))
        return colour == "brown"

    found = support("A brown dog in the white snow.", see([DOG], "snow"), colours=agrees)
    assert found == Support(3 / 4, ("white",))
    assert asked == [("brown", DOG), ("white", None)]


def test_a_persons_colour_is_never_supported() -> None:
    found = support("A white man.", see([CLOSE]), colours=lambda colour, where: True)
    assert found.unsupported == ("white",)


def test_the_door_takes_boxes_and_facts() -> None:
    found = support_of("A dog in the snow.", [DOG], [Fact("snow", 0.97)], SETTINGS)
    assert found == Support(1.0, ())


WORDS = st.sampled_from(
    "a two man men dog dogs snow in on of is walks riding red black street hat and , toy".split()
)


@given(st.lists(WORDS, max_size=12), BOXES, FACTS)
def test_the_score_is_a_share_and_one_means_that_nothing_is_missing(
    words: list[str], boxes: list[Box], said: list[Fact]
) -> None:
    found = support_of(" ".join(words), boxes, said, SETTINGS)
    assert 0 <= found.score <= 1
    assert not (found.score == 1 and found.unsupported)


@given(st.lists(WORDS, max_size=12))
def test_where_nothing_was_found_nothing_is_supported(words: list[str]) -> None:
    assert support_of(" ".join(words), [], [], SETTINGS).score == 0
