"""Where a thing is, in words."""

import pytest

from vidcap.explain.places import place_of
from vidcap.script import Box


@pytest.mark.parametrize(
    ("edges", "place"),
    [
        ((0.0, 0.0, 1.0, 1.0), "all over; 100 % wide, 100 % high"),
        ((0.4, 0.4, 0.6, 0.6), "in the middle; 20 % wide, 20 % high"),
        ((0.0, 0.7, 0.2, 1.0), "left, at the bottom; 20 % wide, 30 % high"),
        ((0.8, 0.3, 1.0, 0.7), "right; 20 % wide, 40 % high"),
        ((0.4, 0.0, 0.6, 0.1), "at the top; 20 % wide, 10 % high"),
    ],
)
def test_thirds_of_the_picture(edges, place):
    assert place_of(Box("dog", 0.5, *edges)) == place
