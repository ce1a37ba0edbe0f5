"""Small real films with a known sound, made by ffmpeg in a second each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ffmpeg
import numpy as np
import numpy.typing as npt

from vidcap.media.ffmpeg import reading, reading_pipe, run, writing
from vidcap.media.srt import format_srt
from vidcap.script import Cue, Line, Span

SECONDS = 8.0
SPEECH = (Span(2.0, 3.0), Span(5.6, 6.4))  # a loud harsh tone stands for words
CLICKS = (0.5, 7.5)  # s; short bursts by which sounds are laid over each other
SPEECH_LEVEL, BED_LEVEL = 0.1, 0.01  # root mean square, 1 is full scale

Samples = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """A line as some voice could speak it."""

    samples: Samples
    rate_hz: int


def film_sound(rate_hz: int, channels: int, *, bed: float = BED_LEVEL) -> Samples:
    """Return the sound of a small film, (channels, n): speech, clicks, and noise under all."""
    count = round(SECONDS * rate_hz)
    time = np.arange(count) / rate_hz
    random = np.random.default_rng(1)
    sound = random.standard_normal((channels, count)) * bed
    words = np.sign(np.sin(2 * np.pi * 210 * time)) * (0.6 + 0.4 * np.sin(2 * np.pi * 5 * time))
    for span in SPEECH:
        spoken = (time >= span.start) & (time < span.end)
        sound[:, spoken] += SPEECH_LEVEL * words[spoken]
    for click in CLICKS:
        at, size = round(click * rate_hz), round(0.002 * rate_hz)
        sound[:, at : at + size] += 0.5 * np.hanning(size)
    return np.clip(sound, -1, 1).astype(np.float32)


def recording(seconds: float, rate_hz: int = 22050, *, seed: int = 2) -> Recording:
    """Return a recording that sounds like syllables: bursts of tones with noise."""
    count = round(seconds * rate_hz)
    time = np.arange(count) / rate_hz
    random = np.random.default_rng(seed)
    tones = sum(
        np.sin(2 * np.pi * hz * time + phase) / n
        for n, (hz, phase) in enumerate(
            zip(random.uniform(120, 2400, 12), random.uniform(0, 6, 12), strict=True), start=1
        )
    )
    rise = np.minimum(1, time / 0.005) * np.minimum(1, (seconds - time) / 0.005)
    syllables = 0.35 + 0.65 * np.abs(np.sin(np.pi * 4 * time))
    sound = (tones + 0.2 * random.standard_normal(count)) * rise * syllables
    return Recording((0.6 * sound / np.abs(sound).max()).astype(np.float32), rate_hz)


def spoken_lines(*spans: tuple[float, float]) -> tuple[list[Line], dict[str, Recording]]:
    """Return lines of these starts and lengths, and their recordings."""
    lines, takes = [], {}
    for number, (start, length) in enumerate(spans, start=1):
        name = f"L{number:04}"
        takes[name] = recording(length, seed=number)
        exact = len(takes[name].samples) / takes[name].rate_hz
        lines.append(Line(name, "", f"Line {number} is said.", "placed", "", start, exact))
    return lines, takes


LINES = spoken_lines((0.8, 0.9), (3.4, 1.0), (4.6, 0.7))


def write_track(path: Path, lines: list[Line]) -> Path:
    """Write the lines as SubRip."""
    cues = [Cue(line.span, line.text) for line in lines if line.span is not None]
    path.write_text(format_srt(cues), encoding="utf-8")
    return path


def small_film(
    path: Path,
    *,
    channels: int = 2,
    rate_hz: int = 48000,
    late: float = 0.0,
    bed: float = BED_LEVEL,
    has_sound: bool = True,
    subtitles: tuple[str, ...] = (),
    options: Mapping[str, Any] = {},
) -> Path:
    """Write a film of `SECONDS` seconds to `path`.

    Args:
        path: its suffix is its container.
        channels: 1, 2 or 6.
        rate_hz: of the sound.
        late: s of the picture before the sound starts; what would be heard in them is left out.
        bed: level of the noise.
        has_sound: False: a silent film.
        subtitles: codecs of text tracks.
        options: of ffmpeg, instead of H.264 and AAC.
    """
    picture = ffmpeg.input(f"testsrc2=size=160x90:rate=25:duration={SECONDS}", format="lavfi")
    streams = [picture.video]
    settings: dict[str, Any] = {"vcodec": "libx264", "preset": "ultrafast", "g": 25}
    feed: Iterator[bytes] | None = None
    if has_sound:
        heard = reading_pipe(format="f32le", ar=rate_hz, ac=channels).audio
        # ffmpeg 9.0 takes no -itsoffset for samples from a pipe
        streams.append(heard.filter("asetpts", f"PTS+{late}/TB") if late else heard)
        sound = film_sound(rate_hz, channels, bed=bed)[:, round(late * rate_hz) :]
        feed = iter([sound.T.tobytes()])
        settings |= {"acodec": "aac", "audio_bitrate": 96000 * channels}
    for number, codec in enumerate(subtitles):
        words = path.with_name(f"{path.stem}.{number}.words.srt")
        words.write_text(format_srt([Cue(span, "Words.") for span in SPEECH]), encoding="utf-8")
        streams.append(reading(words, f="srt"))
        settings[f"c:s:{number}"] = codec
    run(writing(path, *streams, **(settings | dict(options))), timeout=60, feed=feed)
    return path
