"""Evaluation of a tiny network: controls, faults, page."""

import json
import re
from pathlib import Path

import pytest

from vidcap.errors import InputError
from vidcap.model.data import read_split
from vidcap.model.network import Network
from vidcap.model.scoring.evaluation import Evaluation, evaluate, faults_of
from vidcap.model.scoring.java import has_java
from vidcap.model.scoring.page import page_of


@pytest.fixture(scope="module")
def found(network: Network, captioned: Path) -> Evaluation:
    return evaluate(network, captioned, split="val")


def test_every_score_has_its_controls(found: Evaluation) -> None:
    assert set(found.controls) == {"shuffled", "constant", "human"}
    wanted = {"BLEU-1", "BLEU-2", "BLEU-3", "BLEU-4", "ROUGE-L", "CIDEr", "CIDEr-D"}
    wanted |= {"METEOR"} if has_java() else set()
    assert all(set(column) == wanted for column in (found.metrics, *found.controls.values()))
    assert found.constant.lower().startswith("a ")
    assert found.controls["human"]["BLEU-1"] > 0.5  # "a red square": "a red square on black"
    assert [one.file for one in found.said] == [f"{n:02}.png" for n in range(18, 24)]
    assert all(0 < one.confidence < 1 and one.log_probability < 0 for one in found.said)
    assert bool(found.missing) == (not has_java())
    assert set(found.explained) == set(found.controls)
    assert found.explained["constant"].endswith("those of train")


def test_without_training_captions_the_constant_is_of_the_references(
    network: Network, captioned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And where a picture has one reference alone, no person can be held against the others."""
    rows = [json.loads(row) for row in (captioned / "captions.jsonl").read_text().splitlines()]
    rows = [row | {"en": ["a dog", "a dog"]} for row in rows if row["split"] == "val"]
    rows[0]["en"] = ["a red square"]
    for row in rows:
        (tmp_path / row["file"]).write_bytes((captioned / row["file"]).read_bytes())
    (tmp_path / "captions.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    monkeypatch.setenv("PATH", str(tmp_path))  # no Java: sooner done
    found = evaluate(network, tmp_path, split="val")
    assert found.constant == "A dog."
    assert found.explained["constant"].endswith("those of val")
    assert set(found.controls) == {"shuffled", "constant"}
    assert "one reference alone" in found.explained["human"]


def test_whole_sentences_have_no_fault() -> None:
    captions = ["A dog runs.", "A dog dog runs.", "A dog in a.", "The <unknown> runs.", ""]
    faults = faults_of(captions, "en")
    assert list(faults.values()) == pytest.approx([1 / 5, 1 / 5, 2 / 5])
    assert not any(faults_of(["A dog runs.", "Two people sit."], "en").values())
    assert not any(faults_of(["人人都在跑步。"], "zh").values())


def test_a_language_it_does_not_speak_is_refused(network: Network, captioned: Path) -> None:
    with pytest.raises(InputError, match="the network speaks en"):
        evaluate(network, captioned, split="val", language="xx")


def test_the_page_shows_pictures_and_captions_and_needs_nothing_else(
    found: Evaluation, captioned: Path
) -> None:
    items = read_split(captioned, "val")
    page = page_of(found, captioned, items, title="<tiny> & co", language="en")
    assert "<title>&lt;tiny&gt; &amp; co</title>" in page
    assert page.count("<img ") == 6  # each once, best or worst
    assert all(one.caption in page for one in found.said)
    assert "http" not in page
    assert "<script" not in page


def test_the_page_can_be_read_by_ear_and_by_weak_eyes(found: Evaluation, captioned: Path) -> None:
    page = page_of(found, captioned, read_split(captioned, "val"), title="tiny", language="en")
    spoken = re.findall(r'<img [^>]*alt="([^"]*)" lang="en"', page)
    assert sorted(spoken) == sorted(one.references[0] for one in found.said)
    assert page.startswith('<!doctype html><html lang="en">')
    assert re.findall(r"<(h\d)>", page) == ["h1", "h2", "h2"]
    assert not re.search(r"<td></td>\s*<th", page)
    darks = re.findall(r"[ {]color: #([0-9a-f]+)", page)
    assert len(darks) >= 2
    for dark in darks:
        assert contrast_with_white(dark) >= 4.5  # WCAG 2.2, 1.4.3


def contrast_with_white(colour: str) -> float:
    """Return the contrast of a colour, three or six hexadecimal digits (WCAG 2.2)."""
    digits = colour if len(colour) == 6 else "".join(2 * digit for digit in colour)
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    red, green, blue = linear
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
