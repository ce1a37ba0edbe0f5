"""Each metric on cases computed by hand, and all of them beside the library run by hand."""

import contextlib
import io
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vidcap.model.scoring import metrics
from vidcap.model.scoring.tokenisers import OURS, PTB, has_java, tokenised

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


def test_a_caption_equal_to_its_reference_scores_one() -> None:
    scores = scored(
        ["A dog runs on the grass.", "Two people sit."],
        [["a dog runs on the grass"], ["two people sit"]],
    )
    assert [scores[name] for name in ("BLEU-1", "BLEU-3", "ROUGE-L")] == pytest.approx([1, 1, 1])


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


@given(st.permutations(range(3)))
@settings(max_examples=6)
def test_the_order_of_the_pictures_does_not_matter(order: list[int]) -> None:
    straight = scored(SAID, REFERENCES)
    other = scored([SAID[n] for n in order], [REFERENCES[n] for n in order])
    assert other == pytest.approx(straight)


def test_our_own_form_d_is_the_library_s_cider() -> None:
    found = metrics.score_sets({"": (SAID, REFERENCES)}, tokeniser=OURS)[""]
    assert found.each["CIDEr-D"] == pytest.approx(found.each["CIDEr"], abs=1e-6)


@needs_java
def test_the_numbers_are_those_of_the_library_run_by_hand(
    capfd: pytest.CaptureFixture[str],
) -> None:
    from pycocoevalcap.bleu.bleu import Bleu
    from pycocoevalcap.cider.cider import Cider
    from pycocoevalcap.meteor.meteor import Meteor
    from pycocoevalcap.rouge.rouge import Rouge
    from pycocoevalcap.tokenizer.ptbtokenizer import PTBTokenizer

    known = {n: [{"caption": text} for text in texts] for n, texts in enumerate(REFERENCES)}
    known = PTBTokenizer().tokenize(known)
    said = PTBTokenizer().tokenize({n: [{"caption": text}] for n, text in enumerate(SAID)})
    meteor = Meteor()
    with contextlib.redirect_stdout(io.StringIO()):
        bleu, _ = Bleu(4).compute_score(known, said)
        expected = {
            **{f"BLEU-{n}": value for n, value in enumerate(bleu, 1)},
            "METEOR": meteor.compute_score(known, said)[0],
            "ROUGE-L": Rouge().compute_score(known, said)[0],
            "CIDEr": Cider().compute_score(known, said)[0],
        }
    meteor.meteor_p.kill()
    meteor.meteor_p.communicate()
    found = scored(SAID, REFERENCES, PTB)
    assert {name: found[name] for name in expected} == pytest.approx(expected, abs=1e-12)


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
    monkeypatch: pytest.MonkeyPatch, tmp_path: pytest.TempPathFactory
) -> None:
    from vidcap.model.scoring.tokenisers import tokeniser_for

    monkeypatch.setenv("PATH", str(tmp_path))
    assert not has_java()
    assert tokeniser_for("en") == OURS
    assert "METEOR" not in scored(SAID, REFERENCES, OURS)


def test_chinese_is_scored_by_its_characters() -> None:
    found = metrics.score_sets(
        {"": (["两只狗"], [["两只猫", "一只狗"]])}, tokeniser=OURS, language="zh"
    )[""]
    assert found.overall["BLEU-1"] == pytest.approx(1)
    assert "METEOR" not in found.overall
