"""Each finding has its limit, and a film within all of them has none."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.proof.reports import LINE, OUTSIDE, REPORT, STREAMS
from vidcap.proof.judge import findings
from vidcap.proof.report import PauseSeen
from vidcap.script import Film, Line, Made, RecipeUsed, Script, Span


def found(level: str, report: Any = REPORT, streams: Any = STREAMS, script: Any = None) -> set[str]:
    return {item.rule for item in findings(report, streams, script) if item.level == level}


def test_a_film_as_it_should_be_has_no_findings() -> None:
    assert findings(REPORT, STREAMS, None) == ()


@pytest.mark.parametrize(
    ("change", "level", "rule"),
    [
        ({"heard": None, "found_by": "nothing"}, "error", "missing"),
        ({"off_ms": 11.0}, "error", "moved"),
        ({"off_ms": -11.0}, "error", "moved"),
        ({"off_ms": 121.0, "found_by": "sound"}, "warning", "moved"),
        ({"off_ms": -251.0, "found_by": "sound"}, "error", "moved"),
        ({"likeness": 0.7}, "warning", "unlike"),
        ({"speech_ms": 2.0}, "error", "overlap"),
        ({"told_speech_ms": 2.0}, "error", "overlap"),
        ({"heard": Span(9.0, 10.2)}, "error", "beyond"),
        ({"pause": 0.3}, "warning", "pause"),
        ({"pause": -0.1}, "error", "pause"),
        ({"rate": 310.0}, "warning", "rate"),
        ({"rate": 380.0}, "error", "rate"),
        ({"rate": 90.0}, "warning", "rate"),
        ({"over_film_lu": 5.0}, "warning", "faint"),
        ({"over_film_lu": 2.0}, "error", "faint"),
    ],
)
def test_a_line_beyond_a_limit_is_found(change: dict[str, Any], level: str, rule: str) -> None:
    report = replace(REPORT, lines=(replace(LINE, **change),))
    assert found(level, report) == {rule}


@pytest.mark.parametrize(
    "change",
    [
        {"off_ms": 9.0},
        {"off_ms": 100.0, "found_by": "sound"},
        {"pause": 0.399},
        {"pause": None},
        {"rate": 380.0, "text": "Two words."},
        {"over_film_lu": None},
    ],
)
def test_a_line_within_the_limits_is_not(change: dict[str, Any]) -> None:
    assert findings(replace(REPORT, lines=(replace(LINE, **change),)), STREAMS, None) == ()


@pytest.mark.parametrize(
    ("change", "level", "rule"),
    [
        ({"gain_db": -6.0}, "error", "level"),
        ({"residual_db": -8.0}, "error", "other"),
        ({"worst_db": 2.0}, "warning", "other"),
        ({"lag_ms": 6.0}, "error", "lag"),
        ({"lag_spread_ms": 6.0}, "error", "lag"),
    ],
)
def test_a_sound_that_is_not_the_films_is_found(
    change: dict[str, Any], level: str, rule: str
) -> None:
    assert found(level, replace(REPORT, outside=replace(OUTSIDE, **change))) == {rule}


def test_strays_and_a_lack_of_text_are_told() -> None:
    assert found("warning", replace(REPORT, strays=(Span(1, 2),))) == {"stray"}
    assert found("warning", replace(REPORT, text_track=None)) == {"text"}
    assert found("warning", replace(REPORT, lines=())) == {"lines"}


def test_a_described_sound_that_players_take_unasked_is_found() -> None:
    video, own, described, text = STREAMS
    is_default = replace(described, flags=("default", "visual_impaired"))
    not_default = replace(own, flags=())
    assert found("error", streams=(video, not_default, is_default, text)) == {"default"}
    first = (video, replace(described, index=1), replace(not_default, index=2), text)
    report = replace(REPORT, described_track=1, original_track=2)
    assert found("error", report, first) == {"default"}
    marked = (video, replace(described, index=1), replace(own, index=2), text)
    assert found("error", report, marked) == set()
    assert found("warning", report, marked) == {"order"}


def script_of(*texts: str) -> Script:
    lines = tuple(
        Line(f"L{n}", "", text, "placed", "", 4.0 + 3 * n, 2.0) for n, text in enumerate(texts)
    )
    return Script(
        film=Film("film.mkv", "", 10.0, ()),
        language="en",
        recipe=RecipeUsed("", "", {}),
        made=Made("", "", "", "", "", ""),
        part=Span(0, 10),
        lines=lines,
    )


def test_the_text_is_compared_with_the_script() -> None:
    assert found("error", script=script_of(LINE.text)) == set()
    assert found("error", script=script_of(LINE.text, "And this.")) == {"text"}
    assert found("error", script=script_of(LINE.text, LINE.text)) == {"text"}
    assert found("warning", script=script_of("Other words.")) == {"text"}


def test_the_script_tells_how_long_the_film_is_and_where_its_lines_stand() -> None:
    script = script_of(LINE.text)
    assert found("error", replace(REPORT, duration=10.3), script=script) == {"length"}
    elsewhere = replace(LINE, written=Span(4.02, 6.02))
    assert found("error", replace(REPORT, lines=(elsewhere,)), script=script) == {"text"}


@pytest.mark.parametrize(
    ("pause", "rules"),
    [
        (PauseSeen(Span(3, 5), Span(2.96, 5.0), -90.0), set()),
        (PauseSeen(Span(3, 5), Span(2.96, 6.0), None), set()),
        (PauseSeen(Span(3, 5), Span(2.96, 4.9), -90.0), {"held"}),
        (PauseSeen(Span(3, 5), None, -90.0), {"held"}),
        (PauseSeen(Span(3, 5), Span(2.96, 5.0), -30.0), {"silent"}),
    ],
    ids=["as it should be", "on a still picture", "too short", "nothing follows", "sound goes on"],
)
def test_a_pause_is_held_and_silent(pause: PauseSeen, rules: set[str]) -> None:
    described = replace(STREAMS[2], index=1, flags=("default", "visual_impaired"))
    own = replace(STREAMS[1], index=2, flags=())
    report = replace(REPORT, is_extended=True, pauses=(pause,), described_track=1, original_track=2)
    assert found("error", report, (STREAMS[0], described, own, STREAMS[3])) == rules


def test_characters_count_where_no_spaces_are_set() -> None:
    report = replace(REPORT, language="zh", lines=(replace(LINE, text="一只狗跑", rate=300.0),))
    assert found("warning", report) == {"rate"}
