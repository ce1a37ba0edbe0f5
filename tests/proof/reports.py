"""A report on a film of ten seconds with one line, in which nothing is wrong."""

from __future__ import annotations

from vidcap.proof.report import Curves, FitReport, LineHeard, Outside
from vidcap.script import Span, Stream

LINE = LineHeard(
    number=1,
    text='A <b>dog</b> runs & "barks".',
    written=Span(4.0, 6.0),
    heard=Span(4.0, 6.0),
    found_by="take",
    off_ms=0.2,
    likeness=0.99,
    told_speech_ms=0.0,
    rate=150.0,
    voice_lufs=-20.0,
    film_lufs=-30.0,
    over_film_lu=10.0,
    duck_db=-6.0,
)
OUTSIDE = Outside(5.0, 0.01, -23.0, -15.0, 1.0, 0.0, 0.01)
REPORT = FitReport(
    film="film.described.mkv",
    duration=10.0,
    language="en",
    described_track=2,
    original_track=1,
    text_track=3,
    script="",
    narration="film.en.ad.wav",
    lines=(LINE,),
    strays=(),
    speech=(Span(1.0, 3.0), Span(7.0, 8.5)),
    gaps=(Span(3.2, 6.7),),
    outside=OUTSIDE,
    film_lufs=-22.0,
    described_lufs=-21.5,
    curves=Curves(1.0, tuple(-30.0 + n for n in range(10)), (-20.0,) * 10),
    findings=(),
)
STREAMS = (
    Stream(0, "video", "h264"),
    Stream(1, "audio", "aac", "eng", "", ("default",)),
    Stream(2, "audio", "opus", "eng", "", ("visual_impaired",)),
    Stream(3, "subtitle", "subrip", "eng", "", ("descriptions",)),
)
