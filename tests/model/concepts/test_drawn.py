"""Pictures made by program."""

import numpy as np
import pytest

from vidcap.model.concepts.drawn import MAKERS, drawn
from vidcap.model.concepts.labels import YES
from vidcap.model.concepts.lettering import captioned
from vidcap.model.concepts.names import PLACE

each_maker = pytest.mark.parametrize("make", [m for m, _ in MAKERS], ids=lambda m: m.__name__)


@each_maker
@pytest.mark.parametrize("side", [32, 96])
def test_each_makes_squares(make, side):
    chance = np.random.default_rng(2)
    for _ in range(20):
        picture = make(chance, side)
        assert picture.shape == (side, side, 3)
        assert picture.dtype == np.uint8


@each_maker
def test_the_same_chance_draws_the_same(make):
    first, second = (make(np.random.default_rng(4), 64) for _ in range(2))
    assert np.array_equal(first, second)


def test_each_is_drawn_in_turn_and_is_one_thing():
    wanted = [PLACE[name] for name in ("text", "plain", "abstract")]
    found = list(drawn(2 * len(MAKERS), 32, np.random.default_rng(1)))
    assert len(found) == 2 * len(MAKERS)
    assert all((labels[wanted] == YES).sum() == 1 for _, labels in found)


def test_a_title_changes_its_picture_and_not_what_it_was_given():
    picture = np.full((64, 64, 3), 90, np.uint8)
    titled = captioned(picture, np.random.default_rng(1))
    assert (picture == 90).all()
    assert (titled != 90).any()
