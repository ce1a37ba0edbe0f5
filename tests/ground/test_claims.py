import pytest

from vidcap.ground.claims import Claims, claims_of, refusal
from vidcap.recipe import GroundSettings
from vidcap.script import Box

SETTINGS = GroundSettings()


def box(label: str, score: float = 0.9) -> Box:
    return Box(label, score, 0.1, 0.1, 0.5, 0.9)


@pytest.mark.parametrize(
    ("sentence", "claims"),
    [
        ("A man walks.", Claims(1, True, frozenset())),
        ("A man and a woman sit on a bench.", Claims(2, True, frozenset({"bench"}))),
        ("Two young boys ride bikes.", Claims(2, True, frozenset({"bicycle"}))),
        ("People walk.", Claims(2, False, frozenset())),
        ("A group of people sit.", Claims(3, False, frozenset())),
        ("A crowd.", Claims(3, False, frozenset())),
        ("Snowy mountains.", Claims(0, True, frozenset())),
        ("A couple with two dogs.", Claims(2, True, frozenset({"dog"}))),
    ],
)
def test_claims_are_read_from_a_sentence(sentence: str, claims: Claims) -> None:
    assert claims_of(sentence) == claims


@pytest.mark.parametrize(
    ("sentence", "boxes", "problem"),
    [
        ("A man walks.", [box("person")], ""),
        ("A man walks.", [], "1 persons claimed, 0 found"),
        ("A man walks.", [box("person", 0.2)], "1 persons claimed, 0 found"),
        ("A man walks.", [box("person")] * 3, "1 persons claimed, 3 found"),
        ("People walk.", [box("person")] * 4, ""),
        ("A group of people.", [box("person")] * 2, "at least 3 persons claimed, 2 found"),
        ("A dog runs.", [box("cat")], "dog claimed"),
        ("A dog runs.", [box("dog")], ""),
        ("A mountain.", [], ""),
    ],
)
def test_what_is_claimed_must_be_found(sentence: str, boxes: list[Box], problem: str) -> None:
    assert refusal(sentence, boxes, SETTINGS) == problem
