"""How far metrics agree with people: the field's check on Flickr8k-Expert.

Experts gave captions of pictures, most of them taken from other pictures, 1 to 4 points. A metric
is as good as the order it puts them in: Kendall's tau-c between its values and all the single
points, pairs whose caption is one of the picture's own references left out.

Sources: Hodosh, Young and Hockenmaier, JAIR 47 (2013), for the judgements; Anderson et al.,
"SPICE", ECCV 2016, section 4.3, for the check; Stuart, Biometrika 40 (1953), for tau-c.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vidcap.errors import InputError
from vidcap.model.data import read_split
from vidcap.model.scoring.metrics import score_sets
from vidcap.model.scoring.tokenisers import missing_for, tokeniser_for
from vidcap.model.scoring.truth import unsupported

EXPERTS = Path("judgements") / "ExpertAnnotations.txt"
RIGHT = 3.0  # points: describes the picture with small errors at most
MANY = 4  # unsupported words that are counted apart


@dataclass(frozen=True, slots=True)
class Judged:
    """A caption that experts held against a picture."""

    picture: str  # name without its ending
    caption: str
    points: tuple[int, ...]  # 1: does not describe it; 4: describes it without errors


@dataclass(frozen=True, slots=True)
class Inventing:
    """What experts think of captions with as many words that no reference has."""

    words: int  # this many, or this many and more for the last of a study
    pairs: int
    right: float  # share of the pairs that they called right: `RIGHT` points on average


@dataclass(frozen=True, slots=True)
class Study:
    """The agreement of each metric with people, and of the confidence's own measure of truth."""

    tau_c: dict[str, float]  # -1 to 1
    inventing: tuple[Inventing, ...]  # by words that `truth.py` calls unsupported, fewest first
    pairs: int
    tokeniser: str
    missing: str  # what could not be computed and how to get it; empty: nothing


def metrics_study(data: Path) -> Study:
    """Return how far each metric agrees with the experts.

    Args:
        data: Flickr8k with its judgements (`judgements/ExpertAnnotations.txt`).

    Raises:
        InputError: they are not there, or a line is not of their form.
        MissingError: pycocoevalcap is not installed.
    """
    items = {Path(item.file).stem: item.captions for item in read_split(data, "test")}
    judged = [one for one in read_judgements(data / EXPERTS, items) if one.picture in items]
    foreign = [one for one in judged if one.caption not in items[one.picture]]
    tokeniser = tokeniser_for("en")
    found = score_sets(
        {"": ([one.caption for one in foreign], [items[one.picture] for one in foreign])},
        tokeniser=tokeniser,
    )[""]
    points = np.array([point for one in foreign for point in one.points])
    repeats = [len(one.points) for one in foreign]
    taus = {
        name: tau_c(np.repeat(np.array(values), repeats), points)
        for name, values in found.each.items()
    }
    inventing = inventing_of([(one, items[one.picture]) for one in foreign])
    return Study(taus, inventing, len(foreign), tokeniser, missing_for("en", tokeniser))


def inventing_of(pairs: Sequence[tuple[Judged, Sequence[str]]]) -> tuple[Inventing, ...]:
    """Return how often experts call captions right, by how many words no reference has."""
    right: dict[int, list[bool]] = {}
    for one, references in pairs:
        words = min(MANY, len(unsupported(one.caption, references)))
        right.setdefault(words, []).append(sum(one.points) >= RIGHT * len(one.points))
    return tuple(
        Inventing(words, len(found), sum(found) / len(found))
        for words, found in sorted(right.items())
    )


def read_judgements(path: Path, captions: dict[str, tuple[str, ...]]) -> list[Judged]:
    """Return the judged pairs: picture, caption id (`NAME.jpg#K`), the experts' points, by tabs.

    Raises:
        InputError: the file is not there, or a line is not of that form.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise InputError(
            f"cannot be read ({error.strerror})", str(path), "give --data the folder of Flickr8k"
        ) from error
    found: list[Judged] = []
    for number, line in enumerate(lines, 1):
        try:
            picture, identity, *points = line.split("\t")
            origin, _, place = identity.partition("#")
            caption = captions[Path(origin).stem][int(place)]
            found.append(Judged(Path(picture).stem, caption, tuple(int(point) for point in points)))
        except (ValueError, KeyError, IndexError) as error:
            raise InputError(
                f"is no judgement ({error!r})", f"{path}, line {number}", "complete the data"
            ) from error
    return found


def tau_c(values: npt.NDArray[np.float64], points: npt.NDArray[np.int64]) -> float:
    """Return Kendall's tau-c, -1 to 1: 2 m (P - Q) / (n^2 (m - 1)).

    P pairs are in the same order by both, Q in the opposite one; m is the smaller number of
    different values.

    Args:
        values: (n,), of the metric.
        points: (n,), of few levels.
    """
    levels = [np.sort(values[points == level]) for level in np.unique(points)]
    agreeing = 0
    for place, low in enumerate(levels):
        for high in levels[place + 1 :]:
            below = np.searchsorted(low, high, "left")
            above = len(low) - np.searchsorted(low, high, "right")
            agreeing += int(below.sum()) - int(above.sum())
    smaller = min(len(levels), len(np.unique(values)))
    return 0.0 if smaller < 2 else 2 * smaller * agreeing / (len(values) ** 2 * (smaller - 1))


def table(study: Study) -> Sequence[str]:
    """Return the study as lines of text, the best metric first."""
    ranked = sorted(study.tau_c.items(), key=lambda pair: -pair[1])
    lines = [
        f"Kendall's tau-c with experts on {study.pairs} pairs; words by {study.tokeniser}",
        *(f"{name:8}{value:10.4f}" for name, value in ranked),
    ]
    lines += [
        f"{one.words}{'+' if one.words == MANY else ' '} words that no reference has: "
        f"{one.right:.0%} of {one.pairs} pairs called right"
        for one in study.inventing
    ]
    return [*lines, f"missing: {study.missing}"] if study.missing else lines
