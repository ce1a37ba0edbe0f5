"""Features of a frozen encoder, computed once and kept on disk; pictures and their mirror images.

Shapes: `N` pictures, `B` of a step, `R` regions, `C` channels, `S` side of a square.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from vidcap.model.network import Network, autocast
from vidcap.model.pictures import Picture, as_batch
from vidcap.model.training.augment import altered
from vidcap.model.training.phases import Features, Rows, Squares

_BATCH = 16  # pictures a forward pass


class FrozenEyes:
    """Regions from files: the encoder has looked at everything before."""

    def __init__(self, train: Features, val: Features) -> None:
        self._train, self._val = train, val

    def regions(self, rows: Rows, chance: np.random.Generator) -> Tensor:
        """Return the regions (B, R, C) of training pictures, each as it is or mirrored."""
        views = chance.integers(len(self._train), size=len(rows))
        return torch.from_numpy(self._train[views, rows]).float()

    def of_validation(self, rows: slice) -> Tensor:
        """Return the regions (B, R, C) of validation pictures."""
        return torch.from_numpy(np.array(self._val[0, rows])).float()


class LearningEyes:
    """Regions from the encoder that is being trained, of pictures altered at random.

    Its batch statistics stay as published.
    """

    def __init__(self, network: Network, train: Squares, val: Squares, *, workers: int) -> None:
        """Take the pictures, and how many threads may alter them."""
        self._network, self._train, self._val = network, train, val
        self._workers = workers

    def regions(self, rows: Rows, chance: np.random.Generator) -> Tensor:
        """Return the regions (B, R, C) of training pictures, each altered."""
        seeds = chance.integers(2**63, size=len(rows))  # equal pictures from any number of threads

        def one(row: int, seed: int) -> Picture:
            return altered(self._train[row], np.random.default_rng(seed))

        with ThreadPoolExecutor(self._workers) as pool:
            return self._seen(list(pool.map(one, rows.tolist(), seeds.tolist())))

    @torch.no_grad()
    def of_validation(self, rows: slice) -> Tensor:
        """Return the regions (B, R, C) of validation pictures."""
        return self._seen(list(self._val[rows]))

    def _seen(self, pictures: list[Squares]) -> Tensor:
        self._network.encoder.eval()
        with autocast(self._network.device):
            regions: Tensor = self._network.encoder(as_batch(pictures).to(self._network.device))
        return regions


@torch.no_grad()
def kept_features(
    path: Path,
    network: Network,
    squares: Squares,
    *,
    views: int,
    progress: Callable[[str], None],
) -> Features:
    """Return features (views, N, R, C) mapped from a file that is made once.

    Args:
        path: of the file, `.npy`.
        network: whose encoder looks.
        squares: the pictures.
        views: 1; 2: the mirror images, too.
        progress: gets a line of text now and then.
    """
    if not path.exists():
        encoder = network.encoder.eval()
        part = path.with_suffix(".part")
        kept: Features | None = None
        for start in range(0, len(squares), _BATCH):
            batch = as_batch(list(squares[start : start + _BATCH])).to(network.device)
            for view in range(views):
                with autocast(network.device):
                    regions = encoder(batch.flip(-1) if view else batch)
                if kept is None:
                    shape = (views, len(squares), *regions.shape[1:])
                    kept = np.lib.format.open_memmap(part, "w+", np.float16, shape)
                kept[view, start : start + _BATCH] = regions.half().cpu().numpy()
            if start % (50 * _BATCH) == 0:
                progress(f"{path.stem}: {start}/{len(squares)}")
        assert isinstance(kept, np.memmap)
        kept.flush()
        part.rename(path)
    return np.asarray(np.load(path, mmap_mode="r"))
