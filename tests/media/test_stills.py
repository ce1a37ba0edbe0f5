"""Stills are intra frames at their own times, each once, as people see the film."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.films.small import SECONDS, small_film
from vidcap.media.frames import frames
from vidcap.media.pictures import picture
from vidcap.media.probe import examine
from vidcap.media.stills import stills


@pytest.mark.parametrize("suffix", ["mp4", "mkv", "ts"])
def test_stills_stand_where_they_are_shown(tmp_path: Path, suffix: str) -> None:
    """An intra frame a second, asked for three times a second."""
    source = examine(small_film(tmp_path / f"film.{suffix}"))
    found = list(stills(source, np.arange(0, SECONDS, 0.3).tolist(), width=96, quality=80))
    assert [still.time for still in found] == pytest.approx(list(range(8)), abs=0.041)
    shown = {round(frame.time, 2): frame for frame in frames(source)}
    for still in found:
        rgb = cv2.imdecode(np.frombuffer(still.picture, np.uint8), cv2.IMREAD_COLOR_RGB)
        assert rgb is not None
        assert rgb.shape == (still.height, still.width, 3) == (54, 96, 3)
        whole = picture(shown[round(still.time, 2)].image, source, width=96)
        assert np.abs(rgb.astype(int) - whole.astype(int)).mean() < 12


def test_times_beyond_the_film_give_its_last_still(tmp_path: Path) -> None:
    source = examine(small_film(tmp_path / "film.mp4"))
    assert len(list(stills(source, [6.5, 100.0], width=96, quality=80))) <= 2
