import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.fit.spoken import HURRY, Measure, hurried, measured, slowest, wordings_of
from vidcap.recipe import STYLES, FitSettings
from vidcap.script import Moment, Span

TOLD = Moment("M0001", "K0001", Span(0, 1), 0.5, ("One two three.", "...", "One."))
LENGTHS = {"One two three.": 1.5, "One.": 0.5}


def spoken(text: str, rate: float) -> float | None:
    return LENGTHS[text] / rate if text in LENGTHS else None


def test_every_wording_is_measured() -> None:
    doubted = Moment("M0002", "K0002", Span(1, 2), 0.5, (), doubt="low confidence")
    one, other = measured([TOLD, doubted], spoken)
    assert one.lengths == (1.5, None, 0.5)
    assert one.spoken == (("One two three.", 1.5), ("One.", 0.5))
    assert other == doubted


def test_each_wording_may_be_spoken_as_usual_or_faster() -> None:
    (moment,) = measured([TOLD], spoken)
    ways = wordings_of(moment, spoken, FitSettings(fastest=1.1, shortness=0.7))
    assert [(way.text, way.rate) for way in ways] == [
        *(("One two three.", rate) for rate in (1.0, 1.1)),
        *(("One.", rate) for rate in (1.0, 1.1)),
    ]
    assert [way.length for way in ways] == [1.5, 1.5 / 1.1, 0.5, 0.5 / 1.1]
    assert [way.share for way in ways] == pytest.approx([1, 1 - HURRY, 0.8, 0.8 * (1 - HURRY)])


@pytest.mark.parametrize("style", ["normal", "rich"])
def test_a_faster_line_is_worth_more_than_one_much_shorter(style: str) -> None:
    (moment,) = measured([TOLD], spoken)
    _, faster, shorter, _ = wordings_of(moment, spoken, STYLES[style])
    assert faster.share > shorter.share


@pytest.mark.parametrize("deaf", [lambda text, rate: None, lambda text, rate: LENGTHS[text]])
def test_a_voice_that_gets_no_faster_is_only_used_as_usual(deaf: Measure) -> None:
    (moment,) = measured([TOLD], spoken)
    assert [way.rate for way in wordings_of(moment, deaf, FitSettings())] == [1.0, 1.0]


@given(st.floats(0.1, 3), st.sampled_from([1.0, 1.08, 1.15]))
def test_the_slowest_rate_that_fits_is_found(room: float, fastest: float) -> None:
    found = slowest("One two three.", spoken, fastest, lambda length: length <= room)
    rates = [percent / 100 for percent in range(100, 116) if percent / 100 <= fastest]
    fitting = [rate for rate in rates if 1.5 / rate <= room]
    assert found == ((fitting[0], 1.5 / fitting[0]) if fitting else None)


def test_what_cannot_be_spoken_fits_nowhere() -> None:
    assert slowest("...", spoken, 1.15, lambda length: True) is None


def test_a_rate_is_told_in_percent() -> None:
    assert hurried(1.0) == ""
    assert hurried(1.07) == ", spoken 7 % faster"
    assert hurried(math.nextafter(1.15, 0)) == ", spoken 15 % faster"
