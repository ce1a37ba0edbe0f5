"""What a caption says that nobody said of the picture."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.model.scoring.truth import unsupported

REFERENCES = ["A brown dog runs on the grass.", "A dog is running in a field with two children."]


@pytest.mark.parametrize(
    ("caption", "invented"),
    [
        ("A dog is running on the grass.", ()),
        ("A brown dog runs.", ()),
        ("Two people are in a field.", ()),  # persons are persons
        ("Three people are in a field.", ("three",)),
        ("A black dog jumps over a stick.", ("black", "jumps", "stick")),
        ("A dog in the field.", ()),
    ],
)
def test_words_that_nobody_used_are_invented(caption: str, invented: tuple[str, ...]) -> None:
    assert unsupported(caption, REFERENCES) == invented


def test_it_reads_chinese_by_its_characters() -> None:
    assert unsupported("一只狗在草地上跑。", ["一只棕色的狗在草地上奔跑。"], "zh") == ()
    assert unsupported("一个女人在水里。", ["一个男孩在草地上。"], "zh") == ("水",)


@given(st.lists(st.sampled_from("a dog runs on the grass with two boys".split()), min_size=1))
def test_a_reference_supports_itself(words: list[str]) -> None:
    sentence = " ".join(words)
    assert unsupported(sentence, [sentence]) == ()
