from dataclasses import replace

import pytest

from tests.rules.made import levels, script
from vidcap.script import Candidate, Keyframe, Line, Moment, Span

TEXT = "A dog runs."
LINE = Line("L0001", "M1", TEXT, "placed", "", 0.0, 2.0)
MOMENT = Moment("M1", "K1", Span(0.0, 10.0), 1.0, (TEXT,))
KEYFRAME = Keyframe("K1", 1, 5.0, Span(0.0, 10.0), 1.0)


@pytest.mark.parametrize(
    ("line", "moment", "keyframe", "expected"),
    [
        pytest.param(LINE, MOMENT, KEYFRAME, [], id="shown while it is seen"),
        pytest.param(LINE, MOMENT, replace(KEYFRAME, time=12.0), [("error", 1)], id="elsewhere"),
        pytest.param(LINE, MOMENT, replace(KEYFRAME, id="K2"), [("error", 1)], id="missing"),
        pytest.param(replace(LINE, moment="M7"), MOMENT, KEYFRAME, [("error", 1)], id="no moment"),
        pytest.param(replace(LINE, moment=""), MOMENT, KEYFRAME, [], id="written by a person"),
        pytest.param(replace(LINE, text="A cat."), MOMENT, KEYFRAME, [], id="mended by a person"),
    ],
)
def test_p1_a_line_rests_on_a_picture(line, moment, keyframe, expected):
    known = script(line, moments=(moment,), keyframes=(keyframe,))
    assert levels("P1", (0.0, 2.0, TEXT), script=known) == expected


@pytest.mark.parametrize(
    ("candidate", "expected"),
    [
        (Candidate(TEXT, -1.0, 3, 0.7), []),
        (Candidate(TEXT, -1.0, 3, 0.5), [("error", 1)]),
        (Candidate(TEXT, -1.0, 3, 0.5, support=1.0), []),  # found: another floor holds
        (Candidate("A cat.", -1.0, 2, 0.1), []),
    ],
)
def test_p2_a_sentence_of_the_captioner_is_sure_enough(candidate, expected):
    known = script(LINE, moments=(replace(MOMENT, candidates=(candidate,)),))
    assert levels("P2", (0.0, 2.0, TEXT), script=known) == expected


@pytest.mark.parametrize(("reason", "expected"), [("no room", []), ("", [("error", 0)])])
def test_p2_a_skipped_line_has_its_reason(reason, expected):
    known = script(LINE, Line("L0002", "M1", "", "skipped", reason))
    assert levels("P2", (0.0, 2.0, TEXT), script=known) == expected
