import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ground.scenes import BOXES, FACTS, facts
from vidcap.ground import AGAIN, STALE, ground
from vidcap.ground.offer import MOST
from vidcap.ground.wording import fault
from vidcap.recipe import POINTS, GroundSettings
from vidcap.script import Box, Candidate, Fact, Keyframe, Moment, Span

SETTINGS = GroundSettings(min_confidence=0.5)
PERSON = Box("person", 0.9, 0.4, 0.2, 0.65, 0.9)


def keyframe(number: int, twin: str = "") -> Keyframe:
    return Keyframe(f"K{number:04}", number, number, Span(number, number + 1), 9.0, twin)


def candidate(text: str, confidence: float) -> Candidate:
    return Candidate(text, -3.0, len(text.split()), confidence)


def say(candidates: list[Candidate], boxes: list[Box], *, checked: bool = True) -> tuple[str, str]:
    """The first wording and the doubt of one keyframe."""
    (moment,) = ground(
        [keyframe(1)], {"K0001": candidates}, {"K0001": boxes}, SETTINGS, checked=checked
    )
    return (*moment.sentences, "")[0], moment.doubt


def test_a_sure_and_supported_sentence_is_said_without_gender() -> None:
    assert say([candidate("A man walks.", 0.8)], [PERSON]) == ("A person walks.", "")


def test_the_next_candidate_is_tried_where_the_first_is_not_supported() -> None:
    offered = [candidate("A man rides a horse.", 0.9), candidate("A man walks.", 0.7)]
    assert say(offered, [PERSON])[0] == "A person walks."


def test_what_was_found_is_said_where_no_sentence_holds() -> None:
    assert say([candidate("A dog runs.", 0.9)], [PERSON])[0] == "A person."


@pytest.mark.parametrize(
    ("offered", "doubt"),
    [
        ([], "no caption: the captioner offered nothing"),
        ([candidate("A man walks.", 0.3)], "low confidence: 0.30 is below 0.50"),
        (
            [candidate("A man walks.", 0.8)],
            "not found in the picture: 1 persons claimed, 0 found",
        ),
        ([candidate("Snow on the screen.", 0.8)], "wording: speaks of the picture"),
    ],
)
def test_nothing_is_said_when_nothing_is_sure(offered: list[Candidate], doubt: str) -> None:
    text, told = say(offered, [])
    assert text == ""
    assert told.startswith(doubt)


def test_claims_that_cannot_be_read_are_not_said() -> None:
    (moment,) = ground(
        [keyframe(1)],
        {"K0001": [candidate("一个男人在骑马。", 0.9)]},
        {"K0001": []},
        SETTINGS,
        checked=True,
        language="zh",
    )
    assert moment.sentences == ()
    assert moment.doubt == "not checked: claims in zh cannot be read"


def test_a_captioner_that_is_not_checked_is_held_to_wording_alone() -> None:
    assert say([candidate("A man walks.", 1.0)], [], checked=False) == ("A man walks.", "")
    assert say([candidate("Traceback <x>", 1.0)], [PERSON], checked=False)[0] == ""


def test_a_picture_seen_before_is_not_told_again() -> None:
    frames = [keyframe(1), keyframe(2, twin="K0001")]
    offered = {frame.id: [candidate("A man walks.", 0.8)] for frame in frames}
    first, second = ground(
        frames, offered, {key: [PERSON] for key in offered}, SETTINGS, checked=True
    )
    assert first.sentences
    assert (second.sentences, second.doubt) == ((), "seen before: it looks like K0001")


def test_what_was_just_said_is_worth_less() -> None:
    frames = [keyframe(1), keyframe(2)]
    offered = {frame.id: [candidate("A man walks.", 0.8)] for frame in frames}
    first, second = ground(
        frames, offered, {key: [PERSON] for key in offered}, SETTINGS, checked=True
    )
    assert second.value == pytest.approx(first.value * STALE)


def film(
    pictures: list[tuple[list[Box], str]],
    *,
    apart: float = 4.0,
    window: int = 5,
    language: str = "en",
    offered: str = "",
) -> tuple[Moment, ...]:
    """The moments of pictures with these boxes and facts, and one candidate for all of them."""
    frames = [
        Keyframe(f"K{n:04}", n, n * apart, Span(n * apart, (n + 1) * apart), 9.0)
        for n in range(len(pictures))
    ]
    ids = [frame.id for frame in frames]
    return ground(
        frames,
        {one: [candidate(offered, 0.9)] for one in ids} if offered else {},
        {one: boxes for one, (boxes, _) in zip(ids, pictures, strict=True)},
        SETTINGS,
        checked=True,
        facts={one: facts(names) for one, (_, names) in zip(ids, pictures, strict=True)},
        window=window,
        language=language,
    )


WIZARD = "A wizard walks on a street."  # names what is done, but its core is never found


def first(moments: tuple[Moment, ...]) -> list[str]:
    return [(*moment.sentences, "")[0] for moment in moments]


