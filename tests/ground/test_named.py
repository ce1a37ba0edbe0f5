import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.ground.named import named


@pytest.mark.parametrize(
    ("sentences", "language", "acts"),
    [
        (["A man walks.", "Two dogs are running."], "en", {"walk", "run", "animal", "dog"}),
        (["A man strolls past a jogging woman."], "en-GB", {"walk", "run"}),
        (["A man on a street."], "en", set()),
        (["Some animals.", "A mug."], "en", {"animal"}),
        (["一个男人骑着马。"], "zh", {"ride", "animal", "horse"}),
        (["Ein Mann geht."], "de", set()),
        ([], "en", set()),
    ],
)
def test_they_are_known_by_their_words(sentences: list[str], language: str, acts: set[str]) -> None:
    assert named(sentences, language) == acts


@given(st.lists(st.text()), st.text())
def test_a_further_sentence_takes_nothing_away(sentences: list[str], further: str) -> None:
    assert named(sentences) <= named([*sentences, further])
