"""How much of the encoder's speed is left once words are chosen: ratios of one run.

Run as `python -m tests.bench.bench_caption [--device cuda] [PICTURE...]`; by default on the first
pictures of Flickr8k's test split. Pictures are decoded beforehand. Prints medians of interleaved
rounds: pictures a second, the ratio to the encoder's forward pass alone in the same round, and
multiplications and additions a second as a share of what one large product of matrices reaches on
the same device in the same run; asserts nothing.
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import torch
from torch.utils.flop_counter import FlopCounterMode

from vidcap.model import checkpoint
from vidcap.model.data import read_pictures, read_split
from vidcap.model.network import autocast, device_of, has_fast_bfloat16
from vidcap.model.pictures import Picture, as_batch, as_square, decode_picture

BATCH = 16
ROUNDS = 21
LARGE = 4096  # rows and columns of the large matrices
DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "flickr8k"


def pictures_in(paths: list[Path]) -> list[Picture]:
    """Return a batch of pictures: those named, repeated, or the first of the test split."""
    if paths:
        decoded = [decode_picture(path.read_bytes()) for path in paths]
        shown = [picture for picture in decoded if picture is not None]
        return list(itertools.islice(itertools.cycle(shown), BATCH))
    wanted = read_split(DATA, "test")[:BATCH]
    return [picture for _, picture in read_pictures(DATA, wanted)]


def operations(way: Callable[[], object]) -> int:
    """Return the multiplications and additions of products and convolutions in one round."""
    with FlopCounterMode(display=False) as counter:
        way()
    return int(counter.get_total_flops())


@torch.no_grad()
def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pictures", nargs="*", type=Path)
    parser.add_argument("--weights", type=Path, default=checkpoint.SHIPPED)
    parser.add_argument("--device", default="cpu", help="cpu, cuda, auto ...")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    device = device_of(arguments.device)
    network = checkpoint.load(arguments.weights).to(device).hold()
    side = network.encoder.side
    shown = [as_square(picture, side) for picture in pictures_in(arguments.pictures)]
    batch = as_batch(shown).to(device)
    is_bfloat16 = device.type != "cpu" or has_fast_bfloat16()
    large = torch.rand(LARGE, LARGE, device=device)
    large = large.bfloat16() if is_bfloat16 else large

    def encoded() -> torch.Tensor:
        with autocast(device):
            regions: torch.Tensor = network.encoder(batch)
            return regions

    ways: dict[str, Callable[[], object]] = {
        "one large product": lambda: large @ large,
        "encoder alone": encoded,
        "encoder, greedy": lambda: network.say(encoded(), beams=1),
        "encoder, beam 3": lambda: network.say(encoded(), beams=3),
        "encoder, beam 5": lambda: network.say(encoded(), beams=5),
        "both views, beam 3": lambda: network.say(torch.cat([encoded(), encoded()], 1), beams=3),
    }
    spent: dict[str, list[float]] = {name: [] for name in ways}
    for name, way in itertools.chain(ways.items(), *[ways.items()] * ROUNDS):
        started = time.perf_counter()
        way()
        if device.type == "cuda":
            torch.cuda.synchronize(device)
        spent[name].append(time.perf_counter() - started)
    print(
        f"{arguments.weights.name}, {BATCH} pictures of {side} x {side}, {device},"
        f" {'bfloat16' if is_bfloat16 else 'float32'}, {arguments.threads} threads;"
        f" medians of {ROUNDS} rounds"
    )
    counted = {name: rounds[1:] for name, rounds in spent.items()}
    rates = {name: operations(way) / statistics.median(counted[name]) for name, way in ways.items()}
    peak, whole, *_ = counted
    for name, rounds in itertools.islice(counted.items(), 1, None):
        ratios = [
            alone / all_of_it for alone, all_of_it in zip(counted[whole], rounds, strict=True)
        ]
        print(
            f"{name}: {BATCH / statistics.median(rounds):.1f} pictures a second,"
            f" ratio {statistics.median(ratios):.2f}, {rates[name] / rates[peak]:.0%} of peak"
        )


if __name__ == "__main__":
    main()
