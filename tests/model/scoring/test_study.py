"""Kendall's tau-c, and the judgements it is computed on."""

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.errors import InputError
from vidcap.model.scoring.study import (
    EXPERTS,
    Inventing,
    Judged,
    inventing_of,
    read_judgements,
    tau_c,
)


def test_tau_c_by_hand() -> None:
    """Of 6 pairs 4 agree, 1 disagrees, 1 is tied in the points: 2 * 3 * (4 - 1) / (16 * 2)."""
    values, points = np.array([0.1, 0.3, 0.2, 0.4]), np.array([1, 2, 2, 3])
    assert tau_c(values, points) == pytest.approx(2 * 3 * 5 / (16 * 2))
    values = np.array([0.35, 0.3, 0.2, 0.4])
    assert tau_c(values, points) == pytest.approx(2 * 3 * (3 - 2) / (16 * 2))


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 4)), min_size=2, max_size=30))
def test_tau_c_is_what_counting_all_pairs_gives(rows: list[tuple[int, int]]) -> None:
    values, points = (np.array(column) for column in zip(*rows, strict=True))
    signs = [np.sign((a - c) * (b - d)) for (a, b), (c, d) in combinations(rows, 2)]
    smaller = min(len(set(values.tolist())), len(set(points.tolist())))
    expected = 2 * smaller * sum(signs) / (len(rows) ** 2 * (smaller - 1)) if smaller > 1 else 0
    assert tau_c(values.astype(float), points) == pytest.approx(expected)


def test_a_judgement_names_picture_caption_and_points(tmp_path: Path) -> None:
    path = tmp_path / "experts.txt"
    path.write_text("a.jpg\tb.jpg#1\t1\t2\t2\n", encoding="utf-8")
    (judged,) = read_judgements(path, {"b": ("one", "two")})
    assert (judged.picture, judged.caption, judged.points) == ("a", "two", (1, 2, 2))
    path.write_text("a.jpg\tb.jpg#1\t1\t2\t2\na.jpg b.jpg\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"experts.txt, line 2"):
        read_judgements(path, {"b": ("one", "two")})


def test_captions_are_counted_by_the_words_that_nobody_used() -> None:
    references = ["a dog runs on grass"]
    pairs = [
        (Judged("a", "A dog is running.", (4, 4, 3)), references),
        (Judged("a", "A dog on the grass.", (3, 2, 3)), references),
        (Judged("a", "A cat runs.", (1, 2, 1)), references),
        (Judged("a", "Two small yellow cats sleep.", (1, 1, 1)), references),
    ]
    assert inventing_of(pairs) == (
        Inventing(0, 2, 0.5),
        Inventing(1, 1, 0.0),
        Inventing(4, 1, 0.0),
    )


def test_experts_call_right_what_invents_nothing(shared: Path) -> None:
    """The confidence is fitted to that measure, so it must be worth it."""
    from vidcap.model.data import read_split

    data = shared / "data" / "flickr8k"
    items = {Path(item.file).stem: item.captions for item in read_split(data, "test")}
    judged = read_judgements(data / EXPERTS, items)
    foreign = [(j, items[j.picture]) for j in judged if j.caption not in items[j.picture]]
    shares = [one.right for one in inventing_of(foreign)]
    assert shares[0] > 0.9
    assert shares == sorted(shares, reverse=True)


def test_the_judgements_of_flickr8k_can_be_read(shared: Path) -> None:
    from vidcap.model.data import read_split

    data = shared / "data" / "flickr8k"
    captions = {Path(item.file).stem: item.captions for item in read_split(data, "test")}
    judged = read_judgements(data / EXPERTS, captions)
    assert len(judged) == 5822
    assert {point for one in judged for point in one.points} == {1, 2, 3, 4}
