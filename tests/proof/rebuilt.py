"""Described films put together anew by other means than ours, so that they can be wrong."""

from __future__ import annotations

import wave
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from vidcap.media.ffmpeg import reading, reading_pipe, run, writing
from vidcap.media.probe import examine
from vidcap.media.sound import audio_format, blocks
from vidcap.media.srt import format_srt
from vidcap.script import Cue, Span

Samples = npt.NDArray[np.float32]


def sound_of(path: Path, index: int) -> tuple[Samples, int]:
    """Return all of an audio track, (channels, n), the first sample at film time 0, its rate."""
    track = replace(examine(path), audio=index)
    return np.concatenate(list(blocks(track)), axis=1), audio_format(track).rate_hz


def takes_of(narration: Path, spans: Sequence[Span]) -> list[Samples]:
    """Return what a narration (16 bit, one channel) has in each span, (n,)."""
    with wave.open(str(narration), "rb") as sound:
        rate = sound.getframerate()
        samples = np.frombuffer(sound.readframes(sound.getnframes()), "<i2") / np.float32(32768)
    return [samples[round(span.start * rate) : round(span.end * rate)] for span in spans]


def laid(sound: Samples, voice: Samples, start: float, rate_hz: int, *, gain: float = 1.0) -> None:
    """Add a voice (n,) to a stereo sound (2, n) in place, as loud as in one channel alone."""
    first = round(start * rate_hz)
    sound[:, first : first + len(voice)] += voice * gain * 0.5**0.5


def muxed(
    path: Path,
    film: Path,
    sound: Samples,
    rate_hz: int,
    *,
    lines: Sequence[Cue] = (),
    described_first: bool = False,
    own: int = 1,
    own_of: Path | None = None,
    title: str = "",
) -> Path:
    """Write picture and own sound of a Matroska film with another described sound and text."""
    source = reading(film)
    channels = len(sound)
    described = reading_pipe(format="f32le", ar=rate_hz, ac=channels)["a"]
    film_sound = reading(own_of)["2"] if own_of is not None else source[str(own)]
    sounds = [described, film_sound] if described_first else [film_sound, described]
    place = 0 if described_first else 1
    streams = [source["0"], *sounds]
    options: dict[str, Any] = {
        "c": "copy",
        f"c:a:{place}": "libopus",
        "b:a": 160_000,
        "disposition:a:0": "0",
        "disposition:a:1": "0",
    }
    options[f"disposition:a:{place}"] = "visual_impaired"
    if title:
        options[f"metadata:s:{place + 1}"] = f"title={title}"
    if lines:
        track = path.with_suffix(".lines.srt")
        track.write_text(format_srt(lines), encoding="utf-8")
        streams.append(reading(track, f="srt"))
        options |= {"c:s": "subrip", "disposition:s:0": "descriptions"}
    run(writing(path, *streams, **options), timeout=60, feed=iter([sound.T.tobytes()]))
    return path
