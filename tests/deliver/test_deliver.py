"""A described film holds the film untouched, its sound in sync, every line at its time."""

import os
import subprocess
import sys
import textwrap
from dataclasses import dataclass, replace
from pathlib import Path

import av
import numpy as np
import pytest

import vidcap
from tests.films.small import CLICKS, LINES, SPEECH, small_film, spoken_lines, write_track
from vidcap.deliver import deliver
from vidcap.deliver.essence import essences
from vidcap.errors import InputError, VerificationError
from vidcap.media.ffmpeg import find, reading, run, writing
from vidcap.media.probe import examine, is_description, probe
from vidcap.media.sound import AudioFormat, audio_format, blocks
from vidcap.media.subtitles import embedded_text
from vidcap.recipe import DeliverSettings, MixSettings
from vidcap.script import Span
from vidcap.sound import render

MIX = MixSettings()


def described_film(path, folder, lines=LINES, *, container="mkv", language="en", change=None):
    """Render and deliver a film; `change` may alter the mix on its way."""
    source = probe(path)
    target = folder / f"{path.stem}.described.{container}"
    mix = render(source, *lines, settings=MIX, speech=SPEECH, narration=folder / "narration.wav")
    delivered = deliver(
        source,
        *lines,
        language=language,
        mix=mix if change is None else change(mix),
        track=write_track(folder / "track.srt", lines[0]),
        described=target,
        settings=DeliverSettings(container=container),
        peak_dbtp=MIX.peak_dbtp,
    )
    return source, delivered, examine(target)


def tracks(result):
    """Return sound, (channels, n), and its rate, of the film's own track and the described one."""
    sounds = []
    for stream in result.film.streams:
        if stream.kind == "audio":
            track = replace(result, audio=stream.index)
            sound = np.concatenate(list(blocks(track)), axis=1)
            sounds.append((sound, audio_format(track).rate_hz))
    return sounds


def peaks(sound, rate):
    """Return when the clicks are heard, s."""
    times = []
    for click in CLICKS:
        start = round((click - 0.1) * rate)
        window = np.abs(sound[:, start : start + round(0.2 * rate)]).mean(axis=0)
        times.append((start + int(np.argmax(window))) / rate)
    return times


FILMS = {
    "mp4": {"suffix": "mp4"},
    "mono 44.1 kHz": {"suffix": "mov", "channels": 1, "rate_hz": 44100},
    "5.1": {"suffix": "mp4", "channels": 6},
    "late sound": {"suffix": "mkv", "late": 0.3},
    "transport stream": {"suffix": "ts"},
    "program stream": {
        "suffix": "mpg",
        "options": {"vcodec": "mpeg1video", "acodec": "mp2", "audio_bitrate": 256000},
    },
    "webm": {
        "suffix": "webm",
        "options": {"vcodec": "libvpx-vp9", "acodec": "libopus", "deadline": "realtime"},
    },
    "b-frames": {"suffix": "mp4", "options": {"preset": "medium", "bf": 3}},
}


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    folder = tmp_path_factory.mktemp("films")

    def made(kind):
        settings = dict(FILMS[kind])
        path = folder / f"{kind.replace(' ', '_')}.{settings.pop('suffix')}"
        return path if path.exists() else small_film(path, **settings)

    return made


@pytest.mark.parametrize("kind", FILMS)
@pytest.mark.parametrize("container", ["mkv", "mp4"])
def test_the_described_sound_is_in_sync_and_free_of_narration_under_speech(
    film, tmp_path, kind, container
):
    _, delivered, result = described_film(film(kind), tmp_path, container=container)
    assert abs(delivered.lag_ms) <= 1
    assert abs(delivered.onset_ms) <= 1
    assert delivered.likeness > 0.98
    own, described = tracks(result)
    for one, two in zip(peaks(*own), peaks(*described), strict=True):
        assert two == pytest.approx(one, abs=0.001)
    assert overlap(own, described) == 0


def overlap(own, described):
    """Return the seconds of the film's speech in which the described sound is not the film's.

    Judged in 10 ms by power: a line, or a film ducked by 1 dB or more, would change it.
    """
    seconds = 0.0
    for span in SPEECH:
        for start in np.arange(span.start + 0.02, span.end - 0.03, 0.01):
            power = [
                float(np.mean(sound[:, round(start * rate) : round((start + 0.01) * rate)] ** 2))
                for sound, rate in (own, described)
            ]
            seconds += 0.01 if abs(10 * np.log10(power[1] / power[0])) > 0.9 else 0.0
    return seconds


@pytest.mark.parametrize("kind", FILMS)
def test_the_films_own_streams_are_untouched(film, tmp_path, kind):
    source, _, result = described_film(film(kind), tmp_path)
    before, after = essences(source.path), essences(result.path)
    order = sorted(source.film.streams, key=lambda stream: stream.kind != "video")
    for stream, index in zip(order, (0, 1), strict=True):
        assert after[index].payload == before[stream.index].payload
        assert after[index].packets == before[stream.index].packets
    assert result.film.duration == pytest.approx(source.film.duration, abs=0.045)


