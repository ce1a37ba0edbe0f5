import math
from dataclasses import replace
from pathlib import Path

from vidcap.deliver import Delivered
from vidcap.report import fit_report, report_of, sound_report
from vidcap.script import Film, Line, Made, RecipeUsed, Script, Shot, Span
from vidcap.sound import Levels, LineLevel


def script(lines: tuple[Line, ...], speech: tuple[Span, ...] = ()) -> Script:
    return Script(
        film=Film("f.mp4", "0", 100.0, ()),
        language="en",
        recipe=RecipeUsed("standard", "0", {}),
        made=Made("0", "echo", "v", "d", "s", "2026-01-01"),
        part=Span(20, 80),
        shots=(Shot(1, Span(20, 80)),),
        speech=speech,
        gaps=(Span(20, 50),),
        lines=lines,
    )


PLACED = Line("L1", "M1", "Three words here.", "placed", "in a gap", start=30.0, length=3.0)


def test_figures_are_of_the_described_part() -> None:
    skipped = [
        Line("L2", "M2", "", "skipped", "low confidence: 0.1 is below 0.5"),
        Line("L3", "M3", "", "skipped", "low confidence: 0.2 is below 0.5"),
        Line("L4", "M4", "Far too long.", "skipped", "no room: 1.0 s more", needs=1.0),
    ]
    figures = report_of(script((PLACED, *skipped), (Span(60, 70),)))
    assert figures["words_a_minute"] == 3.0
    assert figures["coverage"] == 0.05
    assert figures["gap_use"] == 0.1
    assert figures["speech"] == 10
    assert figures["skipped"] == {"low confidence": 2, "no room": 1}
    assert figures["overlap"] == 0


def test_chinese_characters_count_as_words_by_their_time() -> None:
    line = Line("L1", "M1", "两只狗在草地上跑。", "placed", "in a gap", start=30.0, length=3.0)
    assert report_of(script((line,)))["words_a_minute"] == 5.0


def test_lines_that_are_spoken_faster_are_counted() -> None:
    lines = [replace(PLACED, rate=rate) for rate in (1.0, 1.04, 1.15)]
    assert report_of(script(tuple(lines)))["faster"] == 2


def test_overlap_with_speech_is_counted_if_there_were_any() -> None:
    assert report_of(script((PLACED,), (Span(32, 40),)))["overlap"] == 1.0


def test_silence_has_no_loudness() -> None:
    delivered = Delivered(Path("x"), 1, ("a note",), -20.0, -math.inf, 1.0, 0.0, 0.1, 1)
    levels = Levels(-math.inf, -23.0, (LineLevel("L1", -20.0, -math.inf, 0.0),))
    figures = sound_report(levels, delivered)
    assert figures["loudness"] == {
        "film_lufs": None,
        "dialogue_lufs": -23.0,
        "described_lufs": -20.0,
        "peak_dbtp": None,
        "over_bed_lu": None,
    }
    assert figures["notes"] == ["a note"]


def test_the_fit_is_counted_in_samples_of_the_mix() -> None:
    second = Line("L2", "M2", "Two words.", "placed", "in a gap", start=34.0, length=1.0)
    spoken = (Span(30.0, 33.001), Span(34.0, 35.0))
    told = script((PLACED, second), (Span(33.0, 33.6), Span(36.0, 40.0)))
    figures = fit_report(told, spoken, 2, rate_hz=8000)
    assert figures["overlap_samples"] == 8
    assert figures["least_pause"] == 0.999
    assert figures["least_margin"] == -0.001
    assert figures["rate"] == [60, 120]


def test_what_there_is_none_of_has_no_figure() -> None:
    figures = fit_report(script(()), (), 0, rate_hz=8000)
    assert figures == {
        "lines": 0,
        "heard": 0,
        "overlap_samples": 0,
        "least_pause": None,
        "least_margin": None,
        "rate": None,
    }
