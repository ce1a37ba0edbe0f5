"""The sample film, described and then broken on purpose: right holds, wrong is found."""

from pathlib import Path

import numpy as np
import pytest

from tests.proof.rebuilt import laid, muxed, sound_of, takes_of
from vidcap.cache import Cache
from vidcap.engines import Engines
from vidcap.errors import InputError
from vidcap.pipeline import Job, speak_track
from vidcap.proof import prove
from vidcap.proof.report import FitReport, LineHeard
from vidcap.recipe import Recipe
from vidcap.script import Cue, Span
from vidcap.tracks.srt import write_srt

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "sample.mp4"
WRITTEN = {
    3.0: "A bowl stands on the table.",
    18.1: "A dog runs over the grass.",
    33.0: "A car drives down an empty road.",
    42.0: "A bird sits on a branch.",
    55.0: "A man walks home.",
    68.4: "The sun sets.",
}
BY_SOUND = 100.0  # ms by which a start is off that is known by sound alone, at most
LOUD, SOFT = 3.0, 0.3  # gains of a voice over a film that makes no room for it
SOFT_ALONE = 0.4  # by sound alone a softer one is found in 20 ms or not at all: by chance


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("described")
    track = folder / "lines.srt"
    write_srt(track, [Cue(Span(start, start + 2), text) for start, text in WRITTEN.items()])
    with Engines(Recipe(), Cache(tmp_path_factory.mktemp("cache"))) as engines:
        speak_track(track, Job(SAMPLE, Recipe(), folder=folder), engines, lambda stage, share: None)
    return folder / "sample.described.mkv"


@pytest.fixture(scope="module")
def report(described: Path) -> FitReport:
    return prove(described)


def alone(film: Path, folder: Path) -> Path:
    """The same film where nothing lies beside it."""
    folder.mkdir(exist_ok=True)
    path = folder / film.name
    path.symlink_to(film)
    return path


def rules(report: FitReport, level: str = "error") -> set[tuple[str, int | None]]:
    return {(found.rule, found.line) for found in report.findings if found.level == level}


def test_a_film_as_it_should_be_holds(report: FitReport) -> None:
    assert report.holds
    assert not report.findings
    assert [line.text for line in report.lines] == list(WRITTEN.values())
    assert report.overlap_ms == 0
    assert report.strays == ()
    assert (report.script, report.narration) == ("sample.en.vidcap.json", "sample.en.ad.wav")
    assert (report.original_track, report.described_track, report.text_track) == (1, 2, 3)


def test_lines_are_found_by_their_takes_to_the_millisecond(report: FitReport) -> None:
    for line, start in zip(report.lines, WRITTEN, strict=True):
        assert line.found_by == "take"
        assert line.heard is not None
        assert line.heard.start == pytest.approx(start, abs=0.001)
        assert line.heard.end == pytest.approx(line.written.end, abs=0.002)
        assert line.likeness is not None
        assert line.likeness > 0.95
        assert line.told_speech_ms == 0
        assert 100 < (line.rate or 0) < 300


def test_levels_are_what_the_mix_decided(report: FitReport) -> None:
    """8 LU over the film where that is loud (the recipe), ducked no more than it takes."""
    over = {line.number: line.over_film_lu for line in report.lines}
    assert all(level is None or level > 6 for level in over.values())
    loud = report.lines[5]  # over the music
    assert loud.over_film_lu == pytest.approx(8, abs=2.5)
    assert loud.duck_db is not None
    assert -19 < loud.duck_db <= 0.3


def test_beside_the_lines_the_sound_is_the_films(report: FitReport) -> None:
    assert report.outside is not None
    assert report.outside.gain_db == pytest.approx(0, abs=0.1)
    assert report.outside.residual_db < -18
    assert abs(report.outside.lag_ms) < 0.05
    assert report.outside.lag_spread_ms < 0.1
    assert report.outside.seconds > 40


def test_the_film_alone_will_do(described: Path, report: FitReport, tmp_path: Path) -> None:
    bare = prove(alone(described, tmp_path / "bare"))
    assert bare.holds
    assert (bare.script, bare.narration) == ("", "")
    assert bare.speech == report.speech
    for line in bare.lines:
        assert line.found_by == "sound"
        assert line.off_ms is not None
        assert abs(line.off_ms) < BY_SOUND
        assert line.told_speech_ms is None
    assert bare.strays == ()


