import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.model.vocabulary import END, PAD, START, UNKNOWN, Vocabulary, sentence_of, words_of


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("A black dog and a tri-colored dog .", "a black dog and a tri-colored dog"),
        ("The boy's 2 toys, in a box!", "the boy 's 2 toys in a box"),
        ("  ", ""),
    ],
)
def test_words_are_lower_case_and_without_punctuation(sentence: str, words: str) -> None:
    assert words_of(sentence) == words.split()


def test_a_written_sentence_begins_large_and_ends_with_a_stop() -> None:
    assert sentence_of(["the", "boy", "'s", "dog"]) == "The boy's dog."
    assert sentence_of([]) == ""


def test_words_seen_too_seldom_are_unknown() -> None:
    vocabulary = Vocabulary.of_captions({"en": ["a dog", "a cat", "a dog runs"]}, seen=2)
    assert vocabulary.words[4:] == ("a", "dog")
    numbers = vocabulary.encode("a cat", longest=5)
    assert numbers == [START, 4, UNKNOWN, END]
    assert vocabulary.decode(numbers[1:]) == ["a"]


@given(st.lists(st.sampled_from(["a", "dog", "runs", "fast"]), max_size=9), st.integers(1, 9))
def test_encoding_is_undone_by_decoding_up_to_the_longest(words: list[str], longest: int) -> None:
    vocabulary = Vocabulary.of_captions({"en": ["a dog runs fast"]}, seen=1)
    numbers = vocabulary.encode(" ".join(words), longest=longest)
    assert vocabulary.decode(numbers[1:]) == words[:longest]


@pytest.mark.parametrize("words", [("a",), ("<pad>", "<start>", "<end>", "<unknown>", "a", "a")])
def test_a_damaged_vocabulary_cannot_be_built(words: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="vocabulary"):
        Vocabulary(words)


def test_languages_share_numbers_and_begin_differently() -> None:
    captions = {"en": ["a dog"], "zh": ["一只狗在跑。", "狗 dog"], "xx": ["mo mo dog"]}
    vocabulary = Vocabulary.of_captions(captions, seen=1)
    starts = [vocabulary.start(language) for language in captions]
    assert starts[0] == START
    assert len({*starts, PAD, END, UNKNOWN}) == 6
    assert set(vocabulary.never) == {*starts, PAD, UNKNOWN}
    numbers = vocabulary.encode("狗在跑", "zh", longest=9)
    assert numbers[0] == vocabulary.start("zh")
    assert sentence_of(vocabulary.decode(numbers[1:]), "zh") == "狗在跑。"
    with pytest.raises(KeyError):
        vocabulary.start("fr")


def test_words_of_other_languages_are_known_by_their_looks() -> None:
    vocabulary = Vocabulary.of_captions({"en": ["a dog"], "zh": ["一只狗穿T恤"]}, seen=1)
    foreign = {
        code: {vocabulary.words[n] for n in vocabulary.foreign(code)} for code in ("en", "zh")
    }
    assert foreign["zh"] == {"dog"}  # a single letter may be part of a word
    assert foreign["en"] >= {"狗", "恤"}