def test_the_new_tracks_say_what_they_are(film, tmp_path):
    _, _, result = described_film(film("mp4"), tmp_path, language="pt-BR")
    video, own, sound, text = result.film.streams
    assert (video.kind, own.kind, sound.kind, text.kind) == (
        "video",
        "audio",
        "audio",
        "subtitle",
    )
    assert sound.language == text.language == "por"
    assert sound.title == "Audio description (pt-BR)"
    assert "visual_impaired" in sound.flags
    assert "descriptions" in text.flags
    assert "default" in own.flags
    assert "default" not in (*sound.flags, *text.flags)
    assert sound.codec == "opus"
    assert is_description(sound)


def test_the_text_track_holds_every_line_to_the_millisecond(film, tmp_path):
    for kind in ("mp4", "transport stream", "late sound"):
        _, _, result = described_film(film(kind), tmp_path)
        ((_, texts),) = embedded_text(result)
        for line, (start, end, text) in zip(LINES[0], texts, strict=True):
            assert text == line.text
            assert start == pytest.approx(line.span.start, abs=0.002)
            assert end == pytest.approx(line.span.end, abs=0.002)


def test_a_silent_film_gets_a_sound_track(tmp_path):
    path = small_film(tmp_path / "silent.mp4", has_sound=False)
    for container in ("mkv", "mp4"):
        _, delivered, result = described_film(path, tmp_path, container=container)
        assert delivered.likeness == 1
        ((sound, _),) = tracks(result)
        assert sound.shape[0] == 1
        assert np.abs(sound[:, round(1.0 * 48000) : round(1.6 * 48000)]).max() > 0.05
        assert np.abs(sound[:, round(2.0 * 48000) : round(3.2 * 48000)]).max() < 0.001


def test_subtitles_chapters_fonts_and_a_second_language_stay(tmp_path):
    plain = small_film(tmp_path / "plain.mp4", subtitles=("mov_text",))
    font = tmp_path / "font.ttf"
    font.write_bytes(os.urandom(5000))
    chapters = tmp_path / "chapters.txt"
    chapters.write_text(
        ";FFMETADATA1\ntitle=The Film\n"
        "[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=4000\ntitle=One\n"
        "[CHAPTER]\nTIMEBASE=1/1000\nSTART=4000\nEND=8000\ntitle=Two\n"
    )
    rich = tmp_path / "rich.mkv"
    subprocess.run(
        [
            find().path, "-v", "error", "-i", str(plain), "-i", str(chapters),
            "-map", "0:v", "-map", "0:a", "-map", "0:a", "-map", "0:s", "-map", "0:s",
            "-map_metadata", "1", "-map_chapters", "1", "-attach", str(font),
            "-metadata:s:t", "mimetype=application/x-truetype-font",
            "-metadata:s:a:0", "language=fre", "-metadata:s:a:1", "language=eng",
            "-disposition:a:0", "default+original", "-disposition:a:1", "comment",
            "-disposition:s:0", "0", "-disposition:s:1", "forced",
            "-c:v", "copy", "-c:a", "copy", "-c:s:0", "ass", "-c:s:1", "srt", str(rich),
        ],
        check=True,
    )  # fmt: skip
    _, delivered, result = described_film(rich, tmp_path)
    assert delivered.notes == ()
    streams = [(stream.kind, stream.codec) for stream in result.film.streams[:7]]
    assert [stream.kind for stream in result.film.streams[7:]] == ["attachment"]
    assert streams == [
        ("video", "h264"),
        *[("audio", "aac")] * 2,
        ("audio", "opus"),
        ("subtitle", "ass"),
        *[("subtitle", "subrip")] * 2,
    ]
    by_index = {stream.index: stream for stream in result.film.streams}
    assert by_index[1].language == "fre"
    assert set(by_index[1].flags) == {"default", "original"}
    assert by_index[2].flags == ("comment",)
    assert "forced" in by_index[5].flags
    with av.open(str(result.path)) as container:
        assert [chapter["metadata"]["title"] for chapter in container.chapters()] == ["One", "Two"]
        assert container.metadata["title"] == "The Film"


def test_text_that_matroska_does_not_know_is_rewritten_and_told(tmp_path):
    path = small_film(tmp_path / "film.mp4", subtitles=("mov_text",))
    _, delivered, result = described_film(path, tmp_path)
    assert delivered.notes == ("subtitle track 2 (mov_text) rewritten as subrip",)
    (_, words), _ = embedded_text(result)
    assert [round(start, 1) for start, _, _ in words] == [span.start for span in SPEECH]


def test_frames_that_an_edit_list_hides_stay_hidden(tmp_path):
    """A cut at an intra frame, as phones and editors make it: the second before is not shown."""
    whole = small_film(tmp_path / "whole.mp4")
    cut = tmp_path / "cut.mp4"
    run(writing(cut, reading(whole, ss=1.0), c="copy"), timeout=60)
    source, delivered, result = described_film(cut, tmp_path, spoken_lines((2.2, 1.0)))
    assert abs(delivered.lag_ms) <= 1
    assert result.film.duration == pytest.approx(source.film.duration, abs=0.045)


