"""The loop that trains a network, phase by phase, and goes on after a kill.

Shapes: `B` pictures of a step, `R` regions, `C` channels, `T` words, `V` words of the vocabulary.
"""

from __future__ import annotations

import csv
import math
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from vidcap.model import metrics
from vidcap.model.augment import altered
from vidcap.model.cider import CiderD
from vidcap.model.data import Captioned
from vidcap.model.encoder import STRIDE
from vidcap.model.network import Network, autocast
from vidcap.model.pictures import as_batch
from vidcap.model.selfcritical import advantages, policy_loss, sample
from vidcap.model.vocabulary import END, PAD, START, UNKNOWN, sentence_of

Squares = npt.NDArray[np.uint8]  # (N, S, S, 3), RGB
Features = npt.NDArray[np.float16]  # (1 or 2, N, R, C): the pictures, and their mirror images
Rows = npt.NDArray[np.int64]  # (B,), places of pictures in their split
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Phase:
    """One run over the data with its own aim and rates."""

    epochs: int
    pictures: int  # of a step
    rate: float  # highest learning rate of the decoder
    encoder_rate: float  # the same of the encoder; 0: frozen, its features are kept on disk
    warm_up: int  # steps until the rate is reached
    is_rewarded: bool = False  # learn from the reward of its own sentences, not from people's words
    captions: int = 2  # people's captions, or its own sentences, of each picture in a step
    smoothing: float = 0.1  # of people's words
    weight_decay: float = 0.05


