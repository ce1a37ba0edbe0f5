import json
import logging
from pathlib import Path

import pytest

from tests.model.data.conftest import Put
from vidcap.errors import InputError
from vidcap.model.data import read_all
from vidcap.model.data.formats import find

JSONL = json.dumps({"file": "a.jpg", "split": "val", "en": ["jsonl"]})
KARPATHY = json.dumps(
    {"images": [{"filename": "a.jpg", "split": "val", "sentences": [{"raw": "karpathy"}]}]}
)
COCO = json.dumps(
    {
        "images": [{"id": 1, "file_name": "a.jpg"}],
        "annotations": [{"image_id": 1, "caption": "coco"}],
    }
)
TOKEN = "a.jpg#0\ttoken\n"
KAGGLE = "image,caption\na.jpg,kaggle\n"

EACH = [
    ("captions.jsonl", JSONL, "jsonl"),
    ("dataset_flickr8k.json", KARPATHY, "karpathy"),
    ("annotations/captions_val2017.json", COCO, "coco"),
    ("Flickr8k_text/Flickr8k.token.txt", TOKEN, "token"),
    ("results_20130124.token", TOKEN, "token"),
    ("captions.txt", KAGGLE, "kaggle"),
]


@pytest.mark.parametrize(("name", "content", "caption"), EACH, ids=[name for name, *_ in EACH])
def test_a_form_is_known_by_its_file(
    tmp_path: Path, put: Put, name: str, content: str, caption: str
) -> None:
    put(name, content)
    assert [item.captions for item in read_all(tmp_path, "en")] == [(caption,)]


def test_of_several_forms_the_one_that_says_most_is_taken(tmp_path: Path, put: Put) -> None:
    for name, content, _ in reversed(EACH):
        put(name, content)
    assert read_all(tmp_path, "en")[0].captions == ("jsonl",)
    (tmp_path / "captions.jsonl").unlink()
    assert read_all(tmp_path, "en")[0].captions == ("karpathy",)


def test_files_that_look_like_captions_and_are_none_are_passed_over(
    tmp_path: Path, put: Put
) -> None:
    put("dataset-metadata.json", "{}")
    put("dataset_infos.json", "{}")
    put("Flickr8k.lemma.token.txt", "a.jpg#0\tstem\n")
    put("Flickr8k.token.txt", TOKEN)
    assert [path.name for path in find(tmp_path)[1]] == ["Flickr8k.token.txt"]


def test_several_files_of_one_form_are_named(tmp_path: Path, put: Put) -> None:
    put("dataset_coco.json", KARPATHY)
    put("dataset_flickr8k.json", KARPATHY)
    with pytest.raises(InputError, match=r"dataset_coco\.json, dataset_flickr8k\.json; keep one"):
        find(tmp_path)


def test_where_no_form_fits_all_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"captions\.jsonl; Karpathy: .*; Kaggle: captions\.txt"):
        find(tmp_path)


def test_a_form_without_codes_is_english(tmp_path: Path, put: Put) -> None:
    put("captions.txt", KAGGLE)
    with pytest.raises(InputError, match=r'no captions in zh .* give a captions\.jsonl with "zh"'):
        read_all(tmp_path, "zh")


def test_splits_made_here_are_told_and_those_of_lists_are_not(
    tmp_path: Path, put: Put, caplog: pytest.LogCaptureFixture
) -> None:
    put("captions.txt", KAGGLE)
    with caplog.at_level(logging.WARNING):
        read_all(tmp_path, "en")
        assert "captions.txt has no splits" in caplog.text
        caplog.clear()
        put("Flickr_8k.devImages.txt", "a.jpg\n")
        assert read_all(tmp_path, "en")[0].split == "val"
        assert not caplog.text