class TestFacts:
    """Where the heads looked, too, a sentence is held against all that was seen."""

    def test_they_are_kept_with_the_moment(self) -> None:
        (moment,) = film([([PERSON], "street walk")])
        assert moment.facts == tuple(facts("street walk"))

    def test_what_was_not_found_is_cut(self) -> None:
        (moment,) = film([([PERSON], "walk")], offered="A man walks in front of a house.")
        assert moment.sentences == ("A person walks.",)

    def test_place_and_light_open_the_line_where_they_are_new(self) -> None:
        pictures = [([PERSON], "walk night beach"), ([PERSON], "run night beach")]
        (moment, _) = film(pictures, offered="A man walks.")
        assert moment.sentences == ("Night. A beach. A person walks.", "A person walks.")
        (moment,) = film(pictures[:1], offered="A man walks on a beach.")
        assert moment.sentences[0] == "Night. A person walks on a beach."

    def test_a_sentence_of_which_little_is_left_gives_way_to_what_tells_more(self) -> None:
        (moment,) = film([([PERSON], "walk beach hat")], offered="A man walks past a kiosk.")
        assert moment.sentences[0] == "A person in a hat walks on a beach."

    def test_a_sentence_whose_core_was_not_found_gives_way(self) -> None:
        (moment,) = film([([PERSON], "walk street")], offered=WIZARD)
        assert moment.sentences[0] == "A person walks on a street."

    def test_a_shorter_sentence_that_holds_is_a_wording_for_short_gaps(self) -> None:
        dog = Box("dog", 0.95, 0.3, 0.3, 0.6, 0.9)
        said = ["A dog is running through the snow.", "A dog is jumping.", "A dog runs."]
        (moment,) = ground(
            [keyframe(1)],
            {"K0001": [candidate(one, 0.9) for one in said]},
            {"K0001": [dog]},
            SETTINGS,
            checked=True,
            facts={"K0001": facts("run snow animal")},
        )
        assert moment.sentences == (
            "A dog is running through the snow.",
            "A dog is running.",
            "A dog runs.",
        )

    def test_what_is_done_needs_a_sentence_that_names_it(self) -> None:
        (moment,) = film([([PERSON], "walk street")], offered="A wizard sleeps on a street.")
        assert moment.sentences[0] == "A person on a street."

    def test_an_animal_needs_less_where_sentence_detector_and_heads_agree(self) -> None:
        dog = Box("dog", 0.45, 0.3, 0.3, 0.6, 0.9)
        (moment,) = film([([dog], "animal run")], offered="A dog is running.")
        assert moment.sentences == ("A dog is running.",)
        (moment,) = film([([dog], "run")], offered="A dog is running.")
        assert moment.sentences == ()

    def test_what_is_not_sure_enough_is_not_said(self) -> None:
        (moment,) = ground(
            [keyframe(1)],
            {"K0001": [candidate("A man rides a horse.", 0.9)]},
            {"K0001": []},
            SETTINGS,
            checked=True,
            facts={"K0001": [Fact("street", 0.5)]},
        )
        assert moment.sentences == ()
        assert moment.doubt.startswith("low confidence: not found: ")

    @pytest.mark.parametrize("name", ["text", "plain", "abstract", "strange"])
    def test_of_what_is_no_view_nothing_is_said(self, name: str) -> None:
        (moment,) = film([([], f"street {name}")], offered="A street.")
        assert moment.sentences == ()
        expected = f"low confidence: facts say nothing of this picture ({name})"
        assert moment.doubt == expected

    def test_a_draft_tells_that_there_is_text_to_read(self) -> None:
        for language, text in (("en", "Text appears."), ("zh", "出现文字。")):
            (moment,) = ground(
                [keyframe(1)],
                {},
                {"K0001": []},
                POINTS["draft"],
                checked=True,
                facts={"K0001": [Fact("text", 0.99), Fact("strange", 0.9), Fact("street", 0.9)]},
                language=language,
            )
            assert moment.sentences[0] == text
            assert moment.value == pytest.approx(0.99 * MOST)

    def test_the_floor_holds_for_every_line(self) -> None:
        settings = GroundSettings(min_confidence=0.99)
        (moment,) = ground(
            [keyframe(1)],
            {},
            {"K0001": [PERSON]},
            settings,
            checked=True,
            facts={"K0001": facts("street")},
        )
        assert (moment.sentences, moment.doubt) == ((), "low confidence: 0.90 is below 0.99")

    def test_colours_are_asked_of_the_keyframes_pixels(self) -> None:
        asked: list[tuple[str, str, Box | None]] = []
        dog = Box("dog", 0.9, 0.3, 0.3, 0.6, 0.9)

        def agrees(*question: object) -> bool:
            asked.append(question)  # type: ignore[arg-type]
            return True

        (moment,) = ground(
            [keyframe(1)],
            {"K0001": [candidate("A black dog runs.", 0.9)]},
            {"K0001": [dog]},
            SETTINGS,
            checked=True,
            facts={"K0001": facts("run")},
            colours=agrees,
        )
        assert moment.sentences[0] == "A black dog runs."
        assert set(asked) == {("K0001", "black", dog)}

    def test_chinese_lines_are_composed(self) -> None:
        (moment,) = film([([PERSON], "walk street")], language="zh", offered="一个男人走着。")
        assert moment.sentences[0] == "街上，一个人在行走。"
        (moment,) = film([([PERSON], "walk street")], language="zh", offered="一个男人在骑马。")
        assert moment.sentences[0] == "街上，一个人。"


