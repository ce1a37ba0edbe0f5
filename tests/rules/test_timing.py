from dataclasses import replace

import pytest

from tests.rules.made import EMPTY, found, levels, script
from vidcap.script import Line, Moment, Shot, Span

E, W = "error", "warning"
SPOKEN = replace(EMPTY, speech=(Span(10.0, 20.0), Span(30.0, 40.0)))


def placed(start, length, text="A dog runs past.", moment="M1"):
    return Line("L0001", moment, text, "placed", "", start, length)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param((21.0, 5.0, "A."), [], id="between speech"),
        pytest.param((20.0, 10.0, "A."), [], id="touching speech"),
        pytest.param((19.9, 5.0, "A."), [(E, 1)], id="into its end"),
        pytest.param((21.0, 9.1, "A."), [(E, 1)], id="into the next"),
        pytest.param((12.0, 1.0, "A."), [(E, 1)], id="within"),
        pytest.param((5.0, 40.0, "A."), [(E, 1)], id="around both"),
    ],
)
def test_t1_no_line_lies_over_speech(line, expected):
    assert levels("T1", line, script=SPOKEN) == expected


def test_t1_a_subtitle_may_last_longer_than_its_speech():
    dialogue = [(10.0, 5.0, "Hello."), (20.0, 5.0, "(door slams)")]
    assert levels("T1", (15.0, 2.0, "A."), dialogue=dialogue) == []
    assert levels("T1", (14.5, 2.0, "A."), dialogue=dialogue) == [(W, 1)]
    assert levels("T1", (13.5, 2.0, "A."), dialogue=dialogue) == [(E, 1)]
    assert levels("T1", (21.0, 2.0, "A."), dialogue=dialogue) == [], "a sound is no speech"


def test_t1_tells_how_long():
    (one,) = found("T1", (19.75, 5.0, "A."), script=SPOKEN)
    assert one.what == "lies 0.25 s over speech"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param((20.1996, 9.5, "A."), [], id="both kept, but for rounding"),
        pytest.param((20.1, 9.0, "A."), ["starts 0.10 s after speech (at least 0.2)"], id="after"),
        pytest.param((21.0, 8.9, "A."), ["ends 0.10 s before speech (at least 0.3)"], id="before"),
        pytest.param((15.0, 10.0, "A."), [], id="over speech: T1 tells"),
        pytest.param((1.0, 2.0, "A."), [], id="before all speech"),
    ],
)
def test_t2_a_margin_to_speech(line, expected):
    assert [one.what for one in found("T2", line, script=SPOKEN)] == expected


def test_t3_a_pause_is_worth_using():
    dialogue = [(0.0, 10.0, "One."), (10.9, 5.0, "Two."), (18.0, 5.0, "Three.")]
    assert levels("T3", (10.0, 0.8, "A."), dialogue=dialogue) == [(W, 1)]
    assert levels("T3", (16.0, 1.9, "A."), dialogue=dialogue) == []


@pytest.mark.parametrize(("length", "expected"), [(4.0, []), (4.1, [(E, 1)])])
def test_t4_the_measured_line_fits_its_gap(length, expected):
    known = script(placed(10.0, length, "Yes."), gaps=(Span(10.0, 14.0),))
    assert levels("T4", (10.0, 3.0, "Yes."), script=known) == expected


def test_t4_the_measured_line_ends_before_the_next():
    known = script(placed(10.0, 4.0, "Yes."), gaps=(Span(0.0, 600.0),))
    assert levels("T4", (10.0, 2.0, "Yes."), (14.0, 2.0, "No."), script=known) == []
    assert levels("T4", (10.0, 2.0, "Yes."), (13.9, 2.0, "No."), script=known) == [(E, 1)]


def test_t4_a_line_worded_anew_has_not_been_measured():
    known = script(placed(10.0, 99.0, "Yes."), gaps=(Span(10.0, 14.0),))
    assert levels("T4", (10.0, 2.0, "Yes, yes."), script=known) == []


@pytest.mark.parametrize(
    ("seconds", "text", "language", "expected"),
    [
        (3.0, "word " * 10, "en", []),  # 200 a minute
        (2.0, "word " * 11, "en", [(W, 1)]),  # 330
        (1.5, "word " * 10, "en", [(E, 1)]),  # 400
        (0.3, "word " * 10, "en", []),  # too short to tell
        (0.4, "word " * 2, "en", []),  # too few
        (60.0, "word " * 3, "en", []),  # a cue may be longer than its speech
        (3.0, "狗在雪地里奔跑着。", "zh", []),  # 160 characters a minute
        (1.6, "狗在雪地里奔跑着。", "zh", [(W, 1)]),  # 300
        (1.4, "狗在雪地里奔跑着。", "zh", [(E, 1)]),  # 343
    ],
)
def test_t5_the_rate_of_speech(seconds, text, language, expected):
    assert levels("T5", (0.0, seconds, text), language=language) == expected


