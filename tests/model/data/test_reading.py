import json
import logging
from pathlib import Path

import pytest

from tests.model.data.conftest import Put, encoded, packed
from vidcap.errors import InputError
from vidcap.model.data import check, read_all, read_pictures, read_split, read_splits


def row(file: str, split: str, **captions: list[str]) -> str:
    return json.dumps({"file": file, "split": split, **captions})


@pytest.fixture
def faulty(tmp_path: Path, put: Put) -> Path:
    """A folder with one of every fault, each on a line of its own."""
    good = [
        row("0.jpg", "train", en=["a dog"], zh=["狗"]),
        row("1.jpg", "train", en=["a cat"]),
        row("2.jpg", "val", en=["a cow"]),
        row("3.jpg", "test", en=["a hen"]),
    ]
    bad = [
        row("0.jpg", "train", en=["a dog again"]),  # line 5
        row("3.jpg", "train", en=["a hen again"]),
        row("4.jpg", "train", en=["", "a pig"]),
        row("5.jpg", "train", en=[]),
        row("gone.jpg", "val", en=["a goat"]),
        row("broken.jpg", "train", en=["a duck"]),
    ]
    put("captions.jsonl", "\n".join(good + bad))
    for number in range(6):
        put(f"Images/{number}.jpg")
    put("Images/broken.jpg", encoded()[:-20])
    return tmp_path


NAMED = [
    "captions.jsonl, line 7: 4.jpg has an empty sentence (en)",
    "captions.jsonl, line 8: 5.jpg has no captions",
    "captions.jsonl, line 5: 0.jpg is listed again, first at captions.jsonl, line 1",
    "captions.jsonl, line 6: 3.jpg is in split test, too",
    "captions.jsonl, line 9: gone.jpg is missing",
    "captions.jsonl, line 10: broken.jpg is no picture, or a broken one",
]


def test_check_names_every_fault(faulty: Path) -> None:
    assert [str(problem) for problem in check(faulty, read_all(faulty, "en"))] == NAMED


