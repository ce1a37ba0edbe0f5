import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.ground.reading import Noun, Phrase, read


def noun(text: str) -> Noun:
    *before, head = text.split()
    return Noun(before[0] if before else "", tuple(before[1:]), head)


def phrase(role: str, lead: str, *nouns: str, be: str = "") -> Phrase:
    return Phrase(role, lead, be, tuple(map(noun, nouns)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sentence", "phrases"),
    [
        ("Snow.", [phrase("subject", "", "snow")]),
        (
            "A man in a red shirt is riding a bike on a road.",
            [
                phrase("subject", "", "a man"),
                phrase("adjunct", "in", "a red shirt"),
                phrase("verb", "riding", "a bike", be="is"),
                phrase("adjunct", "on", "a road"),
            ],
        ),
        (
            "A man wearing a hat stands next to a car.",
            [
                phrase("subject", "", "a man"),
                phrase("adjunct", "wearing", "a hat"),
                phrase("verb", "stands"),
                phrase("adjunct", "next to", "a car"),
            ],
        ),
        (
            "A man and a woman are on the beach.",
            [
                phrase("subject", "", "a man", "a woman"),
                phrase("verb", "", be="are"),
                phrase("adjunct", "on", "the beach"),
            ],
        ),
        (
            "A black and white dog runs.",
            [phrase("subject", "", "a black white dog"), phrase("verb", "runs")],
        ),
        (
            "A man sits and a woman stands.",
            [
                phrase("subject", "", "a man"),
                phrase("verb", "sits"),
                phrase("clause", "", "a woman"),
                phrase("clause", "stands"),
            ],
        ),
        (
            "A dog runs while a boy is sitting.",
            [
                phrase("subject", "", "a dog"),
                phrase("verb", "runs"),
                phrase("clause", "", "a boy"),
                phrase("clause", "sitting", be="is"),
            ],
        ),
        (
            "A man on a walk sits.",
            [
                phrase("subject", "", "a man"),
                phrase("adjunct", "on", "a walk"),
                phrase("verb", "sits"),
            ],
        ),
    ],
)
def test_a_sentence_is_read_into_phrases(sentence: str, phrases: list[Phrase]) -> None:
    assert list(read(sentence)) == phrases


def test_many_are_read_as_one_article() -> None:
    (subject,) = read("A large group of people.")
    assert subject.nouns == (Noun("a group of", (), "people"),)


WORDS = st.sampled_from(
    "a the man dog and , in of is are who walks riding next to red snow to very it".split()
)


@given(st.one_of(st.text(max_size=40), st.lists(WORDS, max_size=14).map(" ".join)))
def test_anything_can_be_read(sentence: str) -> None:
    phrases = read(sentence)
    assert phrases[0].role in ("subject", "clause")
    assert all(noun.head for phrase in phrases for noun in phrase.nouns)