def test_t5_a_line_that_was_measured_can_be_slow():
    text = "word " * 4 + "end."
    known = script(placed(0.0, 6.0, text))
    assert levels("T5", (0.0, 6.0, text), script=known) == [(W, 1)]


def test_t7_lines_do_not_overlap():
    assert levels("T7", (0.0, 5.0, "A."), (5.0, 5.0, "B.")) == []
    assert levels("T7", (0.0, 5.0, "A."), (4.8, 5.0, "B.")) == [(W, 2)]
    assert levels("T7", (0.0, 5.0, "A."), (3.0, 5.0, "B.")) == [(E, 2)]


def test_t7_lines_out_of_order_are_judged_in_time():
    (one,) = found("T7", (20.0, 5.0, "B."), (0.0, 21.0, "A."))
    assert (one.line.place, one.what) == (1, "is 1.00 s over cue 2")


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (19.0, []),
        (18.0, [(W, 1)]),  # 2 s before it is seen
        (31.0, []),
        (33.0, [(W, 1)]),  # 3 s after it is gone
        (35.0, [(E, 1)]),
    ],
)
def test_t8_the_line_comes_with_its_picture(start, expected):
    moment = Moment("M1", "K1", Span(20.0, 30.0), 1.0, ("A dog runs past.",))
    known = script(placed(20.0, 1.0), moments=(moment,))
    assert levels("T8", (start, 2.0, "A dog runs past."), script=known) == expected


def test_t9_not_too_many_words_in_a_minute():
    lines = [(20.0 * n, 10.0, "word " * 42) for n in range(3)]
    assert levels("T9", *lines, (599.0, 1.0, "End.")) == [(W, 1)]  # 126 from the first on
    lines = [(20.0 * n, 10.0, "word " * 41) for n in range(3)]
    assert levels("T9", *lines, (599.0, 1.0, "End.")) == []


def test_t9_not_too_many_words_in_the_film():
    lines = [(60.0 * n, 50.0, "word " * 90) for n in range(10)]
    assert levels("T9", *lines, script=EMPTY) == [(W, 0)]


def test_t10_silence_is_kept():
    known = script(gaps=(Span(0.0, 10.0), Span(20.0, 30.0)))
    assert levels("T10", (0.0, 9.0, "A."), (20.0, 6.0, "B."), script=known) == []
    assert levels("T10", (0.0, 9.0, "A."), (20.0, 9.0, "B."), script=known) == [(W, 0)]


def test_t10_by_subtitles_the_margins_are_no_gap():
    dialogue = [(10.0, 10.0, "One."), (30.0, 10.0, "Two.")]
    assert levels("T10", (0.0, 9.7, "A."), (20.2, 9.5, "B."), dialogue=dialogue) == [(W, 0)]
    assert levels("T10", (0.0, 9.7, "A."), dialogue=dialogue) == []


def test_t11_no_long_hole_while_shots_change():
    shots = (Shot(1, Span(0.0, 50.0)), Shot(2, Span(50.0, 200.0)), Shot(3, Span(200.0, 600.0)))
    known = script(gaps=(Span(0.0, 80.0), Span(210.0, 600.0)), shots=shots)
    (one,) = found("T11", (70.0, 5.0, "A."), script=known)
    assert one.what == "70 s of pause in which shots change have no line (at most 60)"
    assert (one.line, one.time) == (None, 0.0)
    assert levels("T11", (30.0, 5.0, "A."), script=known) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ((0.0, 5.0, "A."), []),
        ((595.0, 5.0, "A."), []),
        ((-1.0, 5.0, "A."), [(E, 1)]),
        ((596.0, 5.0, "A."), [(E, 1)]),
        ((700.0, 5.0, "A."), [(E, 1)]),
    ],
)
def test_t12_inside_the_film(line, expected):
    assert levels("T12", line, script=EMPTY) == expected


def test_t12_without_the_film_its_start_is_known():
    assert levels("T12", (-1.0, 5.0, "A."), (9000.0, 5.0, "B.")) == [(E, 1)]