class TestSupport:
    """Every English candidate is held against what was found, and none is changed by that."""

    @pytest.mark.parametrize("checked", [True, False])
    def test_it_is_kept_with_the_candidate(self, *, checked: bool) -> None:
        offered = candidate("A man walks on a beach.", 1.0)
        (moment,) = ground(
            [keyframe(1)],
            {"K0001": [offered]},
            {"K0001": [PERSON]},
            SETTINGS,
            checked=checked,
            facts={"K0001": facts("walk")},
        )
        (kept,) = moment.candidates
        assert kept.text == offered.text
        assert kept.support == pytest.approx(2 / 3)
        assert kept.unsupported == ("beach",)
        if not checked:
            assert moment.sentences[0] == offered.text

    def test_other_languages_are_not_read(self) -> None:
        (moment,) = film([([PERSON], "walk")], language="zh", offered="一个男人在骑马。")
        assert moment.candidates[0].support is None


class TestNews:
    """What still holds is not said again, and nothing in the same words."""

    def test_only_what_is_new_is_told(self) -> None:
        moments = film([([], "night street"), ([PERSON], "night street walk")], offered=WIZARD)
        assert first(moments) == ["Night. A street.", "A person walks."]

    def test_what_still_holds_is_not_told_again_at_once(self) -> None:
        moments = film([([PERSON], "street walk")] * 2, offered=WIZARD)
        assert first(moments)[1] == ""
        assert moments[1].doubt.startswith("nothing new: ")

    def test_after_a_while_it_is_told_in_other_words_and_is_worth_less(self) -> None:
        moments = film([([PERSON], "street walk")] * 2, apart=AGAIN, offered=WIZARD)
        assert first(moments) == ["A person walks on a street.", "Someone walks."]
        assert moments[1].value < moments[0].value * 0.5

    def test_a_place_that_was_recognised_is_not_told_anew_though_heads_disagree(self) -> None:
        first_one = Keyframe("K0001", 1, 0.0, Span(0.0, 4.0), 9.0)
        back = Keyframe("K0003", 3, 8.0, Span(8.0, 12.0), 9.0, place="K0001")
        for place in ("K0001", ""):
            moments = ground(
                [first_one, dataclasses.replace(back, place=place)],
                {},
                {"K0001": [], "K0003": [PERSON]},
                SETTINGS,
                checked=True,
                facts={"K0001": facts("beach"), "K0003": facts("snow")},
            )
            assert ("snow" in first(moments)[1]) == (place == "")

    def test_a_place_that_was_told_long_ago_is_told_again(self) -> None:
        walkers = [([PERSON] * n, "street") for n in (1, 2, 3, 2, 1)]
        assert "street" in first(film(walkers))[0]
        assert "street" not in " ".join(first(film(walkers))[1:])
        assert "street" in " ".join(first(film(walkers, window=2))[1:])


MOMENTS = st.lists(st.tuples(BOXES, FACTS, st.sampled_from(["", "A man walks.", "A dog runs."])))


@given(
    MOMENTS,
    st.integers(0, 6),
    st.floats(0.5, 20),
    st.sampled_from(list(POINTS)),
    st.sampled_from(["en", "zh"]),
)
def test_no_line_comes_twice_within_the_window(
    pictures: list[tuple[list[Box], list[Fact], str]],
    window: int,
    apart: float,
    point: str,
    language: str,
) -> None:
    frames = [
        Keyframe(f"K{n}", n, n * apart, Span(n * apart, (n + 1) * apart), 9.0)
        for n in range(len(pictures))
    ]
    moments = ground(
        frames,
        {f"K{n}": [candidate(p[2], 0.9)] for n, p in enumerate(pictures) if p[2]},
        {f"K{n}": p[0] for n, p in enumerate(pictures)},
        POINTS[point],
        checked=True,
        facts={f"K{n}": [Fact("day", 0.0), *p[1]] for n, p in enumerate(pictures)},
        window=window,
        language=language,
    )
    telling = [moment.sentences for moment in moments if moment.sentences]
    for place, texts in enumerate(telling):
        recent = {text for other in telling[max(0, place - window) : place] for text in other}
        assert not recent & set(texts)
        assert all(fault(text, language=language) == "" for text in texts)
    assert all(bool(moment.sentences) != bool(moment.doubt) for moment in moments)
    assert all(0 <= moment.value <= 1 for moment in moments)
