"""The whole way of a film through the house, on the sample film."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import av
import ffmpeg
import numpy as np
import pytest

from vidcap.cache import Cache
from vidcap.engines import Engines
from vidcap.errors import InputError
from vidcap.media.ffmpeg import run, writing
from vidcap.pipeline import PERSON, Job, Outcome, describe, part_of, speak_track
from vidcap.plain import to_plain
from vidcap.recipe import Recipe
from vidcap.script import Cue, Span
from vidcap.tracks.script_json import read_script
from vidcap.tracks.srt import read_srt, write_srt

SAMPLE = Path(__file__).resolve().parents[1] / "samples" / "sample.mp4"
RECIPE = Recipe().altered(
    {"caption": {"captioner": "echo:A line of a test."}, "fit": {"repeat_window": 0}}, "test"
)


def silent(stage: str, share: float) -> None:
    assert 0 <= share <= 1, f"{stage} is done by {share}"


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engines]:
    with Engines(RECIPE, Cache(tmp_path_factory.mktemp("cache"))) as engines:
        yield engines


@pytest.fixture(scope="module")
def spoken(engines: Engines, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    folder = tmp_path_factory.mktemp("spoken")
    return describe(Job(SAMPLE, RECIPE, folder=folder, speak=True), engines, silent)


def sound_of(path: Path, index: int) -> tuple[np.ndarray, int]:
    """All samples of an audio track, (channels, n), and their rate; the first at film time 0."""
    with av.open(str(path)) as container:
        stream = container.streams.audio[index]
        resampler = av.AudioResampler("fltp", stream.layout, stream.rate)
        parts = [
            part.to_ndarray()
            for frame in container.decode(stream)
            for part in resampler.resample(frame)
        ]
    return np.concatenate(parts, 1), stream.rate


def test_a_spoken_run_leaves_its_four_files_and_nothing_else(spoken: Outcome) -> None:
    folder = spoken.files[0].parent
    assert sorted(path.name for path in folder.iterdir()) == [
        "sample.described.mkv",
        "sample.en.ad.srt",
        "sample.en.ad.wav",
        "sample.en.vidcap.json",
    ]


def test_track_and_script_agree(spoken: Outcome) -> None:
    track, script, _, _ = spoken.files
    kept = read_script(script)
    assert to_plain(kept) == to_plain(spoken.script)
    assert kept.made.thing_finder.startswith("own@")
    cues = read_srt(track)
    assert [cue.text for cue in cues] == [line.text for line in kept.placed]
    for cue, line in zip(cues, kept.placed, strict=True):
        assert line.span is not None
        assert cue.span.start == pytest.approx(line.span.start, abs=0.001)
        assert cue.span.end == pytest.approx(line.span.end, abs=0.001)


def test_every_moment_ends_as_one_line(spoken: Outcome) -> None:
    script = spoken.script
    assert [line.moment for line in script.lines] == [moment.id for moment in script.moments]
    assert script.placed
    assert all(line.reason for line in script.lines)
    assert script.report["overlap"] == 0


def test_no_narration_lies_over_speech_in_the_delivered_sound(spoken: Outcome) -> None:
    """Where the described sound differs from the film's, nobody speaks: computed from the file.

    The difference of the two tracks is the voice and the ducking; lossy coding leaves a little
    everywhere, so it counts from 5 % of the loudest difference on.
    """
    described = spoken.files[3]
    (film, rate), (mixed, mixed_rate) = sound_of(described, 0), sound_of(described, 1)
    narration = sound_of(spoken.files[2], 0)[0][0]
    assert len(spoken.script.placed) >= 3
    loud = np.abs(narration) > 0.02 * np.abs(narration).max()
    wav_rate = sound_of(spoken.files[2], 0)[1]
    for speech in spoken.script.speech:
        assert not loud[round(speech.start * wav_rate) : round(speech.end * wav_rate)].any()
    assert abs(film.shape[1] / rate - mixed.shape[1] / mixed_rate) < 0.05


def test_a_second_run_changes_nothing_and_says_so(engines: Engines, spoken: Outcome) -> None:
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in spoken.files}
    job = Job(SAMPLE, RECIPE, folder=spoken.files[0].parent, speak=True)
    again = describe(job, engines, silent)
    assert not again.is_fresh
    assert {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in again.files} == before


def test_equal_inputs_give_equal_bytes(engines: Engines, spoken: Outcome, tmp_path: Path) -> None:
    again = describe(Job(SAMPLE, RECIPE, folder=tmp_path), engines, silent)
    assert again.files[0].read_bytes() == spoken.files[0].read_bytes()
    ours, theirs = again.script, spoken.script
    assert (ours.lines, ours.moments, ours.gaps) == (theirs.lines, theirs.moments, theirs.gaps)


def test_one_analysis_serves_every_style(engines: Engines, spoken: Outcome, tmp_path: Path) -> None:
    """Of another style only the speech of further lines is made."""
    folder = engines.cache.folder
    before = {path for path in folder.rglob("*") if path.is_file()}
    words = {"normal": spoken.script.report["words_a_minute"]}
    for style in ("brief", "rich"):
        recipe = RECIPE.altered({"fit": {"style": style, "repeat_window": 0}}, "test")
        with Engines(recipe, engines.cache) as others:
            script = describe(Job(SAMPLE, recipe, folder=tmp_path / style), others, silent).script
        words[style] = script.report["words_a_minute"]
    after = {path for path in folder.rglob("*") if path.is_file()}
    assert {path.relative_to(folder).parts[0] for path in after - before} <= {"takes"}
    assert words["brief"] < words["normal"] <= words["rich"]


def test_what_finds_no_room_is_told_while_the_film_pauses(engines: Engines, tmp_path: Path) -> None:
    recipe = RECIPE.altered({"listen": {"shortest_gap": 60.0}, "extend": {"late": 0.0}}, "test")
    with Engines(recipe, engines.cache) as others:
        job = Job(SAMPLE, recipe, folder=tmp_path, speak=True, extended=True)
        made = describe(job, others, silent)
        assert not describe(job, others, silent).is_fresh
    script = made.script
    assert not script.placed
    told = [name for pause in script.pauses for name in pause.lines]
    roomless = {line.id for line in script.skipped if line.needs is not None}
    assert told
    assert set(told) <= roomless
    assert not any(s.start < pause.at < s.end for pause in script.pauses for s in script.speech)
    names = {path.name for path in made.files}
    assert {"sample.en.extended.vtt", "sample.extended.mkv"} <= names
    longer = sum(pause.length for pause in script.pauses)
    with av.open(str(tmp_path / "sample.extended.mkv")) as film:
        assert film.duration / 1e6 == pytest.approx(script.film.duration + longer, abs=0.1)
    text = (tmp_path / "sample.en.extended.vtt").read_text(encoding="utf-8")
    assert text.count("A line of a test.") == len(told)


@pytest.mark.parametrize("frames", [1, 2])
def test_a_film_of_hardly_a_frame_goes_all_the_way(
    engines: Engines, tmp_path: Path, frames: int
) -> None:
    film = tmp_path / "film.mkv"
    picture = ffmpeg.input(f"testsrc2=size=64x48:rate=10:duration={frames / 10}", f="lavfi")
    run(writing(film, picture, vcodec="libx264"), timeout=60)
    made = describe(Job(film, RECIPE, speak=True, extended=True), engines, silent)
    assert not made.script.placed
    assert all(path.stat().st_size for path in made.files if path.suffix != ".srt")


def test_a_part_is_described_alone(engines: Engines, tmp_path: Path) -> None:
    job = Job(SAMPLE, RECIPE, folder=tmp_path, bounds=(10.0, 30.0), keep_frames=True)
    script = describe(job, engines, silent).script
    assert script.part == Span(10, 30)
    for line in script.placed:
        assert line.span is not None
        assert line.span.start >= 10
        assert line.span.end <= 30
    kept = sorted(path.name[:5] for path in (tmp_path / "sample.keyframes").iterdir())
    assert kept == [frame.id for frame in script.keyframes]


@pytest.mark.parametrize("bounds", [(500.0, None), (30.0, 20.0)])
def test_a_part_outside_the_film_is_refused(bounds: tuple[float, float | None]) -> None:
    from vidcap.media.probe import probe

    with pytest.raises(InputError, match="--from and --to"):
        part_of(probe(SAMPLE), bounds)


class TestOutputsThatExist:
    """Nothing a person made is overwritten silently."""

    @pytest.fixture
    def job(self, engines: Engines, tmp_path: Path) -> Job:
        job = Job(SAMPLE, RECIPE, folder=tmp_path, bounds=(0.0, 20.0))
        describe(job, engines, silent)
        return job

    def test_an_edited_track_is_left_alone(
        self, job: Job, engines: Engines, tmp_path: Path
    ) -> None:
        track = tmp_path / "sample.en.ad.srt"
        edited = track.read_text() + "\n99\n00:00:30,000 --> 00:00:31,000\nBy a person.\n"
        track.write_text(edited)
        with pytest.raises(InputError, match="was edited since vidcap wrote it"):
            describe(job, engines, silent)
        assert track.read_text() == edited
        describe(replace(job, force=True), engines, silent)
        assert track.read_text() != edited

    def test_a_file_of_another_origin_is_left_alone(
        self, job: Job, engines: Engines, tmp_path: Path
    ) -> None:
        (tmp_path / "sample.en.vidcap.json").unlink()
        with pytest.raises(InputError, match="was not made from this film"):
            describe(job, engines, silent)

    def test_a_changed_recipe_makes_it_anew(self, job: Job, engines: Engines) -> None:
        other = RECIPE.altered({"fit": {"apart": 3.0}}, "test")
        with Engines(other, engines.cache) as others:
            assert describe(replace(job, recipe=other), others, silent).is_fresh


class TestSpeak:
    """A track that a person edited."""

    def test_lines_are_spoken_where_they_stand_and_the_track_is_only_read(
        self, engines: Engines, spoken: Outcome, tmp_path: Path
    ) -> None:
        gap = max(spoken.script.gaps, key=lambda gap: gap.length)
        at = gap.start + 0.5
        track = tmp_path / "mine.srt"
        cues = [
            Cue(Span(at, at + 1), "A person's line.", 7),
            Cue(Span(at + 3, at + 4), "[1.0 s, 2 words]", 8),
        ]
        write_srt(track, cues)
        outcome = speak_track(track, Job(SAMPLE, RECIPE, folder=tmp_path), engines, silent)
        (line,) = outcome.script.lines
        assert (line.id, line.text, line.status) == ("L0007", "A person's line.", "placed")
        assert line.start == pytest.approx(at, abs=0.002)
        assert outcome.script.made.captioner == PERSON
        names = sorted(path.name for path in tmp_path.iterdir())
        assert line.rate == 1
        assert names == [
            "mine.srt",
            "sample.described.mkv",
            "sample.en.ad.wav",
            "sample.en.vidcap.json",
        ]

    def test_a_line_that_would_run_into_speech_is_spoken_faster(
        self, engines: Engines, spoken: Outcome, tmp_path: Path
    ) -> None:
        gap, text = max(spoken.script.gaps, key=lambda gap: gap.length), "A person's longer line."
        usual = engines.measure(text)
        assert usual is not None
        at = round(gap.end - usual / 1.08, 3)
        write_srt(tmp_path / "mine.srt", [Cue(Span(at, at + 1), text, 1)])
        job = Job(SAMPLE, RECIPE, folder=tmp_path)
        (line,) = speak_track(tmp_path / "mine.srt", job, engines, silent).script.lines
        assert line.start == pytest.approx(at, abs=0.002)
        assert 1.05 < line.rate < 1.11
        assert line.length == engines.measure(text, line.rate)
        (narration,), rate_hz = sound_of(tmp_path / "sample.en.ad.wav", 0)
        loud = np.flatnonzero(np.abs(narration) > 0.02 * np.abs(narration).max()) / rate_hz
        assert loud[0] == pytest.approx(at, abs=0.05)
        assert gap.end - 0.1 < loud[-1] <= gap.end