def test_faults_are_refused(faulty: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_splits(faulty, ("train", "val"), ("en", "zh"))
    assert str(caught.value) == (
        f"{faulty}: 6 problems: {'; '.join(NAMED[:5])}; and 1 more;"
        " mend the data or leave these out with --broken skip"
    )


def test_faults_are_skipped_and_told(faulty: Path) -> None:
    lines: list[str] = []
    splits = ("train", "val")
    found = read_splits(faulty, splits, ("en",), broken="skip", tell=lines.append)
    assert {
        split: [(item.file, item.captions) for item in known["en"]]
        for split, known in found.items()
    } == {
        "train": [("0.jpg", ("a dog",)), ("1.jpg", ("a cat",)), ("4.jpg", ("a pig",))],
        "val": [("2.jpg", ("a cow",))],
    }
    assert lines == [f"{faulty}: left out for 6 problems: {'; '.join(NAMED[:5])}; and 1 more"]


def test_a_whole_split_has_nothing_to_do_with_the_faults_of_others(faulty: Path) -> None:
    assert [item.file for item in read_splits(faulty, ("test",))["test"]["en"]] == ["3.jpg"]
    assert [item.file for item in read_split(faulty, "test")] == ["3.jpg"]


def test_one_split_is_refused_or_skipped_too(
    faulty: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(InputError, match="4 problems"):
        read_split(faulty, "train")
    with caplog.at_level(logging.WARNING):
        items = read_split(faulty, "train", broken="skip")
    assert [item.file for item in items] == ["0.jpg", "1.jpg", "4.jpg", "broken.jpg"]
    assert "left out for 4 problems" in caplog.text


def test_a_split_is_read_in_the_order_of_the_file(captioned: Path) -> None:
    items = read_split(captioned, "val")
    assert [item.file for item in items] == [f"{n:02}.png" for n in range(18, 24)]
    assert items[0].captions == ("a red square", "a red square on black")


def test_each_language_has_its_own_pictures(tmp_path: Path, put: Put) -> None:
    rows = [row("a.jpg", "train", en=["a dog"], zh=["狗"]), row("b.jpg", "train", en=["a cat"])]
    put("captions.jsonl", "\n".join([*rows, row("c.jpg", "train", zh=["牛"])]))
    for name in "abc":
        put(f"{name}.jpg")
    found = read_splits(tmp_path, ("train",), ("en", "zh"))["train"]
    assert [item.file for item in found["en"]] == ["a.jpg", "b.jpg"]
    assert [(item.file, item.captions) for item in found["zh"]] == [
        ("a.jpg", ("狗",)),
        ("c.jpg", ("牛",)),
    ]


def test_an_empty_split_is_told_with_those_there_are(captioned: Path) -> None:
    for read in (read_split, lambda folder, split: read_splits(folder, (split,))):
        with pytest.raises(InputError, match=r"no picture in split test; .* train 18, val 6"):
            read(captioned, "test")


def test_where_skipping_leaves_nothing_it_is_refused(tmp_path: Path, put: Put) -> None:
    put("captions.txt", "image,caption\n1.jpg,gone\n")
    with pytest.raises(InputError, match="no usable picture in split train"):
        read_splits(tmp_path, ("train",), broken="skip")


def test_flickr_as_it_is_handed_out(tmp_path: Path, put: Put) -> None:
    """The text archive beside the pictures; one caption's picture was never handed out."""
    names = ("1_a.jpg", "2_b.jpg", "3_c.jpg", "4_d.jpg.1")
    lines = "".join(f"{name}#{n}\tcaption {n} .\n" for name in names for n in range(5))
    put("Flickr8k_text/Flickr8k.token.txt", lines)
    put("Flickr8k_text/Flickr8k.lemma.token.txt", lines)
    for split, name in zip(("train", "dev", "test"), names, strict=False):
        put(f"Flickr8k_text/Flickr_8k.{split}Images.txt", f"{name}\n")
        put(f"Flickr8k_Dataset/Flicker8k_Dataset/{name}")
    found = read_splits(tmp_path, ("train", "val", "test"))
    assert [(split, [item.file for item in known["en"]]) for split, known in found.items()] == [
        ("train", ["1_a.jpg"]),
        ("val", ["2_b.jpg"]),
        ("test", ["3_c.jpg"]),
    ]


def test_coco_as_it_is_handed_out(tmp_path: Path, put: Put) -> None:
    for split, number in (("train", 9), ("val", 42)):
        name = f"COCO_{split}2014_{number:012}.jpg"
        notes = [{"image_id": number, "id": n, "caption": f"Caption {n}."} for n in range(5)]
        held = {"images": [{"id": number, "file_name": name}], "annotations": notes}
        put(f"annotations/captions_{split}2014.json", json.dumps(held))
        packed(tmp_path / f"{split}2014.tar.gz", [(f"{split}2014/{name}", encoded())], "w:gz")
    found = read_splits(tmp_path, ("train", "val"))
    assert [len(found[split]["en"][0].captions) for split in found] == [5, 5]
    assert len(list(read_pictures(tmp_path, found["train"]["en"] + found["val"]["en"]))) == 2


def test_the_shared_flickr8k_is_whole(shared: Path) -> None:
    folder = shared / "data" / "flickr8k"
    for language in ("en", "zh"):
        for split, count in (("train", 6000), ("val", 1000), ("test", 1000)):
            items = read_split(folder, split, language)
            assert len(items) == count
            assert {len(item.captions) for item in items} == {5}
    assert check(folder, read_split(folder, "test")) == []


def test_the_shared_coco_mini_is_whole(shared: Path) -> None:
    found = read_splits(shared / "data" / "coco_mini", ("train", "val"))
    assert [len(known["en"]) for known in found.values()] == [80, 177]
