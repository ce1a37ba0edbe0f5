"""Features of a frozen encoder, computed once and kept on disk, of several views of each picture.

Shapes: `N` pictures, `B` of a step, `R` regions, `C` channels, `S` side of a square.
"""

from __future__ import annotations

import os
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
        """Return the regions (B, R, C) of training pictures, of one of the views of each."""
        views = chance.integers(len(self._train), size=len(rows))
        return torch.from_numpy(self._train[views, rows]).float()

    def of_validation(self, rows: slice) -> Tensor:
        """Return the regions (B, R, C) of validation pictures."""
        return torch.from_numpy(np.array(self._val[0, rows])).float()


class LearningEyes:
    """Regions from the encoder that is being trained, of pictures altered at random.

    Its batch statistics stay as published.
    """

    def __init__(self, network: Network, train: Squares, val: Squares) -> None:
        self._network, self._train, self._val = network, train, val

    def regions(self, rows: Rows, chance: np.random.Generator) -> Tensor:
        """Return the regions (B, R, C) of training pictures, each altered, on all cores."""
        seeds = chance.integers(2**63, size=len(rows))  # equal pictures from any number of threads

        def one(row: int, seed: int) -> Picture:
            return altered(self._train[row], np.random.default_rng(seed))

        with ThreadPoolExecutor(os.cpu_count()) as pool:
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
    seed: int,
    progress: Callable[[str], None],
) -> Features:
    """Return features (views, N, R, C) mapped from a file that is made once.

    Args:
        path: of the file, `.npy`.
        network: whose encoder looks.
        squares: the pictures.
        views: 1: the pictures; 2: their mirror images, too; more: each altered at random besides.
        seed: of what is altered.
        progress: gets a line of text now and then.
    """
    if not path.exists():
        encoder = network.encoder.eval()
        part = path.with_suffix(".part")
        kept: Features | None = None
        for start in range(0, len(squares), _BATCH):
            rows = range(start, min(start + _BATCH, len(squares)))
            for view in range(views):
                seen = as_batch([_viewed(squares[row], view, (seed, row)) for row in rows])
                with autocast(network.device):
                    regions = encoder(seen.to(network.device))
                if kept is None:
                    shape = (views, len(squares), *regions.shape[1:])
                    kept = np.lib.format.open_memmap(part, "w+", np.float16, shape)
                kept[view, rows.start : rows.stop] = regions.half().cpu().numpy()
            if start % (50 * _BATCH) == 0:
                progress(f"{path.stem}: {start}/{len(squares)}")
        assert isinstance(kept, np.memmap)
        kept.flush()
        part.rename(path)
    return np.asarray(np.load(path, mmap_mode="r"))


def _viewed(picture: Picture, view: int, seed: tuple[int, int]) -> Picture:
    """Return a view of a picture by its number: 0 the picture, 1 its mirror image, then others."""
    if view == 0:
        return picture
    if view == 1:
        return np.ascontiguousarray(picture[:, ::-1])
    return altered(picture, np.random.default_rng([*seed, view]))
