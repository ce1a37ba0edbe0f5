"""Pictures that show nothing: they are looked at like any other, and nothing is said of them."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from vidcap.cache import Cache
from vidcap.engines import Engines
from vidcap.ground import ground
from vidcap.recipe import Recipe
from vidcap.script import Keyframe, Moment, Span

NOISE = np.random.default_rng(7).integers(0, 256, (360, 640, 3), np.uint8)


def title(text: str) -> np.ndarray:
    card = np.zeros((360, 640, 3), np.uint8)
    cv2.putText(card, text, (60, 190), cv2.FONT_HERSHEY_SIMPLEX, 2, (255, 255, 255), 3)
    return card


PICTURES = {
    "one pixel": np.full((1, 1, 3), 90, np.uint8),
    "a line": np.tile(NOISE[:100, :100], (1, 100, 1)),  # 10,000 x 100
    "a column": np.zeros((10_000, 100, 3), np.uint8),
    "black": np.zeros((360, 640, 3), np.uint8),
    "white": np.full((360, 640, 3), 255, np.uint8),
    "noise": NOISE,
    "a title": title("THE END"),
}


@pytest.fixture(scope="module", params=["sure", "normal"])
def moments(request: pytest.FixtureRequest, tmp_path_factory) -> dict[str, Moment]:
    folder: Path = tmp_path_factory.mktemp("cache")
    recipe = Recipe().altered({"ground": {"dial": request.param}}, "test")
    pictures = {name: cv2.imencode(".png", one)[1].tobytes() for name, one in PICTURES.items()}
    frames = [
        Keyframe(name, shot=at, time=60.0 * at, seen=Span(60.0 * at, 60.0 * at + 5), sharpness=1.0)
        for at, name in enumerate(pictures)
    ]
    with Engines(recipe, Cache(folder)) as engines:
        offers = engines.offers(pictures, lambda share: None)
        boxes = engines.boxes(pictures, lambda share: None)
    found = ground(
        frames,
        {name: offer.candidates for name, offer in offers.items()},
        boxes,
        recipe.ground,
        checked=True,
        facts={name: offer.facts or () for name, offer in offers.items()},
    )
    return {moment.keyframe: moment for moment in found}


@pytest.mark.parametrize("name", PICTURES)
def test_nothing_is_said_of_a_picture_that_shows_nothing(moments: dict[str, Moment], name: str):
    moment = moments[name]
    assert moment.sentences == ()
    assert moment.doubt
    assert moment.facts
