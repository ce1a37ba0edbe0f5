import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.ground.composed import composed
from vidcap.ground.wording import fault
from vidcap.model.detecting.persons import LABELS
from vidcap.recipe import GroundSettings
from vidcap.script import Box

SETTINGS = GroundSettings()


def person(left: float, top: float, right: float, bottom: float, score: float = 0.9) -> Box:
    return Box("person", score, left, top, right, bottom)


CLOSE = person(0.1, 0.0, 0.9, 1.0)
MIDDLE = person(0.4, 0.2, 0.65, 0.9)


@pytest.mark.parametrize(
    ("boxes", "texts"),
    [
        ([CLOSE], ("A close view of a person.", "A person.")),
        ([person(0.0, 0.0, 0.5, 1.0)], ("A close view of a person on the left.", "A person.")),
        ([person(0.8, 0.3, 0.9, 0.9)], ("A person on the right.", "A person.")),
        ([person(0.45, 0.4, 0.5, 0.6)], ("A person in the distance.", "A person.")),
        ([MIDDLE], ("A person.",)),
        ([MIDDLE, MIDDLE], ("Two people.",)),
        ([MIDDLE, person(0.1, 0.5, 0.2, 0.8)], ("Two people, one of them nearer.", "Two people.")),
        ([MIDDLE, MIDDLE, person(0, 0, 1, 1, 0.4)], ("Several people.",)),
        ([MIDDLE] * 7, ("A group of people.",)),
        ([person(0, 0, 1, 1, 0.5)], None),
        ([], None),
    ],
)
def test_persons_are_told_as_far_as_they_are_sure(
    boxes: list[Box], texts: tuple[str, ...] | None
) -> None:
    line = composed(boxes, SETTINGS)
    assert (line.texts if line is not None else None) == texts


@pytest.mark.parametrize(
    ("label", "score", "texts"),
    [
        ("horse", 0.9, ("A horse.",)),
        ("horse", 0.8, None),
        ("mouse", 0.9, ("A computer mouse.",)),
        ("tv", 0.9, ("A television.",)),
        ("bus", 0.9, ("A bus.",)),
        ("skis", 0.9, ("Skis.",)),
        ("umbrella", 0.9, ("An umbrella.",)),
        ("chair", 0.9, None),
    ],
)
def test_a_thing_is_told_where_it_is_very_sure(
    label: str, score: float, texts: tuple[str, ...] | None
) -> None:
    line = composed([Box(label, score, 0.1, 0.1, 0.9, 0.9)], SETTINGS)
    assert (line.texts if line is not None else None) == texts


def test_persons_and_thing_are_one_line_as_sure_as_its_least_sure_fact() -> None:
    line = composed([MIDDLE, Box("elephant", 0.88, 0, 0, 1, 1)], SETTINGS)
    assert line is not None
    assert line.texts == ("A person and an elephant.",)
    assert line.sureness == 0.88


@pytest.mark.parametrize(
    ("boxes", "texts"),
    [
        ([CLOSE], ("一个人的近景。", "一个人。")),
        ([person(0.8, 0.3, 0.9, 0.9)], ("右侧有一个人。", "一个人。")),
        ([person(0.45, 0.4, 0.5, 0.6)], ("远处有一个人。", "一个人。")),
        ([MIDDLE, MIDDLE], ("两个人。",)),
        ([MIDDLE] * 7, ("一群人。",)),
        ([MIDDLE, Box("elephant", 0.88, 0, 0, 1, 1)], ("一个人和一头大象。",)),
    ],
)
def test_facts_are_told_in_chinese(boxes: list[Box], texts: tuple[str, ...]) -> None:
    line = composed(boxes, SETTINGS, language="zh-CN")
    assert line is not None
    assert line.texts == texts


def test_nothing_is_composed_in_a_language_without_phrases() -> None:
    assert composed([CLOSE], SETTINGS, language="fr") is None


BOXES = st.builds(
    lambda label, score, x, y, w, h: Box(label, score, x, y, x + w, y + h),
    st.sampled_from(LABELS),
    st.floats(0.1, 1),
    *[st.floats(0, 0.5)] * 4,
)


@given(st.lists(BOXES, max_size=8))
def test_languages_tell_the_same_facts(boxes: list[Box]) -> None:
    english, chinese = (composed(boxes, SETTINGS, language=code) for code in ("en", "zh"))
    assert (english is None) == (chinese is None)
    if english is not None and chinese is not None:
        assert len(english.texts) == len(chinese.texts)
        assert english.sureness == chinese.sureness
        assert all(text.endswith("。") and not text.isascii() for text in chinese.texts)


@given(st.lists(BOXES, max_size=8))
def test_every_composed_line_is_well_worded(boxes: list[Box]) -> None:
    line = composed(boxes, SETTINGS)
    if line is not None:
        assert all(fault(text) == "" for text in line.texts)
