"""Each metric on cases computed by hand, and all of them beside the library run by hand."""

import json
import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.model.scoring.by_hand import library_scores
from vidcap.model.scoring import metrics
from vidcap.model.scoring.java import has_java
from vidcap.model.scoring.tokenisers import OURS, PTB, missing_for, tokenised, tokeniser_for

needs_java = pytest.mark.skipif(not has_java(), reason="no Java here")

SAID = [
    "A dog runs through the grass.",
    "Two people are sitting on a bench.",
    "A man's hat is red.",
]
REFERENCES = [
    ["A brown dog runs across a field.", "The dog is running in the grass!"],
    ["Two men sit on a wooden bench.", "Two people, sitting."],
    ["A man wears a red hat.", "The man's hat is red, and he is smiling."],
]


def scored(said: list[str], references: list[list[str]], tokeniser: str = OURS) -> dict[str, float]:
    return metrics.score_sets({"": (said, references)}, tokeniser=tokeniser)[""].overall


words = st.lists(st.sampled_from("a dog runs on the grass with two boys".split()), min_size=4)


@given(st.lists(words.map(" ".join), min_size=1, max_size=6), st.data())
@settings(max_examples=25)
def test_a_caption_equal_to_one_of_its_references_scores_one(
    said: list[str], data: st.DataObject
) -> None:
    references = [data.draw(st.permutations([one, "red boats"])) for one in said]
    scores = scored(said, references)
    assert [scores[f"BLEU-{n}"] for n in (1, 2, 3, 4)] == pytest.approx([1] * 4, abs=1e-6)
    assert scores["ROUGE-L"] == pytest.approx(1)


def test_bleu_of_a_case_computed_by_hand() -> None:
    """4 of 5 words and 2 of 4 pairs are in the reference; lengths are equal: no brevity penalty."""
    scores = metrics.score(["a dog sees a cat"], [["a dog and a cat"]])
    assert scores["BLEU-1"] == pytest.approx(4 / 5, abs=1e-6)
    assert scores["BLEU-2"] == pytest.approx((4 / 5 * 2 / 4) ** 0.5, abs=1e-6)


def test_a_short_caption_pays_for_its_brevity() -> None:
    scores = metrics.score(["a dog"], [["a dog and a cat"]])
    assert scores["BLEU-1"] == pytest.approx(math.exp(1 - 5 / 2), abs=1e-6)


def test_rouge_of_a_case_computed_by_hand() -> None:
    """Longest common subsequence "a dog a cat": 4 of 5 words of both, so precision = recall."""
    assert scored(["a dog sees a cat"], [["a dog and a cat"]])["ROUGE-L"] == pytest.approx(4 / 5)


def test_cider_is_ten_for_equal_and_nothing_for_unlike_captions() -> None:
    """One reference a picture, all word groups in one picture only: cosine 1 for each length."""
    references = [["red fox jumps over dogs"], ["small boats cross blue water"]]
    same = scored(["red fox jumps over dogs", "small boats cross blue water"], references)
    other = scored(["small boats cross blue water", "red fox jumps over dogs"], references)
    assert (same["CIDEr"], same["CIDEr-D"]) == pytest.approx((10, 10), abs=1e-4)
    assert (other["CIDEr"], other["CIDEr-D"]) == pytest.approx((0, 0), abs=1e-6)


def test_cider_of_a_case_computed_by_hand() -> None:
    """Two pictures: "red" is in both and weighs nothing, all else weighs log 2.

    "red dog" has the words and the pair of its reference: cosine 1 for two of four lengths. Of "a
    cat" one word in two weighs and is there: 1 / sqrt(2) for one length.
    """
    references = [["red dog"], ["red cat"]]
    found = metrics.score_sets({"": (["red dog", "a cat"], references)}, tokeniser=OURS)[""]
    expected = [10 * 2 / 4, 10 * math.sqrt(1 / 2) / 4]
    assert found.each["CIDEr"] == pytest.approx(expected, abs=1e-9)
    assert found.each["CIDEr-D"] == pytest.approx(expected, abs=1e-9)
    assert found.overall["CIDEr"] == pytest.approx(sum(expected) / 2)


def test_cider_pays_for_another_length_and_counts_a_word_once() -> None:
    """A word less or more: exp(-1 / 72). "dog dog" shares one word with "red dog": 1 / sqrt 8."""
    sets = {
        "short": (["dog", "blue cat"], [["red dog"], ["blue cat"]]),
        "twice": (["dog dog", "blue cat"], [["red dog"], ["blue cat"]]),
    }
    found = metrics.score_sets(sets, tokeniser=OURS)
    short = 10 / 4 * math.exp(-1 / 72) / math.sqrt(2)
    assert found["short"].each["CIDEr"][0] == pytest.approx(short)
    assert found["twice"].each["CIDEr"][0] == pytest.approx(10 / 4 / (2 * math.sqrt(2)))


