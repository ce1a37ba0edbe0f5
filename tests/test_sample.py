"""The sample film is what its script and its subtitles say, and shows what it was made to show."""

import importlib.util
import sys
from pathlib import Path

import pytest

from vidcap.listen import listen
from vidcap.media.cues import read_cues
from vidcap.media.probe import probe
from vidcap.recipe import ListenSettings, WatchSettings
from vidcap.script import Span
from vidcap.watch import watch

SAMPLES = Path(__file__).resolve().parents[1] / "samples"


@pytest.fixture(scope="module")
def script():
    """The module that makes the film."""
    spec = importlib.util.spec_from_file_location("make_sample", SAMPLES / "make_sample.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up by its name
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def source():
    return probe(SAMPLES / "sample.mp4")


@pytest.fixture(scope="module")
def watched(source):
    return watch(source, WatchSettings())


def test_it_is_a_small_wide_film_that_plays_everywhere(source):
    assert (SAMPLES / "sample.mp4").stat().st_size < 6_000_000
    assert [stream.codec for stream in source.film.streams] == ["h264", "aac"]
    assert source.width * 9 == source.height * 16
    assert 60 <= source.film.duration <= 90


def test_its_subtitles_hold_every_sentence_where_it_is_spoken(script):
    """Spoken anew, each sentence is as long as its cue: the files come from this script."""
    _, spoken = script.soundtrack()
    cues = read_cues(SAMPLES / "sample.srt")
    assert [cue.text for cue in cues] == [text for _, _, text in spoken]
    for cue, (start, end, _) in zip(cues, spoken, strict=True):
        assert cue.span.start == pytest.approx(start, abs=0.001)
        assert cue.span.end == pytest.approx(end, abs=0.001)


def hard_cuts(script) -> list[float]:
    return [
        later.start
        for earlier, later in zip(script.SHOTS, script.SHOTS[1:], strict=False)
        if later.start == earlier.end and not (earlier.fade_out or later.fade_in)
    ]


def test_every_hard_cut_is_found_to_the_frame(script, watched):
    found = [shot.span.start for shot in watched.shots]
    missed = [cut for cut in hard_cuts(script) if min(abs(cut - time) for time in found) > 0.041]
    assert len(hard_cuts(script)) >= 8
    assert not missed


def test_every_picture_gets_a_keyframe_clear_of_its_fades(script, watched):
    for shot in script.SHOTS:
        clear = Span(shot.start + shot.fade_in, shot.end - shot.fade_out)
        assert any(clear.start <= frame.time < clear.end for frame in watched.keyframes), shot


def test_shots_that_come_back_are_recognised_and_no_others(script, watched):
    shown = {
        frame.id: next(s.picture for s in script.SHOTS if s.start <= frame.time < s.end)
        for frame in watched.keyframes
    }
    twins = {frame.id: frame.twin for frame in watched.keyframes if frame.twin}
    assert "cat" in {shown[twin] for twin in twins}  # the coffee comes back from nearer by
    assert all(shown[twin] == shown[elder] for twin, elder in twins.items())


def test_no_sentence_lies_in_a_gap(source):
    heard = listen(source, ListenSettings())
    cues = read_cues(SAMPLES / "sample.srt")
    assert not [cue for cue in cues for gap in heard.gaps if cue.span.overlap(gap) > 0]
    assert sum(gap.length >= 2 for gap in heard.gaps) >= 6
