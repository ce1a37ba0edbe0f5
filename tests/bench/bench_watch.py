"""Watching against decoding alone, and against the scenedetect command: ratios of one run.

Run as `python tests/bench/bench_watch.py [FILM...]`; by default on films of shared/media, each
repeated to about a minute. Prints medians of interleaved rounds in CPU seconds; asserts nothing.
A ratio above 1 says that vidcap is faster.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from vidcap.media.ffmpeg import find, reading, run, writing

FILMS = (
    "wai-keyboard_narrated.mp4",
    "plan9-trailer_av1.mp4",
    "tears-of-steel-captain_av1.webm",
    "sintel-rooftops_h264_noaudio.mp4",
    "tears-of-steel-battle_vp8.webm",
)
THREADS = "2"
ROUNDS = 3
SHARED = Path(__file__).resolve().parents[3] / "shared" / "media"

WATCH = (
    "import sys, pathlib, resource\n"
    "from vidcap.media.probe import probe\n"
    "from vidcap.watch import watch\n"
    "from vidcap.recipe import WatchSettings\n"
    "import vidcap.watch.viewing, vidcap.watch.adaptive\n"
    "used = resource.getrusage(resource.RUSAGE_SELF)\n"
    "watched = watch(probe(pathlib.Path(sys.argv[1])), WatchSettings())\n"
    "now = resource.getrusage(resource.RUSAGE_SELF)\n"
    "print(now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime, now.ru_maxrss // 1024,\n"
    "      len(watched.shots), len(watched.keyframes))\n"
)
DECODE = (
    "import sys, pathlib, resource\n"
    "from vidcap.media.probe import probe\n"
    "from vidcap.media.frames import frames\n"
    "used = resource.getrusage(resource.RUSAGE_SELF)\n"
    "for frame in frames(probe(pathlib.Path(sys.argv[1]))): pass\n"
    "now = resource.getrusage(resource.RUSAGE_SELF)\n"
    "print(now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime, now.ru_maxrss // 1024)\n"
)


def cpu(command: list[str]) -> float:
    """Return the CPU seconds of a program."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True, env=environment())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def inner(program: str, film: Path) -> list[float]:
    """Return what a Python program prints of itself: CPU seconds without its start, and more."""
    command = [sys.executable, "-c", program, str(film)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment())
    return [float(word) for word in done.stdout.split()]


def environment() -> dict[str, str]:
    """Return the environment in which no library takes more cores than it is given."""
    root = str(Path(__file__).resolve().parents[2])
    return {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": root}


def scenedetect(film: Path, folder: Path) -> list[str]:
    """Return the command that finds cuts and saves one picture a shot."""
    program = Path(sys.executable).with_name("scenedetect")
    shown = ["save-images", "--num-images", "1", "--output", str(folder)]
    return [str(program), "--quiet", "-i", str(film), "detect-adaptive", *shown]


def lengthened(film: Path, folder: Path) -> Path:
    """Return the film repeated four times, its packets copied."""
    longer = folder / f"{film.stem}.mkv"
    source = reading(film, stream_loop=3)
    run(writing(longer, source.video, vcodec="copy"), timeout=60)
    return longer


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("films", nargs="*", type=Path)
    films = parser.parse_args().films or [SHARED / name for name in FILMS]
    null = [find().path, "-nostdin", "-v", "error", "-threads", THREADS, "-i"]
    print(f"ffmpeg {find().version}; CPU s, medians of {ROUNDS}; ratio above 1: vidcap is faster")
    for film in films:
        folder = Path(tempfile.mkdtemp())
        longer = lengthened(film, folder)
        ways: dict[str, Callable[[], list[float]]] = {
            "ffmpeg -f null": lambda f=longer: [cpu([*null, str(f), "-an", "-f", "null", "-"])],
            "decode": lambda f=longer: inner(DECODE, f),
            "watch": lambda f=longer: inner(WATCH, f),
            "scenedetect": lambda f=longer, d=folder: [cpu(scenedetect(f, d))],
        }
        rounds = [{name: way() for name, way in ways.items()} for _ in range(ROUNDS)]
        spent = {name: statistics.median(one[name][0] for one in rounds) for name in ways}
        _, memory, shots, pictures = rounds[0]["watch"]
        listed = ", ".join(f"{name} {seconds:.2f}" for name, seconds in spent.items())
        print(f"{film.name}: {listed}")
        can = any(folder.glob("*.jpg"))  # OpenCV's wheel decodes no AV1
        ratio = f"{spent['scenedetect'] / spent['watch']:.2f}" if can else "(cannot open it)"
        print(
            f"  against ffmpeg {spent['ffmpeg -f null'] / spent['watch']:.2f}"
            f" (decoding alone {spent['ffmpeg -f null'] / spent['decode']:.2f}),"
            f" against scenedetect {ratio};"
            f" {shots:.0f} shots, {pictures:.0f} pictures, {memory:.0f} MB"
        )
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