@needs_java
def test_meteor_of_a_case_computed_by_hand() -> None:
    """ "two cats" of "two cats sit", where "two" is a function word and weighs 0.25, others 0.75.

    Precision 1, recall 1 / 1.75, their mean with alpha 0.85; one chunk of two matches, so that
    0.6 * 0.5 ** 0.2 is taken off.
    """
    recall = (0.25 + 0.75) / (0.25 + 2 * 0.75)
    mean = recall / (0.85 + 0.15 * recall)
    expected = mean * (1 - 0.6 * (1 / 2) ** 0.2)
    assert scored(["two cats"], [["two cats sit"]], PTB)["METEOR"] == pytest.approx(expected)


def moved(order: list[int]) -> tuple[list[str], list[list[str]]]:
    """Return the pictures in another order."""
    return [SAID[n] for n in order], [REFERENCES[n] for n in order]


def assert_moved(straight: metrics.Scores, other: metrics.Scores, order: list[int]) -> None:
    """Pictures in another order have the same scores, overall and each."""
    assert other.overall == pytest.approx(straight.overall)
    for name, values in straight.each.items():
        assert other.each[name] == pytest.approx([values[n] for n in order])


@given(st.permutations(range(3)))
@settings(max_examples=6)
def test_the_order_of_the_pictures_does_not_matter(order: list[int]) -> None:
    found = metrics.score_sets({"": (SAID, REFERENCES), "moved": moved(order)}, tokeniser=OURS)
    assert_moved(found[""], found["moved"], order)


@needs_java
def test_the_numbers_are_those_of_the_library_run_by_hand_in_any_order_and_company() -> None:
    sets = {
        "shuffled": (SAID[1:] + SAID[:1], REFERENCES),
        "own": (SAID, REFERENCES),
        "moved": moved([2, 0, 1]),
    }
    found = metrics.score_sets(sets, tokeniser=PTB)
    expected = library_scores(SAID, REFERENCES)
    assert {n: found["own"].overall[n] for n in expected} == pytest.approx(expected, abs=1e-12)
    assert_moved(found["own"], found["moved"], [2, 0, 1])


def test_our_own_form_d_is_the_library_s_cider() -> None:
    found = metrics.score_sets({"": (SAID, REFERENCES)}, tokeniser=OURS)[""]
    assert found.each["CIDEr-D"] == pytest.approx(found.each["CIDEr"], abs=1e-6)


@needs_java
@pytest.mark.parametrize("name", ["flickr8k", "coco_mini"])
def test_both_tokenisers_give_the_same_scores_within_half_a_percent(
    shared: Path, name: str
) -> None:
    """One person against the others: Flickr8k's captions come split, COCO's as people write."""
    rows = (shared / "data" / name / "captions.jsonl").read_text(encoding="utf-8").splitlines()
    known = [json.loads(row)["en"] for row in rows[:250]]
    captions, references = [texts[0] for texts in known], [texts[1:] for texts in known]
    theirs, ours = (scored(captions, references, tokeniser) for tokeniser in (PTB, OURS))
    assert ours == pytest.approx({metric: theirs[metric] for metric in ours}, rel=0.005)


@needs_java
def test_meteor_knows_stems_and_each_picture_has_its_own() -> None:
    sets = {
        "same": (["a dog runs"], [["a dog runs"]]),
        "stem": (["a dog running"], [["a dog runs"]]),
        "none": (["red"], [["a dog runs"]]),
    }
    found = metrics.score_sets(sets, tokeniser=PTB)
    values = [found[name].overall["METEOR"] for name in sets]
    assert values[0] > values[1] > 0.3
    assert values[2] == 0
    assert found["stem"].each["METEOR"] == pytest.approx([values[1]])


@needs_java
def test_sets_are_split_together_as_they_are_alone() -> None:
    sentences = ["The dog's ball, isn't it?", "It's a tri-colored dog.", '(One) "man" - alone...']
    together = tokenised(sentences, tokeniser=PTB, language="en")
    assert together == [tokenised([s], tokeniser=PTB, language="en")[0] for s in sentences]
    assert together[0] == "the dog 's ball is n't it"


def test_without_java_there_is_no_meteor_and_our_own_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not has_java()
    assert tokeniser_for("en") == OURS
    assert "apt install" in missing_for("en", OURS)
    assert "METEOR" not in scored(SAID, REFERENCES, OURS)


def test_nothing_is_missing_with_java_or_in_a_language_without_meteor() -> None:
    assert missing_for("en", PTB) == missing_for("zh", OURS) == ""


def test_chinese_is_scored_by_its_characters() -> None:
    found = metrics.score_sets(
        {"": (["两只狗"], [["两只猫", "一只狗"]])}, tokeniser=OURS, language="zh"
    )[""]
    assert found.overall["BLEU-1"] == pytest.approx(1)
    assert "METEOR" not in found.overall
