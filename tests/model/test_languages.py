"""Languages: words and sentences, and how one that nobody wrote an entry for is treated."""

import pytest

from vidcap.model.languages import LANGUAGES, Language, language_of, root_of


@pytest.mark.parametrize(
    ("code", "sentence", "words"),
    [
        ("en", "The boy's well-fed dog!", ["the", "boy", "'s", "well-fed", "dog"]),
        ("zh", "两只狗，在草地上跑。", list("两只狗在草地上跑")),
        ("zh", "他穿T恤 NBA", ["他", "穿", "t", "恤", "nba"]),
        ("fr", "L'été, à l’école.", ["l'été", "à", "l’école"]),
        ("de", "Zwei Jungen_spielen (draußen)", ["zwei", "jungen", "spielen", "draußen"]),
    ],
)
def test_a_sentence_is_split_as_its_language_is_written(
    code: str, sentence: str, words: list[str]
) -> None:
    assert language_of(code).words(sentence) == words


def test_a_sentence_is_written_as_its_language_writes() -> None:
    assert language_of("en").sentence(["a", "boy", "'s", "dog"]) == "A boy's dog."
    assert language_of("zh").sentence(list("两只狗")) == "两只狗。"
    assert language_of("zh").sentence([]) == ""


def test_words_that_end_no_sentence_are_words_of_the_language() -> None:
    for language in LANGUAGES.values():
        for word in language.unfinished:
            assert language.words(word) == [word]


def test_a_toy_language_needs_one_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever adds a language: this is all there is to it, as docs/training.md says."""
    import re

    monkeypatch.setitem(LANGUAGES, "xx", Language(re.compile(r"(?:mo|ka)"), space="", stop="!"))
    assert language_of("xx").words("MOKA mo") == ["mo", "ka", "mo"]
    assert language_of("xx").sentence(["mo", "ka"]) == "Moka!"


def test_a_language_says_its_own_words_alone() -> None:
    chinese, english = language_of("zh"), language_of("en")
    assert [chinese.is_own(word) for word in ("狗", "t", "3", "and", "dog")] == [True] * 3 + [
        False
    ] * 2
    assert english.is_own("t-shirt")
    assert not english.is_own("狗")


@pytest.mark.parametrize(
    ("one", "other"),
    [("running", "runs"), ("sitting", "sits"), ("riding", "rides"), ("jumps", "jumping")],
)
def test_forms_of_a_word_have_one_root(one: str, other: str) -> None:
    assert root_of(one) == root_of(other)
