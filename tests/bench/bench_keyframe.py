"""What a keyframe costs, everything counted, as a ratio to the captioner alone.

    python -m tests.bench.bench_keyframe [FILM]

Captioner: look, search and facts of a keyframe. Everything: that, the detector, further frames of
the shot, and what may be said. Medians of several rounds side by side in one run, on two threads.
Needs the test data.
"""

import argparse
import statistics
import tempfile
import time
from pathlib import Path

import torch

from tests.conftest import SHARED
from vidcap.cache import Cache
from vidcap.engines import Engines
from vidcap.ground import ground
from vidcap.looking import look
from vidcap.media.colours import colours_of
from vidcap.media.probe import examine
from vidcap.recipe import Recipe
from vidcap.watch import watch

FILM = SHARED / "media" / "tears-of-steel-battle_vp8.webm"
ROUNDS = 5


def main() -> None:
    """Measure and print a row for each way to look at further frames."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("film", nargs="?", type=Path, default=FILM)
    watched = watch(examine(parser.parse_args().film), Recipe().watch)
    count = len(watched.keyframes)
    torch.set_num_threads(2)
    for second_look in ("none", "persons", "all"):
        recipe = Recipe().altered({"ground": {"second_look": second_look}}, "bench")
        alone: list[float] = []
        whole: list[float] = []
        with Engines(recipe, Cache(Path())) as engines:
            for _ in range(ROUNDS + 1):  # the first one warms up
                with tempfile.TemporaryDirectory() as folder:
                    engines.cache = Cache(Path(folder))
                    started = time.perf_counter()
                    list(engines.captioner.describe(list(watched.pictures.values())))
                    captioned = time.perf_counter()
                    looked = look(watched, engines, lambda stage, share: None)
                    ground(
                        watched.keyframes,
                        looked.candidates,
                        looked.boxes,
                        recipe.ground,
                        checked=True,
                        facts=looked.facts,
                        glances=looked.glances,
                        colours=colours_of(watched.pictures),
                    )
                    alone.append((captioned - started) / count)
                    whole.append((time.perf_counter() - captioned) / count)
        ratio = statistics.median(b / a for a, b in zip(alone[1:], whole[1:], strict=True))
        print(
            f"{count} keyframes, second look {second_look}: captioner "
            f"{statistics.median(alone[1:]) * 1000:.0f} ms, everything "
            f"{statistics.median(whole[1:]) * 1000:.0f} ms a keyframe, ratio {ratio:.2f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
