"""Shorter wordings: each a sentence that tells less of the same."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from vidcap.ground.fact_words import DETERMINERS, PREPOSITIONS
from vidcap.ground.sentences import FINITE, whole
from vidcap.ground.shorter import shortened
from vidcap.ground.wording import fault


@pytest.mark.parametrize(
    ("sentence", "shorter"),
    [
        ("A person is sitting on a bench.", ["A person is sitting."]),
        ("A person is riding a bike on a dirt road.", ["A person is riding a bike."]),
        ("A person rides a bicycle on a dirt road.", ["A person rides a bicycle."]),
        ("Two people are standing in front of a house.", ["Two people are standing."]),
        ("A dog runs through snow.", ["A dog runs."]),
        ("A person is looking at the sea.", []),
        ("A person is putting a ball in a basket.", []),
        ("A person is climbing up a wall on a rope.", []),
        ("A dog runs.", []),
        ("A boy in a red shirt jumps.", ["A boy in a shirt jumps."]),
        (
            "A little boy in a striped shirt is standing behind a tree.",
            [
                "A little boy in a striped shirt is standing.",
                "A little boy is standing.",
                "A boy is standing.",
            ],
        ),
        ("An old red boat lies on the beach.", ["An old red boat lies.", "A boat lies."]),
        ("A red and white dog leaps.", ["A dog leaps."]),
        ("A big umbrella stands there.", ["An umbrella stands there."]),
        ("Small dogs run.", ["Dogs run."]),
        ("The house is red.", []),
        ("A man in red is standing.", []),
        ("A red and a blue car pass.", []),
    ],
)
def test_place_then_clothes_then_looks_are_left_out(sentence: str, shorter: list[str]) -> None:
    assert list(shortened(sentence)) == shorter


_OPEN = DETERMINERS | PREPOSITIONS - {"around", "outside"} | {"and"}  # no sentence ends so


def words_of(sentence: str) -> list[str]:
    """The words but for articles, which may change with the word behind them."""
    return [word for word in sentence.lower().rstrip(".").split() if word not in ("a", "an")]


def is_within(few: list[str], many: list[str]) -> bool:
    """Tell whether the few come among the many in the same order."""
    rest = iter(many)
    return all(word in rest for word in few)


def test_of_two_thousand_captions_every_shorter_wording_is_a_sentence(shared: Path) -> None:
    """It tells nothing else, keeps its verb, and breaks off nowhere; half have one."""
    lines = (shared / "data/flickr8k/captions.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["split"] == "test"]
    captions = [row["en"][place].rstrip(" .") + "." for row in rows for place in (0, 2)]
    shortenable = 0
    for caption in captions:
        sentence = whole(caption)
        texts = shortened(sentence)
        shortenable += bool(texts)
        for longer, shorter in pairwise([sentence, *texts]):
            assert len(shorter.split()) < len(longer.split()), longer
            assert is_within(words_of(shorter), words_of(longer)), (longer, shorter)
            is_end_new = words_of(shorter)[-1] != words_of(longer)[-1]
            assert not (is_end_new and words_of(shorter)[-1] in _OPEN), shorter
            if not FINITE.isdisjoint(words_of(longer)):
                assert not FINITE.isdisjoint(words_of(shorter)), (longer, shorter)
            assert fault(longer) or not fault(shorter), (longer, shorter)
    assert len(captions) == 2000
    assert shortenable > len(captions) / 2
