"""Sound lies on the film's own time line: late, early, holed, in parts, at other rates."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import ffmpeg
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.films.pictured import held, scene, write_film
from vidcap.media.ffmpeg import reading, reading_pipe, run, writing
from vidcap.media.probe import probe
from vidcap.media.sound import AudioFormat, audio_format, blocks, even_blocks, mono
from vidcap.script import Span

RATE = 48000
SECONDS = 6
CLICKS = (1.0, 2.5, 5.0)  # s


def clicks(channels: int = 1) -> np.ndarray:
    """Return silence with clicks in the first channel, (n, channels)."""
    sound = np.zeros((SECONDS * RATE, channels), np.float32)
    for time in CLICKS:
        place = round(time * RATE)
        sound[place : place + 24, 0] = 0.8
    return sound


def heard(samples: np.ndarray, rate: int, start: float = 0.0) -> list[float]:
    """Return when clicks begin."""
    loud = np.flatnonzero(np.abs(samples) > 0.25) / rate
    first = [t for n, t in enumerate(loud) if n == 0 or t - loud[n - 1] > 0.1]
    return [start + t for t in first]


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_film(tmp_path_factory.mktemp("sound") / "picture.mkv", held(scene(1), SECONDS))


def film(
    picture: Path, name: str, *, late: float = 0.0, channels: int = 1, **options: object
) -> Path:
    """Write a film with clicks; `late` moves its sound against the picture."""
    path = picture.with_name(name)
    sound = reading_pipe(format="f32le", ar=RATE, ac=channels).audio
    moved = sound.filter("asetpts", f"PTS+{late}/TB")
    graph = writing(
        path, reading(picture).video, moved, **{"vcodec": "copy", "acodec": "flac", **options}
    )
    run(graph, timeout=60, feed=iter([clicks(channels).tobytes()]))
    return path


def whole(path: Path, part: Span | None = None) -> np.ndarray:
    return np.concatenate(list(blocks(probe(path), part=part)), axis=1)


@pytest.mark.parametrize("late", [0.0, 0.7, -0.4])
@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("flac.mkv", {}),
        ("aac.mp4", {"acodec": "aac"}),
        ("opus.mkv", {"acodec": "libopus"}),
        ("mp2.ts", {"acodec": "mp2"}),
        ("offset.mkv", {"output_ts_offset": 3}),
    ],
)
def test_a_sound_is_heard_when_it_is_heard(picture, name, options, late):
    samples = whole(film(picture, f"{late}{name}", late=late, **options))
    expected = [time + late for time in CLICKS]
    assert heard(samples[0], RATE) == pytest.approx(expected, abs=0.002)


def test_a_late_start_is_silence(picture):
    samples = whole(film(picture, "late.mkv", late=0.7))
    assert samples.shape[1] == pytest.approx((SECONDS + 0.7) * RATE, abs=2 * 4608)
    assert not samples[:, : round(0.69 * RATE)].any()


def test_a_hole_is_silence_and_moves_nothing(picture):
    holed = picture.with_name("holed.mkv")
    sound = reading_pipe(format="f32le", ar=RATE, ac=1).audio.filter(
        "aselect", "not(between(t,3,4))"
    )
    graph = writing(holed, reading(picture).video, sound, vcodec="copy", acodec="pcm_s16le")
    run(graph, timeout=60, feed=iter([clicks().tobytes()]))
    samples = whole(holed)
    assert heard(samples[0], RATE) == pytest.approx(CLICKS, abs=0.002)
    assert samples.shape[1] == pytest.approx(SECONDS * RATE, abs=100)


@pytest.mark.parametrize("part", [Span(0.5, 3.0), Span(2.2, 5.5), Span(4.0, 99.0)])
@pytest.mark.parametrize("name", ["flac.mkv", "aac.mp4"])
def test_a_part_is_that_part_of_the_whole(picture, name, part):
    options = {"acodec": "aac"} if name.endswith("mp4") else {}
    path = film(picture, f"part-{name}", **options)
    samples = whole(path, part)
    expected = whole(path)[:, round(part.start * RATE) : round(part.end * RATE)]
    # Matroska's stamps are rounded to milliseconds, and the part has its own first one
    assert samples.shape[1] == pytest.approx(expected.shape[1], abs=0.001 * RATE)
    assert heard(samples[0], RATE, part.start) == pytest.approx(
        [t for t in CLICKS if part.start <= t < part.end], abs=0.002
    )


def test_the_format_is_the_tracks_own(picture):
    path = film(picture, "six.mkv", channels=6)
    source = probe(path)
    assert audio_format(source) == AudioFormat(RATE, 6, "5.1")
    assert next(blocks(source)).shape[0] == 6


def test_the_centre_holds_the_dialogue(picture):
    """The clicks are in the first channel of 5.1, front left: not in the centre."""
    source = probe(film(picture, "surround.mkv", channels=6))
    centre = np.concatenate(list(mono(source, 16000)))
    everything = np.concatenate(list(mono(source, 16000, channel="all")))
    assert np.abs(centre).max() < 0.01
    assert np.abs(everything).max() > 0.05


@pytest.mark.parametrize("rate", [8000, 16000, 22050, 48000])
def test_mono_at_any_rate_keeps_the_times(picture, rate):
    source = probe(film(picture, "mono.mkv", late=0.3))
    samples = np.concatenate(list(mono(source, rate)))
    assert samples.dtype == np.float32
    assert heard(samples, rate) == pytest.approx([t + 0.3 for t in CLICKS], abs=0.002)


def test_the_second_track_if_it_is_asked_for(picture):
    path = picture.with_name("tracks.mkv")
    low = ffmpeg.input(f"sine=frequency=200:duration={SECONDS}", format="lavfi").audio
    high = ffmpeg.input(f"sine=frequency=2000:duration={SECONDS}", format="lavfi").audio
    languages = {"metadata:s:a:0": "language=eng", "metadata:s:a:1": "language=fre"}
    run(writing(path, reading(picture).video, low, high, vcodec="copy", **languages), timeout=60)
    crossings = {}
    for language in ("en", "fr"):
        samples = np.concatenate(list(mono(probe(path, audio_language=language), 16000)))
        crossings[language] = np.count_nonzero(np.diff(np.signbit(samples))) / len(samples) * 8000
    assert crossings["en"] == pytest.approx(200, rel=0.05)
    assert crossings["fr"] == pytest.approx(2000, rel=0.05)


def test_a_silent_film_has_no_sound_to_give(picture):
    with pytest.raises(ValueError, match="silent"):
        next(blocks(probe(picture)))


@given(st.lists(st.integers(0, 50), max_size=8), st.integers(1, 30))
def test_even_blocks_hold_the_same_sound(sizes: list[int], size: int) -> None:
    whole = np.arange(2 * sum(sizes), dtype=np.float32).reshape(2, -1)
    edges = np.cumsum([0, *sizes])
    cut = list(even_blocks((whole[:, a:b] for a, b in pairwise(edges)), size))
    assert all(part.shape[1] == size for part in cut[:-1])
    assert (np.concatenate(cut, axis=1) == whole).all() if cut else not whole.size
