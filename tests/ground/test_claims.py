import pytest

from vidcap.ground.claims import Claims, Thing, claims_of, refusal
from vidcap.ground.words import LABELS
from vidcap.model.detecting.labels import LABELS as KNOWN
from vidcap.recipe import GroundSettings
from vidcap.script import Box

SETTINGS = GroundSettings()


def boxes(label: str, *scores: float) -> list[Box]:
    """Boxes of one class side by side."""
    return [Box(label, score, n / 9, 0.1, (n + 0.9) / 9, 0.9) for n, score in enumerate(scores)]


def claims(persons: int, *things: tuple[str, int], exact: bool = True) -> Claims:
    return Claims(
        persons, exact, frozenset(Thing(frozenset(label.split("|")), n) for label, n in things)
    )


@pytest.mark.parametrize(
    ("sentence", "claimed"),
    [
        ("A man walks.", claims(1)),
        ("A man and a woman sit on a bench.", claims(2, ("bench", 1))),
        ("Two young boys ride bikes.", claims(2, ("bicycle|motorcycle", 2))),
        ("A teenage boy and a football player.", claims(2, ("sports ball", 1))),
        ("People walk.", claims(2, exact=False)),
        ("A group of people sit.", claims(3, exact=False)),
        ("A crowd.", claims(3, exact=False)),
        ("Snowy mountains.", claims(0)),
        ("A couple with two dogs.", claims(2, ("dog", 2))),
        ("A brown dog and a black dog chase the ball.", claims(0, ("dog", 2), ("sports ball", 1))),
        ("A cat and a kitten.", claims(0, ("cat", 2))),
        ("A surfer rides a surfboard.", claims(1, ("surfboard", 1))),
        ("A man eats a hot dog in a baseball cap.", claims(1)),
        ("Three cars.", claims(0, ("car|truck|bus", 3))),
    ],
)
def test_claims_are_read_from_a_sentence(sentence: str, claimed: Claims) -> None:
    assert claims_of(sentence) == claimed


def test_every_thing_a_word_claims_is_one_that_the_detector_knows() -> None:
    assert {label for labels in LABELS.values() for label in labels.split("|")} <= set(KNOWN)


@pytest.mark.parametrize(
    ("sentence", "found", "problem"),
    [
        ("A man walks.", boxes("person", 0.9), ""),
        ("A man walks.", [], "1 persons claimed, 0 found"),
        ("A man walks.", boxes("person", 0.2), "1 persons claimed, 0 found"),
        ("A man walks.", boxes("person", 0.9, 0.9, 0.9), "1 persons claimed, 3 found"),
        ("Two men walk.", boxes("person", 0.9, 0.5), ""),
        ("People walk.", boxes("person", 0.9, 0.9, 0.9, 0.9), ""),
        (
            "A group of people.",
            boxes("person", 0.9, 0.9),
            "at least 3 persons claimed, 2 found",
        ),
        ("A dog runs.", boxes("cat", 0.9), "1 x dog claimed, 0 found"),
        ("A dog runs.", boxes("dog", 0.5), "1 x dog claimed, 0 found"),
        ("A dog runs.", boxes("dog", 0.9), ""),
        ("Two dogs run.", boxes("dog", 0.9), "2 x dog claimed, 1 found"),
        ("A van.", boxes("truck", 0.9), ""),
        ("A mountain.", [], ""),
    ],
)
def test_what_is_claimed_must_be_found(sentence: str, found: list[Box], problem: str) -> None:
    assert refusal(sentence, found, SETTINGS) == problem


def test_a_thing_is_what_it_is_most_surely_called() -> None:
    bear = [Box("bear", 0.95, 0.1, 0.1, 0.9, 0.9), Box("dog", 0.75, 0.1, 0.12, 0.9, 0.9)]
    assert refusal("A bear.", bear, SETTINGS) == ""
    assert refusal("A dog.", bear, SETTINGS) == "1 x dog claimed, 0 found"
