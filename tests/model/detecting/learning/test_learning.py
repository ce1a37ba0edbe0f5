"""The loop: it learns, it goes on after a stop, and the command runs it."""

import dataclasses
import json
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from click.testing import CliRunner
from safetensors.torch import load_file

from vidcap.cli import cli
from vidcap.errors import InputError
from vidcap.model.detecting import learning, open_detector
from vidcap.model.detecting.learning import Lessons, train
from vidcap.model.detecting.published import published

PICTURES = Path(__file__).resolve().parents[4] / "samples" / "pictures"
TINY = Lessons(steps=4, views=2, sides=(64, 96), rate=3e-4, warm_up=1, averaging=0.5, kept_every=2)


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three small photographs."""
    folder = tmp_path_factory.mktemp("gallery")
    for name in ("astronaut", "cat", "dogs"):
        picture = cv2.imread(str(PICTURES / f"{name}.jpg"))
        cv2.imwrite(str(folder / f"{name}.png"), cv2.resize(picture, (96, 72)))
    return folder


def losses(lines: list[str]) -> list[float]:
    return [float(line.split("loss ")[1].split(",")[0]) for line in lines if "loss" in line]


def test_learning_brings_student_and_teacher_together(gallery: Path, tmp_path: Path) -> None:
    lines: list[str] = []
    lessons = dataclasses.replace(TINY, steps=20, views=4, sides=(96,), kept_every=5, rate=1e-3)
    train([gallery], tmp_path, lessons, teacher=published(), progress=lines.append)
    told = losses(lines)
    assert len(told) == 4
    assert told[-1] < 0.8 * told[0]
    assert "views a second" in lines[-1]


def test_every_layer_learns(gallery: Path, tmp_path: Path) -> None:
    train([gallery], tmp_path, TINY, teacher=published())
    after = load_file(tmp_path / "detector-last.safetensors")
    before = published().state_dict()
    assert not [name for name in before if torch.equal(after[f"network.{name}"], before[name])]


class StoppedError(Exception):
    """The test's own end of a run."""


def test_a_stopped_run_ends_as_an_unbroken_one(gallery: Path, tmp_path: Path) -> None:
    def stop(text: str) -> None:
        if text.startswith("step 2/"):
            raise StoppedError

    whole = train([gallery], tmp_path / "whole", TINY, teacher=published())
    with pytest.raises(StoppedError):
        train([gallery], tmp_path / "parts", TINY, teacher=published(), progress=stop)
    parts = train([gallery], tmp_path / "parts", TINY, teacher=published())
    assert whole.read_bytes() == parts.read_bytes()


def test_a_folder_with_another_run_is_refused(gallery: Path, tmp_path: Path) -> None:
    train([gallery], tmp_path, TINY, teacher=published())
    with pytest.raises(InputError, match="holds a run with another recipe"):
        train([gallery], tmp_path, dataclasses.replace(TINY, seed=2), teacher=published())


def test_the_command_makes_a_detector_that_opens(gallery: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    given = [
        "--pictures",
        str(gallery),
        "-o",
        str(out),
        "--steps",
        "1",
        "--views",
        "2",
        "--json",
        "-q",
    ]
    answer = CliRunner().invoke(cli, ["train-detector", *given], catch_exceptions=False)
    assert answer.exit_code == 0
    weights = out / "detector.safetensors"
    assert json.loads(answer.stdout) == {"model": str(weights)}
    card = json.loads(weights.with_suffix(".json").read_text(encoding="utf-8"))
    assert (card["pictures"], card["lessons"]["views"]) == (3, 2)
    detector = open_detector(f"own:{weights}")
    assert isinstance(list(detector.find([(PICTURES / "cat.jpg").read_bytes()])), list)


def test_equal_steps_see_equal_pictures(gallery: Path) -> None:
    files = learning.read_gallery([gallery])
    shares = np.full(len(files), 1 / len(files))
    one, other = (learning._batch(files, shares, TINY, 7) for _ in range(2))
    for ours, theirs in zip(one, other, strict=True):
        assert torch.equal(ours, theirs)
    assert one[0].shape == (2, 3, *one[0].shape[2:])
    assert np.isin(one[0].shape[2], TINY.sides)
