"""The detectors against cuts judged by eye: F1 within 150 ms, on films they were not tuned on."""

from __future__ import annotations

import itertools
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from vidcap.media.frames import frames
from vidcap.media.probe import examine
from vidcap.recipe import WatchSettings
from vidcap.watch.detectors import open_detector
from vidcap.watch.glimpse import Glimpse, glimpses

MARKS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("cuts.toml").read_text())
TOLERANCE = 0.15  # s
WANTED = 0.93


@dataclass(frozen=True)
class Score:
    hits: int
    false: int
    missed: int

    @property
    def f1(self) -> float:
        return 2 * self.hits / (2 * self.hits + self.false + self.missed)


def score(found: Sequence[float], marks: dict[str, Any]) -> Score:
    """Match each mark with one cut at most; a gradual change is met anywhere within it."""
    free = sorted(found)
    spans = [[time, time] for time in marks.get("hard", [])] + marks.get("gradual", [])
    hits = 0
    for start, end in sorted(spans):
        near = [t for t in free if start - TOLERANCE <= t <= end + TOLERANCE]
        if near:
            free.remove(min(near, key=lambda t: abs(t - (start + end) / 2)))
            hits += 1
    doubtful = marks.get("either", [])
    false = [t for t in free if not any(a - TOLERANCE <= t <= b + TOLERANCE for a, b in doubtful)]
    return Score(hits, len(false), len(spans) - hits)


def cuts_of(glances: Sequence[Glimpse], **settings: Any) -> list[float]:
    detector = open_detector(WatchSettings(**settings), None)
    cuts = [cut for glimpse in glances for cut in detector.feed(glimpse)]
    return [cut.time for cut in [*cuts, *detector.finish()]]


def total(glances: dict[str, list[Glimpse]], half: str, **settings: Any) -> Score:
    scores = [
        score(cuts_of(glances[name], **settings), marks)
        for name, marks in MARKS.items()
        if marks["half"] == half
    ]
    return Score(
        sum(s.hits for s in scores), sum(s.false for s in scores), sum(s.missed for s in scores)
    )


@pytest.fixture(scope="module")
def glances(media: Path) -> dict[str, list[Glimpse]]:
    """All marked films as the detectors see them."""
    paths = {path.stem: path for path in media.iterdir() if path.stem in MARKS}
    return {
        name: [glimpse for _, glimpse in glimpses(frames(examine(paths[name])))] for name in MARKS
    }


@pytest.mark.parametrize("half", ["tune", "report"])
def test_the_default_finds_the_cuts_an_eye_finds(glances, half):
    result = total(glances, half)
    assert result.f1 >= WANTED, result


def test_the_default_is_better_than_the_others(glances):
    ours = total(glances, "report").f1
    others = {
        name: total(glances, "report", detector=name).f1
        for name in ("content", "hash", "histogram")
    }
    assert ours > max(others.values()), others


def test_answers_come_in_time_order_and_no_later_than_promised(glances):
    for name in ("tears-of-steel-battle_vp8", "sintel-trailer-end_mpeg1"):
        detector = open_detector(WatchSettings(), None)
        times = []
        for glimpse in glances[name]:
            for cut in detector.feed(glimpse):
                assert cut.start <= cut.time <= cut.end <= glimpse.time
                assert glimpse.time - cut.time <= detector.patience + 0.1
                times.append(cut.time)
        assert times == sorted(times)


def test_no_shot_is_shorter_than_the_recipe_allows(glances):
    times = cuts_of(glances["tears-of-steel-battle_vp8"], shortest_shot=2.0)
    assert min(b - a for a, b in itertools.pairwise(times)) >= 2.0


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param([1.0, 5.5], Score(2, 0, 0), id="all found"),
        pytest.param([1.14, 5.0], Score(2, 0, 0), id="within the tolerance"),
        pytest.param([1.2], Score(0, 1, 2), id="too late is false and missed"),
        pytest.param([1.0, 1.1, 5.5], Score(2, 1, 0), id="twice is once false"),
        pytest.param([1.0, 5.5, 9.0], Score(2, 0, 0), id="a doubtful one does not count"),
    ],
)
def test_score(found, expected):
    assert (
        score(found, {"hard": [1.0], "gradual": [[5.1, 5.9]], "either": [[8.9, 9.1]]}) == expected
    )
