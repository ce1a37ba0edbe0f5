"""A film of known cuts for all tests of this room."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.films.pictured import RATE, Picture, dissolve, held, nothing, scene, write_film


def boxed(picture: Picture, bar: int) -> Picture:
    """Return the picture with black bars of so many rows above and below."""
    framed = picture.copy()
    framed[:bar] = framed[len(framed) - bar :] = 0
    return framed


def fade(picture: Picture, seconds: float) -> list[Picture]:
    """Return a fade to black."""
    return dissolve(picture, nothing(), seconds)


SHOTS = [
    # what happens, its frames; cuts are reckoned from these
    ("shot", held(scene(1), 2.0)),
    ("shot", held(scene(2), 2.0)),
    ("shot", held(scene(1), 1.6)),  # as the first: a twin
    ("dissolve", dissolve(scene(1), scene(4), 0.8)),
    ("shot", held(scene(4), 1.6)),
    ("fade", [*fade(scene(4), 0.6), *[nothing()] * 8, *reversed(fade(scene(5), 0.6))]),
    ("shot", held(scene(5), 1.6)),
    ("shot", held(boxed(scene(6), 24), 2.0)),
    ("shot", held(scene(7), 0.4)),  # a short one
    ("shot", [*held(scene(8), 0.8), *[np.full_like(nothing(), 250)] * 2, *held(scene(8), 1.0)]),
    ("shot", held(scene(9), 12.0)),  # a long one
    ("black", [nothing()] * RATE),
]


def expected_cuts() -> list[tuple[float, float]]:
    """Return for each cut the stretch in which it may be found."""
    cuts: list[tuple[float, float]] = []
    time, before = 0.0, ""
    for kind, pictures in SHOTS:
        end = time + len(pictures) / RATE
        if kind in ("dissolve", "fade"):
            cuts.append((time, end))
        elif time and before not in ("dissolve", "fade"):
            cuts.append((time, time))
        time, before = end, kind
    return cuts


@pytest.fixture(scope="session")
def cut_film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The film of `SHOTS`."""
    pictures = [picture for _, part in SHOTS for picture in part]
    return write_film(tmp_path_factory.mktemp("watch") / "cuts.mp4", pictures)
