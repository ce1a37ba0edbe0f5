"""Evaluation of a tiny network: controls, faults, page."""

from pathlib import Path

import pytest

from vidcap.errors import InputError
from vidcap.model.data import read_split
from vidcap.model.network import Network
from vidcap.model.scoring.evaluation import evaluate, faults_of
from vidcap.model.scoring.page import page_of
from vidcap.model.scoring.tokenisers import has_java


def test_every_score_has_its_controls(network: Network, captioned: Path) -> None:
    found = evaluate(network, captioned, split="val")
    assert set(found.controls) == {"shuffled", "constant", "human"}
    wanted = {"BLEU-1", "BLEU-2", "BLEU-3", "BLEU-4", "ROUGE-L", "CIDEr", "CIDEr-D"}
    wanted |= {"METEOR"} if has_java() else set()
    assert all(set(column) == wanted for column in (found.metrics, *found.controls.values()))
    assert found.constant.lower().startswith("a ")
    assert found.controls["human"]["BLEU-1"] > 0.5  # "a red square": "a red square on black"
    assert [one.file for one in found.said] == [f"{n:02}.png" for n in range(18, 24)]
    assert all(0 < one.confidence < 1 and one.log_probability < 0 for one in found.said)
    assert bool(found.missing) == (not has_java())


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
    network: Network, captioned: Path
) -> None:
    found = evaluate(network, captioned, split="val")
    items = read_split(captioned, "val")
    page = page_of(found, captioned, items, title="<tiny> & co", language="en")
    assert "<title>&lt;tiny&gt; &amp; co</title>" in page
    assert page.count("<img ") >= 6
    assert all(one.caption in page for one in found.said)
    assert "http" not in page
    assert "<script" not in page
    assert page.count("alt=") == page.count("<img ")