@dataclass(frozen=True)
class Altered:
    """A mix that is not what it says: the proof must find it."""

    form: AudioFormat
    touched: tuple[Span, ...]
    sound: np.ndarray

    def blocks(self):
        yield self.sound


def altered(how):
    def change(mix):
        sound = np.concatenate(list(mix.blocks()), axis=1)
        return Altered(mix.form, mix.touched, how(sound, mix).astype(np.float32))

    return change


def later(sound, _mix):
    return np.roll(sound, 100, axis=1)


def lines_later(sound, mix):
    changed = sound.copy()
    for span in mix.spoken:
        start, end = round(span.start * 48000), round(span.end * 48000)
        changed[:, start:end] = np.roll(sound[:, start:end], 480, axis=1)
    return changed


def louder(sound, mix):
    changed = sound.copy()
    start, end = (round(t * 48000) for t in (mix.spoken[0].start, mix.spoken[0].end))
    changed[:, start:end] *= 1.2 / np.abs(sound[:, start:end]).max()
    return changed


def other(sound, _mix):
    return np.random.default_rng(5).standard_normal(sound.shape) * 0.05


@pytest.mark.parametrize(
    ("how", "what"),
    [
        pytest.param(later, "ms off the film's own", id="late by 2 ms"),
        pytest.param(lines_later, "line L0001 is heard", id="lines late by 10 ms"),
        pytest.param(louder, "true peak", id="too loud"),
        pytest.param(other, "not the film's own", id="another sound"),
    ],
)
def test_a_wrong_mix_does_not_pass_and_does_not_stay(film, tmp_path, how, what):
    with pytest.raises(VerificationError, match=what) as caught:
        described_film(film("mp4"), tmp_path, change=altered(how))
    assert caught.value.exit_code == 3
    assert not list(tmp_path.glob("*.described.*"))


@pytest.mark.parametrize(
    ("change", "what"),
    [
        pytest.param(lambda line: replace(line, text="Something else."), "reads", id="words"),
        pytest.param(lambda line: replace(line, start=line.start + 0.01), "stands at", id="time"),
    ],
)
def test_a_text_that_is_not_the_lines_does_not_pass(film, tmp_path, change, what):
    source = probe(film("mp4"))
    lines, takes = LINES
    mix = render(
        source, lines, takes, settings=MIX, speech=SPEECH, narration=tmp_path / "narration.wav"
    )
    with pytest.raises(VerificationError, match=what):
        deliver(
            source,
            lines,
            takes,
            language="en",
            mix=mix,
            track=write_track(tmp_path / "t.srt", [change(lines[0]), *lines[1:]]),
            described=tmp_path / "film.described.mkv",
            settings=DeliverSettings(),
            peak_dbtp=-1.0,
        )
    assert not list(tmp_path.glob("*.described.*"))


def test_a_codec_that_mp4_does_not_take_is_told_beforehand(tmp_path):
    path = small_film(tmp_path / "film.mkv", options={"vcodec": "mpeg2video", "acodec": "wavpack"})
    with pytest.raises(InputError, match="wavpack cannot be copied into mp4") as caught:
        described_film(path, tmp_path, container="mp4")
    assert "mkv" in caught.value.remedy


def test_a_bare_stream_is_told_beforehand(tmp_path):
    whole = small_film(tmp_path / "film.mp4", has_sound=False)
    bare = tmp_path / "bare.h264"
    run(writing(bare, reading(whole), c="copy"), timeout=60)
    with pytest.raises(InputError, match="without time stamps"):
        described_film(bare, tmp_path)


def test_a_name_of_any_kind_will_do(film, tmp_path):
    odd = tmp_path / '-i "the film\'s" %d:\n[v] \udce4.mp4'
    odd.write_bytes(film("mp4").read_bytes())
    _, delivered, _ = described_film(odd, tmp_path)
    assert delivered.described.exists()


def test_a_file_that_may_not_grow_leaves_nothing_behind(film, tmp_path):
    """As on a full disk, ffmpeg is stopped amid its work; the limit needs a process of its own."""
    program = """
        import resource, sys
        from pathlib import Path
        from tests.deliver.test_deliver import described_film
        from vidcap.errors import FilmError

        def limit(mix):
            resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
            return mix

        try:
            described_film(Path(sys.argv[1]), Path(sys.argv[2]), change=limit)
        except FilmError as error:
            print(error)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program), str(film("mp4")), str(tmp_path)],
        cwd=Path(vidcap.__file__).parents[1],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert "ffmpeg failed" in done.stdout, done.stderr
    assert not list(tmp_path.glob("*.described.*"))


class Interrupted(Altered):
    """A mix during which the user presses Ctrl-C."""

    def blocks(self):
        yield self.sound[:, :100000]
        raise KeyboardInterrupt


def test_an_interrupt_leaves_nothing_behind(film, tmp_path):
    def change(mix):
        sound = np.concatenate(list(mix.blocks()), axis=1)
        return Interrupted(mix.form, mix.touched, sound)

    with pytest.raises(KeyboardInterrupt):
        described_film(film("mp4"), tmp_path, change=change)
    assert not list(tmp_path.glob("*.described.*"))
