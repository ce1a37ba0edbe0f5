"""`vidcap evaluate` as a user calls it."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.cli.conftest import SAMPLE, Run


@pytest.fixture(scope="module")
def photographs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's photographs with captions: the split `test` of a tiny set."""
    folder = tmp_path_factory.mktemp("photographs")
    said = {
        "dogs.jpg": ["Two dogs run.", "Dogs are running on a field."],
        "cat.jpg": ["A cat looks up.", "The head of a cat."],
        "coffee.jpg": ["A cup of coffee.", "A cup and a spoon on a table."],
    }
    rows = []
    for name, captions in said.items():
        picture = cv2.imread(str(SAMPLE.parent / "pictures" / name))
        cv2.imwrite(str(folder / name), np.asarray(picture))
        rows.append(json.dumps({"file": name, "split": "test", "en": captions}))
    (folder / "captions.jsonl").write_text("\n".join(rows), encoding="utf-8")
    return folder


def test_it_prints_one_document(run: Run, photographs: Path, tmp_path: Path) -> None:
    ran = run("evaluate", "--data", photographs, "--json", "-o", tmp_path / "out")
    document = json.loads(ran.out)
    assert {"metrics", "controls", "pictures", "model", "tokeniser", "captions"} <= set(document)
    assert document["pictures"] == 3
    assert set(document["controls"]) == {"shuffled", "constant", "human"}
    rows = json.loads(Path(document["captions"]).read_text(encoding="utf-8"))
    assert [row["file"] for row in rows] == ["dogs.jpg", "cat.jpg", "coffee.jpg"]
    assert "dog" in rows[0]["caption"]
    assert (tmp_path / "out" / "report.html").stat().st_size > 10_000


def test_it_prints_a_table(run: Run, photographs: Path) -> None:
    out = run("evaluate", "--data", photographs, "--beams", "5", "--agree").out
    assert "captions  shuffled  constant     human" in out
    assert "CIDEr-D" in out
    assert "breaks off" in out


def test_a_study_needs_the_judgements(run: Run, photographs: Path) -> None:
    ran = run("evaluate", "--data", photographs, "--metrics-study")
    assert ran.code == 2
    assert "ExpertAnnotations.txt" in ran.err
