from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.model.data import Captioned, told
from vidcap.model.data.sifting import sift


def item(
    file: str, split: str = "train", *said: str, line: int = 1, language: str = "en"
) -> Captioned:
    return Captioned(file, "", said, split, language, "captions.jsonl", (line,))


A = item("a.jpg", "train", "a dog")

TABLE = [
    pytest.param([A], [A], [], id="nothing wrong"),
    pytest.param(
        [item("a.jpg", "train", "a dog", " ", "")],
        [A],
        ["captions.jsonl, line 1: a.jpg has an empty sentence (en)"] * 2,
        id="empty sentences are taken out",
    ),
    pytest.param(
        [item("a.jpg", "train", "")],
        [],
        [
            "captions.jsonl, line 1: a.jpg has an empty sentence (en)",
            "captions.jsonl, line 1: a.jpg has no captions",
        ],
        id="a picture whose only sentence is empty goes with it",
    ),
    pytest.param(
        [item("a.jpg"), item("a.jpg", language="zh")],
        [],
        ["captions.jsonl, line 1: a.jpg has no captions"],
        id="no captions in any language is told once",
    ),
    pytest.param(
        [A, item("a.jpg", language="zh")], [A], [], id="captions in one language are enough"
    ),
    pytest.param(
        [A, item("a.jpg", "train", "a cat", line=2), item("a.jpg", "train", "猫", line=2)],
        [A],
        ["captions.jsonl, line 2: a.jpg is listed again, first at captions.jsonl, line 1"],
        id="the first listing stays",
    ),
    pytest.param(
        [A, item("a.jpg", "test", "a cat", line=2)],
        [item("a.jpg", "test", "a cat", line=2)],
        ["captions.jsonl, line 1: a.jpg is in split test, too"],
        id="a picture in two splits stays where it measures",
    ),
    pytest.param(
        [item("a.jpg", "extra", "x"), item("a.jpg", "train", "y", line=2)],
        [item("a.jpg", "extra", "x")],
        ["captions.jsonl, line 2: a.jpg is in split extra, too"],
        id="or, where none does, in the first",
    ),
    pytest.param(
        [item("a.jpg", "test", ""), replace(A, lines=(2,))],
        [replace(A, lines=(2,))],
        [
            "captions.jsonl, line 1: a.jpg has an empty sentence (en)",
            "captions.jsonl, line 1: a.jpg has no captions",
        ],
        id="a listing without captions is none",
    ),
]


@pytest.mark.parametrize(("items", "kept", "problems"), TABLE)
def test_sift(items: list[Captioned], kept: list[Captioned], problems: list[str]) -> None:
    found = sift(items)
    assert found[0] == kept
    assert [str(problem) for problem in found[1]] == problems


def test_an_empty_sentence_is_told_by_its_own_line() -> None:
    several = replace(A, captions=("x", "", "y"), source="captions.txt", lines=(3, 7, 9))
    kept, problems = sift([several])
    assert str(problems[0]) == "captions.txt, line 7: a.jpg has an empty sentence (en)"
    assert kept == [replace(several, captions=("x", "y"), lines=(3, 9))]


def test_many_problems_are_counted_and_the_first_ones_named() -> None:
    _, problems = sift([item(f"{n}.jpg", line=n) for n in range(9)])
    assert told(problems, first=2) == (
        "9 problems: captions.jsonl, line 0: 0.jpg has no captions;"
        " captions.jsonl, line 1: 1.jpg has no captions; and 7 more"
    )


ITEMS = st.builds(
    item,
    st.sampled_from(["a", "b", "c"]),
    st.sampled_from(["train", "val", "test", "extra"]),
    st.sampled_from(["", " ", "a dog"]),
    line=st.integers(1, 4),
    language=st.sampled_from(["en", "zh"]),
)


@given(st.lists(ITEMS))
def test_what_is_kept_has_nothing_wrong(items: list[Captioned]) -> None:
    kept, problems = sift(items)
    assert sift(kept) == (kept, [])
    assert all(text.strip() for found in kept for text in found.captions)
    assert len({(found.file, found.split) for found in kept}) == len({f.file for f in kept})
    assert (kept == items) == (not problems) or any(not i.captions[0].strip() for i in items)
