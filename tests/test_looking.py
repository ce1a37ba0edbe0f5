"""Glances at further frames, on the sample film."""

from pathlib import Path

import pytest

from vidcap.cache import Cache
from vidcap.engines import Engines
from vidcap.looking import Looked, look
from vidcap.media.probe import probe
from vidcap.recipe import Recipe
from vidcap.watch import Watched, watch

SAMPLE = Path(__file__).parents[1] / "samples" / "sample.mp4"


@pytest.fixture(scope="module")
def watched() -> Watched:
    return watch(probe(SAMPLE), Recipe().watch)


def looked(watched: Watched, folder: Path, second_look: str, captioner: str = "own") -> Looked:
    changes = {"ground": {"second_look": second_look}, "caption": {"captioner": captioner}}
    with Engines(Recipe().altered(changes, "test"), Cache(folder)) as engines:
        return look(watched, engines, lambda stage, share: None)


def test_the_detector_glances_where_there_may_be_a_person(watched: Watched, tmp_path: Path) -> None:
    found = looked(watched, tmp_path, "persons")
    assert found.glances
    for frame in watched.keyframes:
        may = any(box.label == "person" and box.score >= 0.35 for box in found.boxes[frame.id])
        assert (frame.id in found.glances) == (may and bool(frame.beside) and not frame.twin)
    for name, glances in found.glances.items():
        (frame,) = (one for one in watched.keyframes if one.id == name)
        assert tuple(glance.time for glance in glances) == frame.beside
        assert all(glance.facts == () for glance in glances)


def test_all_is_looked_at_where_that_is_asked_for_and_nothing_where_not(
    watched: Watched, tmp_path: Path
) -> None:
    everything = looked(watched, tmp_path, "all")
    assert len(everything.glances) >= len(looked(watched, tmp_path, "persons").glances)
    assert all(glance.facts for glances in everything.glances.values() for glance in glances)
    assert looked(watched, tmp_path, "none").glances == {}


def test_a_captioner_that_does_not_look_gets_no_glances(watched: Watched, tmp_path: Path) -> None:
    found = looked(watched, tmp_path, "all", captioner="echo:A dog.")
    assert found.glances == {}
    assert set(found.facts.values()) == {()}
