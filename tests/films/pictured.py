"""Small real films of known pictures: each frame is made by numpy, ffmpeg encodes it."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import cv2
import ffmpeg
import numpy as np
import numpy.typing as npt

from vidcap.media.ffmpeg import reading_pipe, run, writing

Picture = npt.NDArray[np.uint8]  # (height, width, 3), RGB

SIZE = (320, 180)
RATE = 25
RED, GREEN, BLUE, WHITE = (200, 30, 30), (30, 180, 30), (30, 30, 200), (235, 235, 235)
BLACK = (0, 0, 0)


def quarters(size: tuple[int, int] = SIZE) -> Picture:
    """Return red, green over blue, white: a picture that shows how it was turned."""
    width, height = size
    picture = np.empty((height, width, 3), np.uint8)
    picture[: height // 2, : width // 2] = RED
    picture[: height // 2, width // 2 :] = GREEN
    picture[height // 2 :, : width // 2] = BLUE
    picture[height // 2 :, width // 2 :] = WHITE
    return picture


def scene(seed: int, size: tuple[int, int] = SIZE) -> Picture:
    """Return a picture of its own: coloured blobs with fine detail."""
    width, height = size
    random = np.random.default_rng(seed)
    blobs = random.integers(40, 220, (5, 8, 3), np.uint8)
    picture = cv2.resize(blobs, (width, height), interpolation=cv2.INTER_CUBIC)
    for _ in range(30):
        x, y = int(random.integers(width)), int(random.integers(height))
        colour = tuple(int(value) for value in random.integers(40, 230, 3))
        cv2.rectangle(picture, (x, y), (x + width // 12, y + height // 12), colour, -1)
    return np.asarray(picture, np.uint8)


def held(picture: Picture, seconds: float, rate: int = RATE) -> list[Picture]:
    """Return a shot of a picture that hardly moves."""
    return [np.roll(picture, n // 8, axis=1) for n in range(round(seconds * rate))]


def dissolve(one: Picture, other: Picture, seconds: float, rate: int = RATE) -> list[Picture]:
    """Return a change from one picture to the other."""
    shares = np.linspace(0, 1, round(seconds * rate) + 2)[1:-1]
    return [np.asarray(one * (1 - s) + other * s, np.uint8) for s in shares]


def nothing(size: tuple[int, int] = SIZE) -> Picture:
    """Return black."""
    return np.zeros((size[1], size[0], 3), np.uint8)


def write_film(
    path: Path,
    pictures: Iterable[Picture],
    *,
    rate: int = RATE,
    filters: Callable[[Any], Any] | None = None,
    tones: Iterable[float] = (),
    options: dict[str, Any] | None = None,
) -> Path:
    """Write pictures as a film.

    Args:
        path: its suffix is its container.
        pictures: all of one size, even numbers.
        rate: frames a second.
        filters: what ffmpeg does with the picture before encoding.
        tones: pitches, Hz; an audio track for each.
        options: of ffmpeg, over H.264 and AAC.
    """
    pictures = list(pictures)
    height, width, _ = pictures[0].shape
    pipe = reading_pipe(format="rawvideo", pix_fmt="rgb24", s=f"{width}x{height}", r=rate)
    shown = filters(pipe.video) if filters else pipe.video
    length = len(pictures) / rate
    sounds = [
        ffmpeg.input(f"sine=frequency={tone}:sample_rate=48000:duration={length}", format="lavfi")
        for tone in tones
    ]
    settings: dict[str, Any] = {"vcodec": "libx264", "pix_fmt": "yuv420p"} | (options or {})
    if settings["vcodec"] in ("libx264", "libx265"):
        settings = {"preset": "ultrafast", "crf": 12} | settings
    if sounds and path.suffix != ".webm":
        settings = {"acodec": "aac"} | settings
    graph = writing(path, shown, *(sound.audio for sound in sounds), **settings)
    run(graph, timeout=120, feed=(picture.tobytes() for picture in pictures))
    return path


def turned(path: Path, a: int, b: int, c: int, d: int) -> Path:
    """Write another display matrix into an MP4: a point (x, y) is shown at (ax + cy, bx + dy)."""
    data = path.read_bytes()
    plain = struct.pack(">9i", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
    matrix = struct.pack(">9i", a << 16, b << 16, 0, c << 16, d << 16, 0, 0, 0, 0x40000000)
    track = data.index(b"tkhd")
    place = data.index(plain, track)
    path.write_bytes(data[:place] + matrix + data[place + len(plain) :])
    return path
