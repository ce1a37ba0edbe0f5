"""Heads learn what they are shown, and the report says how well."""

import json
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from torch import Tensor
from torch.nn import functional

from vidcap.errors import InputError
from vidcap.model.concepts import Heads
from vidcap.model.concepts.examples import Example, examples
from vidcap.model.concepts.fitting import fit_heads
from vidcap.model.concepts.names import MISTAKEN
from vidcap.model.concepts.report import Report
from vidcap.model.encoders import Encoder
from vidcap.model.pictures import as_batch

SIDE = 24
FEW = {"fit": 48, "tune": 24, "held": 24}
SAID = {
    "snow": ("a man in the snow", (235, 240, 250)),
    "grass": ("a dog runs in the grass", (40, 150, 50)),
    "kitchen": ("a woman in a kitchen", (150, 90, 40)),
}


class Colours(Encoder):
    """A network that sees the colours of a coarse grid."""

    def __init__(self) -> None:
        super().__init__()
        self.name, self.side, self.channels = "colours", SIDE, 18
        self.mix = torch.nn.Linear(9, 9)

    def forward(self, pictures: Tensor) -> Tensor:
        grid = functional.adaptive_avg_pool2d(pictures.float() / 255, 6)
        told = torch.cat([grid, grid.square(), (grid - grid.mean((2, 3), True)).abs()], 1)
        regions = told.flatten(2).transpose(1, 2)
        return torch.cat([regions, torch.relu(self.mix(regions))], 2)


def picture_of(colour: tuple[int, int, int], chance: np.random.Generator) -> np.ndarray:
    noise = chance.normal(0, 20, (SIDE, SIDE, 3))
    return (np.array(colour) + noise).clip(0, 255).astype(np.uint8)


def write(path: Path, picture: np.ndarray) -> None:
    cv2.imwrite(str(path), cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))


@pytest.fixture(scope="module")
def flickr(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("flickr")
    chance, rows = np.random.default_rng(4), []
    for split, count in (("train", 90), ("val", 60), ("test", 60)):
        for number in range(count):
            said, colour = list(SAID.values())[number % 3]
            name = f"{split}{number:02}.png"
            write(folder / name, picture_of(colour, chance))
            rows.append({"file": name, "split": split, "en": [said] * 5})
    text = "\n".join(json.dumps(row) for row in rows)
    (folder / "captions.jsonl").write_text(text + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def scenes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scenes")
    chance, rows = np.random.default_rng(6), []
    for number in range(40):
        label = ("sea", "night")[number % 2]
        colour = {"sea": (20, 60, 200), "night": (10, 8, 20)}[label]
        name = f"{number:02}.png"
        write(folder / name, picture_of(colour, chance))
        split = "test" if number >= 30 else "train"
        rows.append({"file": name, "tar": "", "split": split, "set": "toy", "label": label})
    text = "\n".join(json.dumps(row) for row in rows)
    (folder / "labels.jsonl").write_text(text + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    torch.manual_seed(1)
    return Colours().eval()


@pytest.fixture(scope="module")
def fitted(encoder: Encoder, flickr: Path, scenes: Path) -> tuple[Heads, Report]:
    told: list[str] = []
    found = fit_heads(
        encoder, flickr, scenes=scenes, films=[flickr], seed=3, drawings=FEW, progress=told.append
    )
    assert told
    return found


def toy_examples(flickr: Path, scenes: Path) -> Iterator[Example]:
    return examples(flickr, scenes=scenes, coco=None, side=SIDE, seed=5, drawings=FEW)


def test_examples_are_the_same_for_the_same_seed(flickr, scenes):
    first, second = (
        list(examples(flickr, scenes=scenes, coco=None, side=SIDE, seed=5, drawings=FEW))
        for _ in range(2)
    )
    assert len(first) == len(second)
    for one, other in zip(first, second, strict=True):
        assert np.array_equal(one.picture, other.picture)
        assert np.array_equal(one.labels, other.labels)


def test_every_part_has_photographs_film_and_drawings(flickr, scenes):
    found = list(toy_examples(flickr, scenes))
    for part in ("fit", "tune", "held"):
        inside = [one for one in found if one.part == part]
        assert {one.source for one in inside} == {"captions", "scenes", "drawn", "titled"}
        assert {one.is_filmed for one in inside} == {True, False}
        assert all(one.picture.shape == (SIDE, SIDE, 3) for one in inside)


def test_without_a_test_split_half_of_val_is_held_back(flickr, tmp_path):
    rows = (flickr / "captions.jsonl").read_text(encoding="utf-8").splitlines()
    kept = "\n".join(row for row in rows if '"test"' not in row)
    (tmp_path / "captions.jsonl").write_text(kept + "\n", encoding="utf-8")
    for picture in flickr.glob("*.png"):
        (tmp_path / picture.name).symlink_to(picture)
    found = list(examples(tmp_path, scenes=None, coco=None, side=SIDE, seed=5, drawings=FEW))
    plain = [one.part for one in found if one.source == "captions" and not one.is_filmed]
    assert (plain.count("tune"), plain.count("held")) == (30, 30)


def test_what_can_be_told_apart_is_told(fitted, encoder):
    heads, _ = fitted
    chance = np.random.default_rng(9)
    squares = [picture_of(colour, chance) for _, colour in SAID.values()]
    with torch.no_grad():
        probabilities, _ = heads(encoder(as_batch(squares)))
    column = probabilities[:, heads.names.index("snow")]
    assert column.argmax() == 0
    assert column[0] > 0.8
    assert column[1:].max() < 0.2


def test_the_report_holds_every_concept_and_json_can_hold_it(fitted):
    heads, report = fitted
    assert [one.name for one in report.concepts] == list(heads.names)
    assert report.sayable == heads.sayable
    card = json.loads(json.dumps(report.card()))
    assert card["sayable"] == list(heads.sayable)
    assert len(report.table().splitlines()) == len(heads.names) + 2


def test_what_nothing_was_seen_of_may_not_be_said(fitted):
    heads, report = fitted
    assert "stage" not in heads.sayable
    assert not set(heads.sayable) & set(MISTAKEN)
    stage = next(one for one in report.concepts if one.name == "stage")
    assert (stage.fitted_on, stage.floor) == (0, None)


def test_frames_of_films_are_only_looked_at(fitted, flickr):
    _, report = fitted
    first, middle, third = report.strange.frames[flickr.name]
    assert 0 <= first <= middle <= third <= 1


def test_fitted_heads_can_be_kept(fitted, encoder):
    heads, _ = fitted
    again = Heads(**heads.description()).eval()
    again.load_state_dict(heads.state_dict())
    regions = encoder(torch.zeros(1, 3, SIDE, SIDE))
    assert again.facts(regions) == heads.facts(regions)


@pytest.mark.parametrize("line", ["{", '{"file": "a.png"}', "[]"])
def test_scenes_of_another_form_are_refused(flickr, tmp_path, line):
    (tmp_path / "labels.jsonl").write_text(line + "\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 1: not a labelled picture"):
        list(examples(flickr, scenes=tmp_path, coco=None, side=SIDE, seed=1))


def test_an_unknown_scene_is_refused(flickr, tmp_path):
    row = {"file": "a.png", "tar": "", "split": "train", "label": "moon"}
    (tmp_path / "labels.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    with pytest.raises(InputError, match="no such label: 'moon'"):
        list(examples(flickr, scenes=tmp_path, coco=None, side=SIDE, seed=1))
