import pytest

from vidcap.ground import STALE, ground
from vidcap.recipe import GroundSettings
from vidcap.script import Box, Candidate, Keyframe, Span

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
