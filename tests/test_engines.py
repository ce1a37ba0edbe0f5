"""What a run opens once: the detector of the recipe, whose answers are kept under its name."""

from pathlib import Path

import numpy as np
import pytest

from tests.model.detecting.made import model
from vidcap.cache import Cache
from vidcap.engines import Engines
from vidcap.errors import InputError
from vidcap.model.detecting.answers import places_of
from vidcap.model.pictures import png
from vidcap.recipe import Recipe
from vidcap.script import Box

PICTURE = png(np.zeros((64, 64, 3), np.uint8))


def recipe_with(detector: str) -> Recipe:
    return Recipe().altered({"ground": {"detector": detector}}, "test")


def detector_of(path: Path, label: str) -> str:
    """Write a detector that finds one thing in every picture; return its name."""
    answers = np.zeros((1, places_of(64, 64), 6), np.float32)
    answers[0, 0] = [0.5, 0.5, 0, 0, 1, 1]
    path.write_bytes(model((1, 3, 64, 64), answers, names=f"['{label}']"))
    return f"onnx:{path}"


def found(detector: str, cache: Cache) -> tuple[Box, ...]:
    with Engines(recipe_with(detector), cache) as engines:
        return engines.boxes({"K0001": PICTURE}, lambda share: None)["K0001"]


def test_the_detector_of_the_recipe_looks_and_is_asked_once(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    cow, hen = (detector_of(tmp_path / f"{name}.onnx", name) for name in ("cow", "hen"))
    assert found(cow, cache) == (Box("cow", 1.0, 0.0, 0.0, 0.125, 0.125),)
    assert [box.label for box in found(hen, cache)] == ["hen"]
    detector_of(tmp_path / "cow.onnx", "calf")  # other content under the same name
    assert [box.label for box in found(cow, cache)] == ["calf"]
    assert len([path for path in (tmp_path / "cache" / "boxes").rglob("*") if path.is_file()]) == 3


def test_engines_serve_films_with_the_same_detector_alone(tmp_path: Path) -> None:
    with Engines(recipe_with("own"), Cache(tmp_path)) as engines:
        assert engines.serves(recipe_with("own"))
        assert not engines.serves(recipe_with("onnx:other.onnx"))


def test_a_detector_that_is_none_is_refused(tmp_path: Path) -> None:
    with (
        Engines(recipe_with("owl"), Cache(tmp_path)) as engines,
        pytest.raises(InputError, match="there is no such detector"),
    ):
        engines.boxes({"K0001": PICTURE}, lambda share: None)


@pytest.mark.voice
def test_a_take_is_kept_for_each_rate(tmp_path: Path) -> None:
    with Engines(Recipe(), Cache(tmp_path)) as engines:
        first = [engines.measure("A door.", rate) for rate in (1.0, 1.15)]
    with Engines(Recipe(), Cache(tmp_path)) as engines:
        again = [engines.measure("A door.", rate) for rate in (1.15, 1.0)]
    assert first == again[::-1]
    assert first[0] > first[1]
    assert len([path for path in (tmp_path / "takes").rglob("*") if path.is_file()]) == 2
