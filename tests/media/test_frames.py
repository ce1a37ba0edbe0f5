"""Times come from presentation stamps, whatever the film's clock, rate, codec or container."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.films.pictured import RATE, held, nothing, scene, write_film
from vidcap.media.frames import frames
from vidcap.media.probe import probe
from vidcap.script import Span

FLASH = 30  # number of the one white frame
COUNT = 60
CODECS = {
    "h264.mp4": {},
    "h264-bframes.mkv": {"bf": 3, "preset": "medium"},
    "hevc.mp4": {"vcodec": "libx265", "x265-params": "log-level=error"},
    "hevc-10bit.mkv": {"vcodec": "libx265", "pix_fmt": "yuv420p10le"},
    "h264-422.mkv": {"pix_fmt": "yuv422p"},
    "h264-444.mkv": {"pix_fmt": "yuv444p"},
    "full-range.mkv": {"pix_fmt": "yuvj420p"},
    "av1.mkv": {"vcodec": "libsvtav1", "svtav1-params": "preset=12", "bf": 0},
    "vp9.webm": {"vcodec": "libvpx-vp9", "deadline": "realtime", "cpu-used": 8},
    "vp8.webm": {"vcodec": "libvpx", "deadline": "realtime"},
    "mpeg2.ts": {"vcodec": "mpeg2video", "q:v": 3, "bf": 2},
    "mpeg2.mpg": {"vcodec": "mpeg2video", "q:v": 3, "bf": 2},
    "mpeg4.avi": {"vcodec": "mpeg4", "q:v": 3},
    "mjpeg.mov": {"vcodec": "mjpeg", "q:v": 3, "pix_fmt": "yuvj420p"},
    "late.mkv": {"output_ts_offset": 5},
    "late.ts": {"output_ts_offset": 100},
}


def flash_film(path: Path, **options: object) -> Path:
    white = np.full_like(nothing(), 235)
    pictures = [white if n == FLASH else scene(1) // 2 for n in range(COUNT)]
    return write_film(path, pictures, options=dict(options))


def flashes(path: Path) -> list[float]:
    """Return the times of all white frames."""
    found = []
    for frame in frames(probe(path)):
        luma = frame.image.reformat(format="gray").to_ndarray()
        if luma.mean() > 180:
            found.append(frame.time)
    return found


@pytest.mark.parametrize("name", CODECS)
def test_each_codec_and_container_gives_the_same_times(tmp_path, name):
    path = flash_film(tmp_path / name, **CODECS[name])
    times = [frame.time for frame in frames(probe(path))]
    assert times[0] == 0
    assert times == pytest.approx([n / RATE for n in range(COUNT)], abs=0.0011)
    assert flashes(path) == pytest.approx([FLASH / RATE], abs=0.0011)


def test_a_variable_rate_is_kept(tmp_path):
    path = write_film(
        tmp_path / "vfr.mp4",
        [scene(n) for n in range(20)],
        filters=lambda shown: shown.filter("setpts", "(N+N*N)*0.04/TB"),
        options={"fps_mode": "passthrough", "video_track_timescale": 90000, "bf": 0},
    )
    shown = list(frames(probe(path)))
    expected = [(n + n * n) * 0.04 for n in range(20)]
    assert [frame.time for frame in shown] == pytest.approx(expected, abs=0.001)
    lengths = [b - a for a, b in itertools.pairwise(expected)]
    assert [frame.duration for frame in shown[:-1]] == pytest.approx(lengths, abs=0.001)


def test_a_bare_stream_counts_on_from_frame_to_frame(tmp_path):
    path = flash_film(tmp_path / "bare.h265", vcodec="libx265", format="hevc", r=RATE)
    assert flashes(path) == pytest.approx([FLASH / RATE], abs=0.001)


@pytest.mark.parametrize("name", ["h264.mp4", "late.mkv", "mpeg2.ts", "vp9.webm", "bare.h264"])
@pytest.mark.parametrize("part", [Span(0, 1), Span(3.01, 4.97), Span(5.5, 99)])
def test_a_part_is_the_same_as_that_part_of_the_whole(tmp_path, name, part):
    options = CODECS.get(name, {"format": "h264"})
    path = write_film(tmp_path / name, held(scene(1), 7), options={"g": 20, **options})
    source = probe(path)
    whole = [f for f in frames(source) if f.time + f.duration > part.start and f.time < part.end]
    some = list(frames(source, part))
    assert [f.time for f in some] == pytest.approx([f.time for f in whole], abs=1e-6)
    first, again = (f.image.reformat(format="gray").to_ndarray() for f in (whole[0], some[0]))
    assert np.abs(first.astype(int) - again).mean() < 1


def test_a_damaged_stretch_costs_its_own_frames_only(tmp_path):
    path = write_film(tmp_path / "film.mkv", [scene(n) for n in range(100)], options={"g": 10})
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 20000] = os.urandom(20000)
    path.write_bytes(data)
    times = [frame.time for frame in frames(probe(path))]
    assert times == sorted(set(times))
    assert len(times) > 60
    assert times[-1] == pytest.approx(99 / RATE, abs=0.001)


def test_stopping_half_way_never_hangs(tmp_path):
    """With torch in the same process a threaded decode that is left early has hung (PyAV #1861)."""
    path = write_film(tmp_path / "film.mkv", held(scene(1), 3))
    program = (
        "import sys, pathlib, torch\n"
        "from vidcap.media.probe import probe\n"
        "from vidcap.media.frames import frames\n"
        "source = probe(pathlib.Path(sys.argv[1]))\n"
        "for stop in range(30):\n"
        "    shown = frames(source)\n"
        "    kept = [next(shown) for _ in range(stop + 1)]\n"
        "    if stop % 2: shown.close()\n"
        "    del shown\n"
        "    torch.ones(64, 64) @ torch.ones(64, 64)\n"
        "print(len(kept))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert done.stdout.strip() == "30"
