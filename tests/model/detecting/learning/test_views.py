import numpy as np
import pytest

from vidcap.model.detecting.answers import GREY
from vidcap.model.detecting.learning.views import shaped, two_views

CHANCE = np.random.default_rng(3)
PICTURES = [
    CHANCE.integers(0, 256, (height, width, 3), np.uint8)
    for height, width in ((60, 80), (90, 50), (1, 1), (4, 200))
]


@pytest.mark.parametrize("count", [1, 4])
def test_both_views_have_the_same_geometry(count: int) -> None:
    """Without looks the student sees what the teacher sees, and looks leave the empty part."""
    clean, seen = two_views(PICTURES[:count], 64, np.random.default_rng(1))
    assert clean.shape == seen.shape == (64, 64, 3)
    empty = (clean == GREY).all(2)
    assert empty.any()
    assert (seen[empty] == GREY).all()
    clean, seen = two_views(PICTURES[:count], 64, np.random.default_rng(1), looks=())
    np.testing.assert_array_equal(clean, seen)


def test_four_pictures_stand_in_the_quarters() -> None:
    whites = [np.full((40, 40, 3), 255, np.uint8)] * 4
    clean, _ = two_views(whites, 64, np.random.default_rng(2))
    for row in (0, 32):
        for column in (0, 32):
            assert clean[row : row + 32, column : column + 32].max() == 255


def test_equal_chance_gives_equal_views() -> None:
    one, other = (two_views(PICTURES, 64, np.random.default_rng(4)) for _ in range(2))
    for ours, theirs in zip(one, other, strict=True):
        np.testing.assert_array_equal(ours, theirs)


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: str(picture.shape[:2]))
def test_a_shaped_picture_is_never_empty(picture: np.ndarray) -> None:
    for seed in range(20):
        assert min(shaped(picture, np.random.default_rng(seed)).shape) > 0
