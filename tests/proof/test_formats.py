"""Any container, layout, rate and start: small films with known lines, proved with their takes."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.films.small import LINES, SPEECH, small_film, write_track
from vidcap.deliver import deliver
from vidcap.media.ffmpeg import reading, run, writing
from vidcap.media.probe import examine, probe
from vidcap.proof import prove
from vidcap.recipe import DeliverSettings, MixSettings
from vidcap.sound import render

FILMS: dict[str, dict[str, Any]] = {
    "stereo, mp4": {"container": "mp4"},
    "mono at 44.1 kHz": {"channels": 1, "rate_hz": 44100, "suffix": "mov"},
    "5.1": {"channels": 6},
    "5.1, mp4": {"channels": 6, "container": "mp4"},
    "sound that starts late": {"late": 0.3, "suffix": "mkv"},
    "a clock that starts at 1.4 s": {"suffix": "ts", "container": "mp4"},
    "29.97 frames a second": {"options": {"r": "30000/1001"}},
    "no sound": {"has_sound": False},
}


def described(folder: Path, *, suffix: str = "mp4", container: str = "mkv", **film: Any) -> Path:
    source = probe(small_film(folder / f"film.{suffix}", **film))
    narration = folder / "film.en.ad.wav"
    mix = render(source, *LINES, settings=MixSettings(), speech=SPEECH, narration=narration)
    path = folder / f"film.described.{container}"
    deliver(
        source,
        *LINES,
        language="en",
        mix=mix,
        track=write_track(folder / "lines.srt", LINES[0]),
        described=path,
        settings=DeliverSettings(container=container),
        peak_dbtp=-1.0,
    )
    return path


@pytest.mark.parametrize("kind", FILMS)
def test_every_line_is_found_and_nothing_is_wrong(kind: str, tmp_path: Path) -> None:
    report = prove(described(tmp_path, **FILMS[kind]))
    assert report.holds, report.findings
    assert report.narration == "film.en.ad.wav"
    for line, written in zip(report.lines, LINES[0], strict=True):
        assert line.found_by == "take"
        assert line.heard is not None
        assert line.heard.start == pytest.approx(written.start, abs=0.001)
        assert line.heard.length == pytest.approx(written.length, abs=0.001)
        assert line.speech_ms == 0
    assert report.strays == ()
    assert (report.outside is None) == (kind == "no sound")
    if report.outside is not None:
        assert report.outside.residual_db < -10
        assert abs(report.outside.gain_db) < 0.3
        assert abs(report.outside.lag_ms) < 1


def test_a_described_film_may_start_at_any_time(tmp_path: Path) -> None:
    path = described(tmp_path)
    later = tmp_path / "later"
    later.mkdir()
    (later / "film.en.ad.wav").symlink_to(tmp_path / "film.en.ad.wav")
    moved = later / path.name
    graph = writing(moved, reading(path), map="0", c="copy", output_ts_offset=1.5)
    run(graph, timeout=60)
    assert examine(moved).zero == pytest.approx(1.5, abs=0.1)
    first, second = prove(path), prove(moved)
    assert second.holds
    for one, two in zip(first.lines, second.lines, strict=True):
        assert one.heard is not None
        assert two.heard is not None
        assert two.heard.start == pytest.approx(one.heard.start, abs=0.002)


def test_the_film_of_29_97_frames_is_one(tmp_path: Path) -> None:
    path = small_film(tmp_path / "film.mp4", **FILMS["29.97 frames a second"])
    assert examine(path).rate == Fraction(30000, 1001)
