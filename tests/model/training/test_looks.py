"""Looks of film: pictures of the same size, changed as said."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.model.pictures import Picture
from vidcap.model.training import looks
from vidcap.model.training.looks import LOOKS, Look
from vidcap.model.training.phases import Split


def photograph(side: int = 96) -> Picture:
    chance = np.random.default_rng(2)
    picture = np.zeros((side, side, 3), np.uint8)
    picture[:, : side // 2] = (220, 60, 40)
    picture[side // 3 :, side // 2 :] = (30, 140, 230)
    return np.asarray(picture + chance.integers(0, 20, picture.shape), np.uint8)


@pytest.mark.parametrize("look", [look for look, _ in LOOKS])
@given(seed=st.integers(0, 1000))
def test_a_look_changes_the_picture_and_keeps_its_size(look: Look, seed: int) -> None:
    picture = photograph()
    before = picture.copy()
    seen = look(picture, np.random.default_rng(seed))
    assert seen.shape == picture.shape
    assert seen.dtype == np.uint8
    assert not np.array_equal(seen, picture)
    assert np.array_equal(before, picture)  # the training pictures themselves stay


@given(seed=st.integers(0, 1000))
def test_each_look_does_what_it_is_called(seed: int) -> None:
    picture = photograph()

    def chance() -> np.random.Generator:
        return np.random.default_rng(seed)

    grey = looks.grey(picture, chance()).reshape(-1, 3)
    assert np.abs(np.corrcoef(grey.T)).min() > 0.99  # one colour, whatever its tint
    assert looks.dark(picture, chance()).mean() < picture.mean()
    assert looks.flat(picture, chance()).std() < 0.75 * picture.std()
    barred = looks.barred(picture, chance())
    assert barred[0].max() <= 16
    assert barred[-1].max() <= 16
    assert np.array_equal(barred[48], picture[48])


def test_many_pictures_have_no_look_at_all() -> None:
    picture, chance = photograph(), np.random.default_rng(1)
    same = sum(np.array_equal(looks.as_film(picture, chance), picture) for _ in range(400))
    assert 0.2 < same / 400 < 0.6


def test_a_filmed_picture_has_one_where_that_can_be_seen() -> None:
    picture, chance = photograph(), np.random.default_rng(1)
    assert not any(np.array_equal(looks.filmed(picture, chance), picture) for _ in range(50))
    black = np.zeros_like(picture)
    assert looks.filmed(black, chance).shape == black.shape


def test_each_picture_with_captions_counts_as_it_is_and_as_filmed() -> None:
    squares = np.stack([photograph(), photograph() // 2, photograph() // 3])
    val = Split(squares, {"en": [["a"], [], ["b", "c"]]})
    pictures, known = looks.with_film(val, "en", np.random.default_rng(1))
    assert known == [["a"], ["b", "c"]] * 2
    assert all(np.array_equal(*pair) for pair in zip(pictures[:2], squares[[0, 2]], strict=True))
    assert not any(np.array_equal(*pair) for pair in zip(pictures[:2], pictures[2:], strict=True))