def broken(
    described: Path, report: FitReport, folder: Path, *, is_alone: bool, soft: float
) -> Path:
    """The film mixed anew, nothing ducked: one line is right, four are wrong, one is not written.

    Line 1 comes 300 ms late, 3 is missing, 4 is put over speech, in the text too, 6 is too soft;
    what line 2 says is said once more where nothing is written.

    Args:
        described: as it should be.
        report: on that.
        folder: for the film, and what lies beside it unless it is alone.
        is_alone: nothing lies beside it.
        soft: gain of line 6.
    """
    narration = described.with_name("sample.en.ad.wav")
    takes = takes_of(narration, [line.written for line in report.lines])
    over_speech = next(span for span in report.speech if span.length > 2).start + 0.3
    starts = [3.3, 18.1, None, over_speech, 55.0, 68.4]
    sound, rate = sound_of(described, 1)
    for take, start in zip(takes, starts, strict=True):
        if start is not None:
            laid(sound, take, start, rate, gain=soft if take is takes[5] else LOUD)
    laid(sound, takes[1], 80.0, rate, gain=LOUD)
    lines = [Cue(line.written, line.text) for line in report.lines]
    lines[3] = Cue(Span(over_speech, over_speech + lines[3].span.length), lines[3].text)
    for witness in () if is_alone else (narration, described.with_name("sample.en.vidcap.json")):
        (folder / witness.name).symlink_to(witness)
    return muxed(folder / described.name, described, sound, rate, lines=sorted_by_time(lines))


def sorted_by_time(lines: list[Cue]) -> list[Cue]:
    return sorted(lines, key=lambda cue: cue.span)


def by_text(report: FitReport) -> dict[str, LineHeard]:
    return {line.text: line for line in report.lines}


@pytest.mark.parametrize("is_alone", [False, True], ids=["with its takes", "the film alone"])
def test_what_is_wrong_is_found_and_nothing_else(
    described: Path, report: FitReport, tmp_path: Path, is_alone: bool
) -> None:
    gain = SOFT_ALONE if is_alone else SOFT
    found = prove(broken(described, report, tmp_path, is_alone=is_alone, soft=gain))
    first, right, missing, over, last, soft = (by_text(found)[text] for text in WRITTEN.values())
    assert not found.holds
    wrong = {("moved", first), ("missing", missing), ("overlap", over), ("faint", soft)}
    wrong |= set() if is_alone else {("text", over)}  # the script has it elsewhere
    others = rules(found) - {(rule, line.number) for rule, line in wrong}
    assert {(rule, line.number) for rule, line in wrong} <= rules(found)
    # by sound alone only the loudest part of a voice is found that is softer than the film
    assert {line for _, line in others} <= ({soft.number} if is_alone else set())
    assert rules(found, "warning") == {("stray", None)}
    assert first.off_ms == pytest.approx(300, abs=BY_SOUND if is_alone else 1)
    assert over.speech_ms > 1000
    assert soft.over_film_lu is not None
    assert soft.over_film_lu < 0
    (stray,) = found.strays
    assert stray.start == pytest.approx(80.0, abs=0.05)
    assert right.off_ms == pytest.approx(0, abs=BY_SOUND if is_alone else 1)
    assert last.speech_ms == 0
    assert found.outside is not None
    assert found.outside.residual_db < -18


def test_a_line_too_soft_to_be_told_by_sound_alone_does_not_pass(
    described: Path, report: FitReport, tmp_path: Path
) -> None:
    found = prove(broken(described, report, tmp_path, is_alone=True, soft=SOFT))
    soft = by_text(found)[WRITTEN[68.4]]
    assert rules(found) & {("faint", soft.number), ("missing", soft.number)}


def test_another_order_level_and_time_of_the_tracks_are_found(
    described: Path, report: FitReport, tmp_path: Path
) -> None:
    """The described sound stands first, 6 dB softer and 30 ms late; no text tells its lines."""
    sound, rate = sound_of(described, 2)
    late = np.pad(sound, ((0, 0), (round(0.03 * rate), 0)))[:, : sound.shape[1]] / 2
    film = muxed(tmp_path / described.name, described, late, rate, described_first=True)
    found = prove(film)
    assert (found.described_track, found.original_track, found.text_track) == (1, 2, None)
    assert rules(found) == {("default", None), ("level", None), ("lag", None)}
    assert found.outside is not None
    assert report.outside is not None  # the codec softens the film a little, too
    assert found.outside.gain_db - report.outside.gain_db == pytest.approx(-6.02, abs=0.1)
    assert found.outside.lag_ms == pytest.approx(30, abs=0.1)


def test_a_film_without_description_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="has no described sound"):
        prove(SAMPLE)


def test_a_language_that_is_not_there_is_refused(described: Path) -> None:
    with pytest.raises(InputError, match="its described sound is in eng"):
        prove(described, language="fr")
