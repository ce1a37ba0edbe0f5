"""What a keyframe costs, everything counted, as a ratio to the captioner alone.

    python -m tests.bench.bench_keyframe [FILM]

Captioner: look, search and facts of a keyframe. Everything: that, the detector, and what may be
said of it. Medians of several rounds side by side in one run, on two threads. Needs the test data.
"""

import argparse
import statistics
import time
from pathlib import Path

import torch

from tests.conftest import SHARED
from vidcap.caption import open_captioner
from vidcap.ground import ground
from vidcap.media.colours import colours_of
from vidcap.media.probe import examine
from vidcap.model.detecting.persons import find_things
from vidcap.recipe import CaptionSettings, GroundSettings, WatchSettings
from vidcap.watch import watch

FILM = SHARED / "media" / "tears-of-steel-captain_av1.webm"
ROUNDS = 5


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("film", nargs="?", type=Path, default=FILM)
    film = parser.parse_args().film
    torch.set_num_threads(2)
    watched = watch(examine(film), WatchSettings(keyframe_every=1.0))
    ids, data = [one.id for one in watched.keyframes], list(watched.pictures.values())
    captioner = open_captioner("own", "en", CaptionSettings())
    alone: list[float] = []
    whole: list[float] = []
    for _ in range(ROUNDS + 1):  # the first one warms up
        started = time.perf_counter()
        offers = dict(zip(ids, captioner.describe(data), strict=True))
        captioned = time.perf_counter()
        boxes = dict(zip(ids, map(tuple, find_things(data)), strict=True))
        ground(
            watched.keyframes,
            {one: offer.candidates for one, offer in offers.items()},
            boxes,
            GroundSettings(),
            checked=True,
            facts={one: offer.facts for one, offer in offers.items()},
            colours=colours_of(watched.pictures),
        )
        alone.append((captioned - started) / len(ids))
        whole.append((time.perf_counter() - started) / len(ids))
    ratio = statistics.median(b / a for a, b in zip(alone[1:], whole[1:], strict=True))
    print(
        f"{len(ids)} keyframes: captioner {statistics.median(alone[1:]) * 1000:.0f} ms, "
        f"everything {statistics.median(whole[1:]) * 1000:.0f} ms a keyframe, ratio {ratio:.2f}"
    )


if __name__ == "__main__":
    main()
