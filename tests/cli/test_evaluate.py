"""`vidcap evaluate` as a user calls it."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.cli.conftest import SAMPLE, Run
from tests.model.scoring.by_hand import library_scores
from vidcap.model.scoring.java import has_java


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
    """Its numbers are those of the library run by hand on the captions it leaves."""
    ran = run("evaluate", "--data", photographs, "--json", "-q", "-o", tmp_path / "out")
    assert ran.err == ""
    document = json.loads(ran.out)
    assert {"metrics", "controls", "pictures", "model", "tokeniser", "captions"} <= set(document)
    assert document["pictures"] == 3
    assert set(document["controls"]) == {"shuffled", "constant", "human"}
    assert set(document["explained"]) == set(document["controls"])
    rows = json.loads(Path(document["captions"]).read_text(encoding="utf-8"))
    assert [row["file"] for row in rows] == ["dogs.jpg", "cat.jpg", "coffee.jpg"]
    assert "dog" in rows[0]["caption"]
    assert set(document["metrics"]) == set(document["controls"]["human"]) == set(rows[0]["scores"])
    assert (tmp_path / "out" / "report.html").stat().st_size > 10_000
    if has_java():
        references = [row["references"] for row in rows]
        by_hand = library_scores([row["caption"] for row in rows], references)
        printed = {name: document["metrics"][name] for name in by_hand}
        assert printed == pytest.approx(by_hand, abs=1e-12)


def test_without_java_it_says_so_and_how_to_get_it(
    run: Run, photographs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    ran = run("evaluate", "--data", photographs, "--json")
    document = json.loads(ran.out)
    assert ran.code == 0
    assert document["tokeniser"].startswith("vidcap")
    assert "METEOR" not in document["metrics"]
    assert document["metrics"]["CIDEr"] > 0
    assert "METEOR" in document["missing"]
    assert "default-jre" in document["missing"]
    assert document["captions"] is None


def test_it_prints_a_table(
    run: Run, photographs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # no Java: sooner done
    out = run("evaluate", "--data", photographs, "--beams", "5", "--as-searched").out
    assert "captions  shuffled  constant     human" in out
    assert "CIDEr-D" in out
    assert "breaks off" in out
    assert "human: the first reference of each picture" in out
    assert "the sentence said of all: " in out


def test_a_device_that_is_not_there(run: Run, photographs: Path) -> None:
    ran = run("evaluate", "--data", photographs, "--device", "mps:7")
    assert ran.code == 2
    assert "mps:7: there is no such device" in ran.err


def test_a_study_needs_the_judgements(run: Run, photographs: Path) -> None:
    ran = run("evaluate", "--data", photographs, "--metrics-study")
    assert ran.code == 2
    assert "ExpertAnnotations.txt" in ran.err


def test_a_study_of_the_metrics(
    run: Run, photographs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four judgements; the one of a picture's own caption is left out."""
    for file in photographs.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "judgements").mkdir()
    lines = ("dogs.jpg\tcat.jpg#0\t1\t1\t2", "cat.jpg\tcat.jpg#1\t4\t4\t4")
    lines += ("cat.jpg\tdogs.jpg#0\t1\t1\t1", "coffee.jpg\tcat.jpg#1\t1\t2\t3")
    (tmp_path / "judgements" / "ExpertAnnotations.txt").write_text("\n".join(lines) + "\n")
    study = json.loads(run("evaluate", "--data", tmp_path, "--metrics-study", "--json").out)
    assert study["pairs"] == 3
    assert sum(one["pairs"] for one in study["inventing"]) == 3
    assert all(-1 <= value <= 1 for value in study["tau_c"].values())
    assert study["tau_c"]["CIDEr"] == pytest.approx(study["tau_c"]["CIDEr-D"])
    monkeypatch.setenv("PATH", str(tmp_path))
    out = run("evaluate", "--data", tmp_path, "--metrics-study").out
    assert "3 pairs" in out
    assert "missing: METEOR" in out
