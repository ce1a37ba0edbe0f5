import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.ground.fact_words import COLOURS
from vidcap.media.colours import colours_of, has_colour
from vidcap.script import Box

PAINTS = {
    "black": (12, 12, 14),
    "white": (240, 238, 236),
    "grey": (120, 120, 122),
    "red": (200, 20, 25),
    "orange": (245, 140, 20),
    "yellow": (235, 220, 30),
    "green": (40, 140, 50),
    "blue": (30, 60, 190),
    "purple": (130, 40, 170),
    "pink": (240, 120, 190),
    "brown": (110, 70, 35),
}
LEFT = Box("car", 0.9, 0.0, 0.0, 0.5, 1.0)


def painted(left: str, right: str) -> np.ndarray:
    picture = np.zeros((60, 80, 3), np.uint8)
    picture[:, :40], picture[:, 40:] = PAINTS[left], PAINTS[right]
    return picture


@pytest.mark.parametrize("colour", list(PAINTS))
def test_a_painted_thing_has_its_colour_and_hardly_another(colour: str) -> None:
    picture = painted(colour, "grey" if colour != "grey" else "red")
    found = {one for one in PAINTS if has_colour(picture, one, LEFT)}
    assert colour in found
    assert len(found) <= 2  # pink is near purple, orange near brown


def test_what_lies_beside_the_thing_is_not_its_colour() -> None:
    picture = painted("blue", "red")
    assert not has_colour(picture, "red", LEFT)
    assert has_colour(picture, "red")


def test_a_grey_film_has_no_hues() -> None:
    ramp = np.repeat(np.linspace(0, 255, 64, dtype=np.uint8)[None, :, None], 3, axis=2)
    picture = np.repeat(ramp, 40, axis=0)
    assert not any(has_colour(picture, one) for one in ("red", "green", "blue", "brown", "pink"))


def test_other_words_for_a_colour() -> None:
    assert has_colour(painted("grey", "grey"), "gray")
    assert not has_colour(painted("red", "red"), "mauve")


@given(
    st.integers(1, 40),
    st.integers(1, 40),
    st.sampled_from(sorted(COLOURS)),
    st.lists(st.floats(0, 1), min_size=4, max_size=4),
)
def test_any_box_in_any_picture_has_an_answer(
    height: int, width: int, colour: str, edges: list[float]
) -> None:
    picture = np.full((height, width, 3), 128, np.uint8)
    has_colour(picture, colour, Box("dog", 0.9, *edges))


def test_it_is_asked_of_pictures_by_their_id() -> None:
    _, data = cv2.imencode(".png", painted("blue", "red")[:, :, ::-1])
    asked = colours_of({"K0001": data.tobytes()})
    assert asked("K0001", "blue", LEFT)
    assert not asked("K0001", "green", None)
