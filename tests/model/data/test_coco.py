import json

import pytest

from tests.model.data.conftest import Put
from vidcap.errors import InputError
from vidcap.model.data.coco import read


def document(pictures: dict[int, str], *said: tuple[int, str]) -> str:
    images = [{"id": key, "file_name": name, "width": 9} for key, name in pictures.items()]
    notes = [{"id": n, "image_id": key, "caption": text} for n, (key, text) in enumerate(said)]
    return json.dumps({"info": {}, "images": images, "annotations": notes})


def test_splits_come_from_the_names_and_captions_from_anywhere_in_the_file(put: Put) -> None:
    paths = [
        put("captions_train2014.json", document({1: "a.jpg", 2: "b.jpg"}, (2, "two\n"), (1, "1"))),
        put("captions_val2014.json", document({3: "c.jpg"}, (3, "x"), (3, " y"))),
    ]
    items = read(paths)
    assert [(item.file, item.split, item.captions) for item in items] == [
        ("a.jpg", "train", ("1",)),
        ("b.jpg", "train", ("two",)),
        ("c.jpg", "val", ("x", "y")),
    ]
    assert items[2].place() == "captions_val2014.json, images[0]"


def test_a_picture_without_notes_has_no_captions(put: Put) -> None:
    assert read([put("captions_val2017.json", document({1: "a.jpg"}))])[0].captions == ()


def test_captions_of_a_picture_that_is_not_listed_are_kept_under_its_id(put: Put) -> None:
    items = read([put("captions_val2017.json", document({1: "a.jpg"}, (1, "a"), (7, "lost")))])
    assert [(item.file, item.captions) for item in items] == [
        ("a.jpg", ("a",)),
        ("image_id 7", ("lost",)),
    ]


def test_files_of_two_years_hold_the_same_pictures_under_other_names(put: Put) -> None:
    paths = [put(f"captions_train{year}.json", document({})) for year in (2014, 2017)]
    with pytest.raises(InputError, match=r"of several years: 2014, 2017; keep the files of one"):
        read(paths)


def test_one_id_for_two_pictures_is_refused(put: Put) -> None:
    images = [{"id": 1, "file_name": name} for name in ("a.jpg", "b.jpg")]
    path = put("captions_val2017.json", json.dumps({"images": images, "annotations": []}))
    with pytest.raises(InputError, match="several pictures have the same id"):
        read([path])


@pytest.mark.parametrize(
    "held",
    [
        pytest.param([], id="a list"),
        pytest.param({"images": []}, id="no annotations"),
        pytest.param({"images": [{"id": 1}], "annotations": []}, id="no name"),
        pytest.param({"images": [{"id": 1, "file_name": 1}], "annotations": []}, id="a number"),
        pytest.param({"images": [], "annotations": [{"image_id": 1}]}, id="no caption"),
        pytest.param(
            {"images": [], "annotations": [{"image_id": [1], "caption": ""}]}, id="an odd id"
        ),
    ],
)
def test_what_is_not_of_the_form_is_refused(put: Put, held: object) -> None:
    with pytest.raises(InputError, match=r"captions_val2017\.json: not COCO's form"):
        read([put("captions_val2017.json", json.dumps(held))])
