import pytest

from vidcap.model import metrics


def test_a_caption_equal_to_its_reference_scores_one() -> None:
    scores = metrics.score(
        ["A dog runs on the grass.", "Two people sit."],
        [["a dog runs on the grass"], ["two people sit"]],
    )
    assert scores["BLEU-1"] == pytest.approx(1)
    assert scores["BLEU-3"] == pytest.approx(1)


def test_bleu_of_a_case_computed_by_hand() -> None:
    """4 of 5 words and 2 of 4 pairs are in the reference; lengths are equal: no brevity penalty."""
    scores = metrics.score(["a dog sees a cat"], [["a dog and a cat"]])
    assert scores["BLEU-1"] == pytest.approx(4 / 5, abs=1e-6)
    assert scores["BLEU-2"] == pytest.approx((4 / 5 * 2 / 4) ** 0.5, abs=1e-6)


def test_cider_is_ten_for_equal_and_nothing_for_unlike_captions() -> None:
    """One reference a picture, all word groups in one picture only: cosine 1 for each length."""
    references = [["red fox jumps over dogs"], ["small boats cross blue water"]]
    same = metrics.score(["red fox jumps over dogs", "small boats cross blue water"], references)
    other = metrics.score(["small boats cross blue water", "red fox jumps over dogs"], references)
    assert same["CIDEr"] == pytest.approx(10, abs=1e-4)
    assert other["CIDEr"] == pytest.approx(0, abs=1e-6)
