"""What captioning costs beside other busy processes, as the command line waits and as OpenMP would.

Run as `python -m tests.bench.bench_busy`. Each way captions 16 pictures of Flickr8k's test split on
two threads in a process of its own, several times, alone and beside one and two processes that
each keep a core busy; the ways take turns. Prints medians as ratios to OpenMP's own way alone;
asserts nothing.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from contextlib import ExitStack

from tests.bench.bench_caption import pictures_in
from vidcap.cli import TURNS

ROUNDS = 3  # of every way
BATCHES = 4  # in each
OTHERS = (0, 1, 2)  # busy processes beside it
WAYS = {
    "OpenMP's own": {},
    "the command line's": {"GOMP_SPINCOUNT": str(TURNS)},
    "at once asleep": {"OMP_WAIT_POLICY": "PASSIVE"},
    "one thread": {"OMP_NUM_THREADS": "1"},
}
BUSY = [sys.executable, "-c", "while True: pass"]


def captioned() -> None:
    """Print the seconds of each batch."""
    import torch

    from vidcap.model import checkpoint
    from vidcap.model.network import autocast
    from vidcap.model.pictures import as_batch, as_square

    network = checkpoint.load(checkpoint.SHIPPED).hold()
    batch = as_batch([as_square(picture, network.encoder.side) for picture in pictures_in([])])
    for _ in range(1 + BATCHES):
        started = time.perf_counter()
        with torch.no_grad(), autocast(batch.device):
            regions = network.encoder(batch)
        network.say(regions, beams=3)
        print(time.perf_counter() - started)


def seconds(environment: dict[str, str], others: int) -> float:
    """Return the median time of a batch in a process with these variables, beside busy others."""
    left = {name: value for name, value in os.environ.items() if "OMP_" not in name}
    with ExitStack() as beside:
        for _ in range(others):
            other = beside.enter_context(subprocess.Popen(BUSY))
            beside.callback(other.terminate)
        told = subprocess.run(
            [sys.executable, "-m", "tests.bench.bench_busy", "captioned"],
            env={**left, "OMP_NUM_THREADS": "2", **environment},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        ).stdout
    return statistics.median(map(float, told.split()[1:]))


def main() -> None:
    """Measure and print."""
    cases = [(name, others) for name in WAYS for others in OTHERS]
    spent: dict[tuple[str, int], list[float]] = {case: [] for case in cases}
    for _ in range(ROUNDS):
        for name, others in cases:
            spent[name, others].append(seconds(WAYS[name], others))
    medians = {case: statistics.median(times) for case, times in spent.items()}
    own = medians["OpenMP's own", 0]
    for name in WAYS:
        alone, one, two = (medians[name, others] / own for others in OTHERS)
        print(f"{name}: alone {alone:.2f}, beside one busy process {one:.2f}, two {two:.2f}")


if __name__ == "__main__":
    captioned() if sys.argv[1:] == ["captioned"] else main()
