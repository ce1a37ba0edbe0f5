"""What pixels tell of photographs."""

import numpy as np
import pytest

from vidcap.model.concepts.labels import NO, UNKNOWN, YES, labels_of
from vidcap.model.concepts.names import PLACE
from vidcap.model.concepts.pixels import with_darkness, with_sky

SKY, WALL = (90, 140, 230), (120, 60, 30)
OUTDOORS = labels_of(["outdoors"], ["snow", "water", "sea", "lake", "beach", "sand"])


@pytest.mark.parametrize(
    ("level", "dark", "day"), [(10, YES, NO), (60, UNKNOWN, YES), (200, NO, YES)]
)
def test_pixels_tell_whether_it_is_dark(level, dark, day):
    picture = np.full((8, 8, 3), level, np.uint8)
    found = with_darkness(labels_of(["day"], []), picture)
    assert (found[PLACE["dark"]], found[PLACE["day"]]) == (dark, day)


def below(colour, *, upper):
    picture = np.full((60, 80, 3), (60, 120, 40), np.uint8)
    picture[:upper] = colour
    return picture


@pytest.mark.parametrize(
    ("picture", "labels", "expected"),
    [
        pytest.param(below(SKY, upper=20), OUTDOORS, YES, id="blue-above"),
        pytest.param(below((240, 240, 245), upper=20), OUTDOORS, YES, id="pale-above"),
        pytest.param(below(WALL, upper=20), OUTDOORS, NO, id="a-wall-above"),
        pytest.param(below(SKY, upper=4), OUTDOORS, UNKNOWN, id="a-narrow-strip"),
        pytest.param(
            below(SKY, upper=20), labels_of(["outdoors"], []), UNKNOWN, id="or-is-it-snow"
        ),
        pytest.param(below(SKY, upper=20), labels_of([], []), UNKNOWN, id="not-known-as-outdoors"),
        pytest.param(below(WALL, upper=20), labels_of(["outdoors", "sky"], []), YES, id="said-so"),
    ],
)
def test_the_upper_edge_tells_of_sky(picture, labels, expected):
    assert with_sky(labels, picture)[PLACE["sky"]] == expected
