"""How much of the encoder's speed is left once words are chosen: ratios of one run.

Run as `python tests/bench/bench_caption.py [PICTURE...]`; by default on the first pictures of
Flickr8k's test split. Pictures are decoded beforehand. Prints medians of interleaved rounds, and
pictures a second as a ratio to the encoder's forward pass alone; asserts nothing.
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import torch

from vidcap.model import checkpoint
from vidcap.model.data import read_pictures, read_split
from vidcap.model.network import autocast, has_fast_bfloat16
from vidcap.model.pictures import Picture, as_batch, as_square, decode_picture

BATCH = 16
ROUNDS = 7
DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "flickr8k"


def pictures_in(paths: list[Path]) -> list[Picture]:
    """Return a batch of pictures: those named, repeated, or the first of the test split."""
    if paths:
        decoded = [decode_picture(path.read_bytes()) for path in paths]
        shown = [picture for picture in decoded if picture is not None]
        return list(itertools.islice(itertools.cycle(shown), BATCH))
    wanted = read_split(DATA, "test")[:BATCH]
    return [picture for _, picture in read_pictures(DATA, wanted)]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pictures", nargs="*", type=Path)
    parser.add_argument("--weights", type=Path, default=checkpoint.SHIPPED)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    network = checkpoint.load(arguments.weights).hold()
    side = network.encoder.side
    batch = as_batch([as_square(picture, side) for picture in pictures_in(arguments.pictures)])

    def encoded() -> torch.Tensor:
        with autocast(network.device):
            regions: torch.Tensor = network.encoder(batch)
            return regions

    ways: dict[str, Callable[[], object]] = {
        "encoder alone": encoded,
        "encoder, greedy": lambda: network.say(encoded(), beams=1),
        "encoder, beam 3": lambda: network.say(encoded(), beams=3),
        "encoder, beam 5": lambda: network.say(encoded(), beams=5),
        "both views, beam 3": lambda: network.say(torch.cat([encoded(), encoded()], 1), beams=3),
    }
    spent: dict[str, list[float]] = {name: [] for name in ways}
    with torch.no_grad():
        for name, way in itertools.chain(ways.items(), *[ways.items()] * ROUNDS):
            started = time.perf_counter()
            way()
            spent[name].append(time.perf_counter() - started)
    numbers = "bfloat16" if has_fast_bfloat16() else "float32"
    print(
        f"{arguments.weights.name}, {BATCH} pictures of {side} x {side}, {numbers},"
        f" {arguments.threads} threads; medians of {ROUNDS} rounds"
    )
    medians = {name: statistics.median(rounds[1:]) for name, rounds in spent.items()}
    whole = medians["encoder alone"]
    for name, seconds in medians.items():
        print(f"{name}: {BATCH / seconds:.1f} pictures a second, ratio {whole / seconds:.2f}")


if __name__ == "__main__":
    main()
