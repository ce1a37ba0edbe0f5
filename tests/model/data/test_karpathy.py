import json

import pytest

from tests.model.data.conftest import Put
from vidcap.errors import InputError
from vidcap.model.data.karpathy import read


def image(name: str, split: str, *said: str, **more: str) -> dict:
    sentences = [{"raw": text, "tokens": text.split(), "imgid": 0, "sentid": 0} for text in said]
    return {"filename": name, "split": split, "sentences": sentences, "imgid": 0, **more}


def test_flickr_pictures_have_no_folder_and_cocos_have_theirs(put: Put) -> None:
    images = [
        image("1.jpg", "train", "A dog runs .", "a dog\n"),
        image("COCO_val2014_2.jpg", "restval", "A cat.", filepath="val2014", cocoid=2),
        image("COCO_val2014_3.jpg", "val", "A cow.", filepath="val2014"),
        image("COCO_val2014_4.jpg", "test", "", filepath="val2014"),
    ]
    items = read(put("dataset_coco.json", json.dumps({"images": images, "dataset": "coco"})))
    assert [(item.file, item.split, item.captions) for item in items] == [
        ("1.jpg", "train", ("A dog runs .", "a dog")),
        ("val2014/COCO_val2014_2.jpg", "train", ("A cat.",)),  # restval counts as train
        ("val2014/COCO_val2014_3.jpg", "val", ("A cow.",)),
        ("val2014/COCO_val2014_4.jpg", "test", ("",)),
    ]
    assert items[1].place() == "dataset_coco.json, images[1]"


@pytest.mark.parametrize(
    "held",
    [
        pytest.param([], id="a list"),
        pytest.param({"pictures": []}, id="no images"),
        pytest.param({"images": ["a.jpg"]}, id="a name alone"),
        pytest.param({"images": [{"filename": "a.jpg", "split": "val"}]}, id="no sentences"),
        pytest.param({"images": [image("a.jpg", "val") | {"sentences": ["a"]}]}, id="no raw"),
        pytest.param({"images": [image("a.jpg", "val") | {"split": None}]}, id="no split"),
        pytest.param(
            {"images": [image("a.jpg", "val") | {"sentences": [{"raw": 3}]}]}, id="a number"
        ),
    ],
)
def test_what_is_not_of_the_form_is_refused(put: Put, held: object) -> None:
    with pytest.raises(InputError, match=r"dataset\.json: not Karpathy's form at images\[0\]"):
        read(put("dataset.json", json.dumps(held)))


def test_a_cut_off_file_is_no_json(put: Put) -> None:
    with pytest.raises(InputError, match=r"dataset\.json: is not JSON"):
        read(put("dataset.json", '{"images": ['))