class Trainer:
    """What the phases share: the network, the data, and one loop over epochs."""

    def __init__(
        self,
        network: Network,
        splits: Mapping[str, list[Captioned]],
        squares: Mapping[str, Squares],
        out: Path,
        *,
        seed: int,
        progress: Progress,
    ) -> None:
        """Take the splits `train` and `val`, and `out` for all that is kept."""
        self.network, self.out, self.seed, self.progress = network, out, seed, progress
        self.squares = squares
        self.tokens = [
            [network.vocabulary.encode(text, longest=network.size.longest) for text in i.captions]
            for i in splits["train"]
        ]
        self.references = [item.captions for item in splits["val"]]

    def run(self, name: str, phase: Phase) -> None:
        """Train one phase and leave the network with the weights of its best epoch."""
        kept = self._features_of(name) if phase.encoder_rate == 0 else None
        reward = CiderD([[t[1:-1] for t in s] for s in self.tokens]) if phase.is_rewarded else None
        optimiser = self._optimiser(phase)
        steps = math.ceil(len(self.tokens) / phase.pictures)
        done, best = self._resume(name, optimiser, kept)
        for epoch in range(done, phase.epochs):
            torch.manual_seed(self.seed * 1000 + epoch)
            chance = np.random.default_rng([self.seed, epoch])
            started, losses = time.monotonic(), []
            for step, rows in enumerate(_batches(len(self.tokens), phase.pictures, chance)):
                share = _rate_at(epoch * steps + step, phase.warm_up, steps * phase.epochs)
                for group in optimiser.param_groups:
                    group["lr"] = group["highest"] * share
                regions = self._regions(rows, chance, kept)
                if reward is None:
                    loss = self._loss_of_words(regions, rows, phase, chance)
                else:
                    loss = self._loss_of_reward(regions, rows, phase, reward)
                losses.append(_take_step(loss, optimiser))
                if step % 20 == 0:
                    mean = float(np.mean(losses[-20:]))
                    self.progress(f"{name} {epoch + 1}/{phase.epochs}, {step}/{steps}: {mean:.4f}")
            scores = self.validate(kept)
            best = max(best, scores["CIDEr"])
            self._keep(name, optimiser, epoch + 1, best, is_best=best == scores["CIDEr"])
            row = {"phase": name, "epoch": epoch + 1, "loss": float(np.mean(losses)), **scores}
            self._note({**row, "seconds": time.monotonic() - started})
        if phase.epochs:
            self.network.load_state_dict(load_file(self.out / f"{name}-best.safetensors"))

    def _optimiser(self, phase: Phase) -> torch.optim.Optimizer:
        """Return AdamW with a rate for the encoder and one for the decoder."""
        encoder, decoder = self.network.encoder, self.network.decoder
        encoder.requires_grad_(phase.encoder_rate > 0)
        groups = []
        for part, rate in ((decoder, phase.rate), (encoder, phase.encoder_rate)):
            if rate > 0:
                wide = [p for p in part.parameters() if p.ndim > 1]
                thin = [p for p in part.parameters() if p.ndim <= 1]  # biases and norms: no decay
                groups += [{"params": wide, "highest": rate, "weight_decay": phase.weight_decay}]
                groups += [{"params": thin, "highest": rate, "weight_decay": 0.0}]
        return torch.optim.AdamW(groups, betas=(0.9, 0.98))

    def _loss_of_words(
        self, regions: Tensor, rows: Rows, phase: Phase, chance: np.random.Generator
    ) -> Tensor:
        """Return the cross-entropy of people's words, given the words before them."""
        chosen = [
            self.tokens[row][index]
            for row in rows
            for index in chance.permutation(len(self.tokens[row]))[: phase.captions]
        ]
        tokens = nn.utils.rnn.pad_sequence(
            [torch.tensor(caption) for caption in chosen], batch_first=True, padding_value=PAD
        )
        counts = torch.tensor([min(phase.captions, len(self.tokens[row])) for row in rows])
        self.network.decoder.train()
        with autocast(self.network.device):
            state = self.network.decoder.begin(regions)
            state = state.rows(torch.arange(len(rows)).repeat_interleave(counts))
            scores = self.network.decoder(state, tokens[:, :-1])
        targets = tokens[:, 1:].masked_fill(tokens[:, 1:] == UNKNOWN, PAD)  # never taught
        return nn.functional.cross_entropy(
            scores.float().flatten(0, 1),
            targets.flatten(),
            ignore_index=PAD,
            label_smoothing=phase.smoothing,
        )

    def _loss_of_reward(self, regions: Tensor, rows: Rows, phase: Phase, reward: CiderD) -> Tensor:
        """Return the self-critical loss of sentences drawn from the network itself."""
        decoder, each = self.network.decoder.eval(), phase.captions  # drawn as it will be used
        several = torch.arange(len(rows)).repeat_interleave(each)
        with autocast(self.network.device):
            state = decoder.begin(regions).rows(several)
            sentences = sample(decoder, state, len(several), longest=self.network.size.longest)
            starts = torch.full((len(sentences), 1), START)
            scores = decoder(state, torch.cat([starts, sentences[:, :-1]], 1))
        rewards = torch.tensor(
            [
                reward.score(int(rows[place // each]), [w for w in words if w not in (PAD, END)])
                for place, words in enumerate(sentences.tolist())
            ]
        ).view(len(rows), each)
        return policy_loss(scores, sentences, advantages(rewards).flatten())

    def _features_of(self, phase: str) -> dict[str, Features]:
        """Return the features of both splits from the encoder as it is when the phase begins."""
        return {
            "train": self._features(phase, "train", views=2),
            "val": self._features(phase, "val", views=1),
        }

    @torch.no_grad()
    def _features(self, phase: str, split: str, *, views: int) -> Features:
        """Return features mapped from a file that is made once; the second view is mirrored."""
        path = self.out / f"features-{phase}-{split}.npy"
        if not path.exists():
            encoder, squares = self.network.encoder.eval(), self.squares[split]
            shape = (views, len(squares), math.ceil(encoder.side / STRIDE) ** 2, encoder.channels)
            part = path.with_suffix(".part")
            kept = np.lib.format.open_memmap(part, "w+", np.float16, shape)
            for start in range(0, len(squares), 16):
                batch = as_batch(list(squares[start : start + 16]))
                for view in range(views):
                    with autocast(self.network.device):
                        regions = encoder(batch.flip(-1) if view else batch)
                    kept[view, start : start + 16] = regions.half().numpy()
                if start % 800 == 0:
                    self.progress(f"features of {split}: {start}/{len(squares)}")
            kept.flush()
            part.rename(path)
        return np.asarray(np.load(path, mmap_mode="r"))

    def _regions(
        self, rows: Rows, chance: np.random.Generator, kept: Mapping[str, Features] | None
    ) -> Tensor:
        """Return the regions (B, R, C) of pictures, each as it is or mirrored at random.

        Where no features are kept the pictures are altered and go through the encoder that is
        being trained; its batch statistics stay as published.
        """
        if kept is not None:
            views = chance.integers(len(kept["train"]), size=len(rows))
            return torch.tensor(kept["train"][views, rows]).float()
        pictures = [altered(self.squares["train"][row], chance) for row in rows]
        self.network.encoder.eval()
        with autocast(self.network.device):
            regions: Tensor = self.network.encoder(as_batch(pictures))
        return regions

    @torch.no_grad()
    def validate(self, kept: Mapping[str, Features] | None) -> dict[str, float]:
        """Return the scores of beam search on the validation split."""
        self.network.eval()
        said: list[str] = []
        for start in range(0, len(self.references), 50):
            if kept is None:
                batch = as_batch(list(self.squares["val"][start : start + 50]))
                with autocast(self.network.device):
                    regions = self.network.encoder(batch)
            else:
                regions = torch.tensor(kept["val"][0, start : start + 50]).float()
            said += [sentence_of(found[0].words) for found in self.network.say(regions)]
        self.progress(f"said: {said[0]} {said[1]} {said[2]}")
        return metrics.score(said, self.references)

    def _keep(
        self, name: str, optimiser: torch.optim.Optimizer, epoch: int, best: float, *, is_best: bool
    ) -> None:
        """Write the epoch's weights and the optimiser's state, to go on from after a kill."""
        weights = {key: value.contiguous() for key, value in self.network.state_dict().items()}
        if is_best:
            save_file(weights, self.out / f"{name}-best.safetensors")
        moments = {
            f"{number}.{key}": value
            for number, slots in optimiser.state_dict()["state"].items()
            for key, value in slots.items()
        }
        tensors = {f"network.{key}": value for key, value in weights.items()}
        tensors |= {f"optimiser.{key}": value.contiguous() for key, value in moments.items()}
        part = self.out / f"{name}-last.part"
        save_file(tensors, part, {"epoch": str(epoch), "best": repr(best)})
        part.rename(self.out / f"{name}-last.safetensors")

    def _resume(
        self, name: str, optimiser: torch.optim.Optimizer, kept: Mapping[str, Features] | None
    ) -> tuple[int, float]:
        """Load the last whole epoch of the phase; return its number and the best CIDEr so far.

        A phase that begins takes the network as it is for its best so far: it may not make it
        worse.
        """
        path = self.out / f"{name}-last.safetensors"
        if not path.exists():
            best = self.validate(kept)["CIDEr"]
            self._keep(name, optimiser, 0, best, is_best=True)
            return 0, best
        tensors = load_file(path)
        with safe_open(path, "pt") as file:
            header = file.metadata()
        moments: dict[int, dict[str, Tensor]] = {}
        weights: dict[str, Tensor] = {}
        for key, value in tensors.items():
            part, rest = key.split(".", 1)
            if part == "network":
                weights[rest] = value
            else:
                number, slot = rest.split(".")
                moments.setdefault(int(number), {})[slot] = value
        self.network.load_state_dict(weights)
        fresh: dict[str, Any] = optimiser.state_dict()
        optimiser.load_state_dict({**fresh, "state": moments})
        return int(header["epoch"]), float(header["best"])

    def _note(self, row: dict[str, Any]) -> None:
        """Add a line to `out/log.csv` and tell it."""
        path = self.out / "log.csv"
        is_new = not path.exists()
        with path.open("a", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, row)
            if is_new:
                writer.writeheader()
            writer.writerow(row)
        self.progress(
            ", ".join(
                f"{k} {v:.4g}" if isinstance(v, float) else f"{k} {v}" for k, v in row.items()
            )
        )


def _take_step(loss: Tensor, optimiser: torch.optim.Optimizer) -> float:
    """Take one step down the loss, its gradient clipped; return the loss."""
    optimiser.zero_grad(set_to_none=True)
    torch.autograd.backward(loss)
    for group in optimiser.param_groups:
        nn.utils.clip_grad_norm_(group["params"], 1.0)
    optimiser.step()
    return loss.item()


def _rate_at(step: int, warm_up: int, steps: int) -> float:
    """Return the share of the highest rate: a straight rise, then half a cosine down to 2 %."""
    if step < warm_up:
        return (step + 1) / warm_up
    part = min((step - warm_up) / max(steps - warm_up, 1), 1.0)
    return 0.02 + 0.98 * (1 + math.cos(math.pi * part)) / 2


def _batches(count: int, size: int, chance: np.random.Generator) -> Iterator[npt.NDArray[np.int64]]:
    """Yield all numbers below `count` in random order, `size` at a time."""
    order = chance.permutation(count)
    for start in range(0, count, size):
        yield order[start : start + size]
