"""How exactly the extended form keeps to the film: frames, sound, silence at its pauses.

    python -m tests.bench.bench_extend

Films of several codecs, described at `draft` as if they had no gap, so that all is told in pauses.
For each, as Matroska and as MP4: pauses; by how much a frame is off its place; by how much the
sound after a pause is off the described film's; how loud the edges of the pauses are; what `vidcap
verify` says of it. Needs the test data.
"""

import tempfile
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from tests.conftest import SHARED
from vidcap.cache import Cache
from vidcap.deliver.hearing import RATE, lag_of
from vidcap.engines import Engines
from vidcap.extend import EDGE
from vidcap.extend.timeline import Timeline
from vidcap.media.loudness import decibels
from vidcap.media.probe import examine, is_description
from vidcap.media.sound import mono
from vidcap.pipeline import Job, describe
from vidcap.proof import prove
from vidcap.proof.told import verdict
from vidcap.recipe import Recipe

FILMS = (
    "his-girl-friday_h264.mp4",
    "big-buck-bunny-rabbit_51.mp4",
    "sintel-5s_vp9-opus.webm",
    "plan9-trailer_av1.mp4",
    "sintel-trailer-end_mpeg1.mpg",
)
RECIPE = Recipe().altered(
    {
        "ground": {"dial": "draft"},
        "listen": {"shortest_gap": 60.0},
        "extend": {"least_value": 0.05},
    },
    "bench",
)


def frames(path: Path) -> NDArray[np.float64]:
    """Return when each frame that is decoded is shown, s."""
    with av.open(str(path)) as container:
        return np.array([float(frame.time) for frame in container.decode(video=0)])


def described_sound(path: Path) -> NDArray[np.float32]:
    """Return the described track (n,) at `RATE`."""
    source = examine(path)
    track = next(one.index for one in source.film.streams if is_description(one))
    return np.concatenate(list(mono(replace(source, audio=track), RATE, channel="all")))


def proof(extended: Path) -> str:
    """Return what the film itself tells when it is listened to."""
    report = prove(extended)
    off = max((abs(line.off_ms) for line in report.heard if line.off_ms is not None), default=0)
    seen = sum(pause.is_held and pause.is_silent for pause in report.pauses)
    return f"proof: {verdict(report)}, {len(report.heard)} lines, {off:.1f} ms off, {seen} pauses"


def measured(described: Path, extended: Path, timeline: Timeline) -> str:
    """Return what is measured of one film."""
    before, after = frames(described), frames(extended)
    places = [timeline.extended(time - before[0]) + before[0] for time in before]
    off = np.abs(after - places).max() * 1000
    own, sound = described_sound(described), described_sound(extended)
    lags, edges = [], []
    for place, pause in enumerate(timeline.pauses):
        span = timeline.pause(place)
        for start in (span.start + 0.02, span.end - EDGE + 0.05):
            part = sound[round(start * RATE) : round((start + EDGE - 0.07) * RATE)]
            edges.append(decibels(float(np.sqrt(np.mean(part**2)))))
        one = own[round((pause.at + 0.3) * RATE) : round((pause.at + 1.0) * RATE)]
        two = sound[round((span.end + 0.3) * RATE) :][: len(one)]
        if len(one) == len(two) > RATE / 2 and np.abs(one).max() > 0.003:
            lag, certainty = lag_of(one, two)
            lags += [abs(lag) * 1000 / RATE] * (certainty > 0.9)
    return (
        f"{len(timeline.pauses)} pauses, {len(after)} frames of {len(before)}, off by "
        f"{off:.3f} ms at most; sound after {len(lags)} of them off by "
        f"{max(lags, default=0):.2f} ms; edges {max(edges, default=-np.inf):.0f} dB at most; "
        f"{proof(extended)}"
    )


def main() -> None:
    """Describe each film and print what is measured."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for container in ("mkv", "mp4"):
            recipe = RECIPE.altered({"deliver": {"container": container}}, "bench")
            with Engines(recipe, Cache(folder / "cache")) as engines:
                for film in FILMS:
                    job = Job(
                        SHARED / "media" / film, recipe, folder=folder, speak=True, extended=True
                    )
                    made = describe(job, engines, lambda stage, share: None)
                    described, extended = made.files[3], made.files[5]
                    timeline = Timeline(made.script.pauses)
                    print(f"{extended.name}: {measured(described, extended, timeline)}", flush=True)


if __name__ == "__main__":
    main()
