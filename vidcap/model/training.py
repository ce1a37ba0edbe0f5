"""Training: first the decoder on features of the frozen encoder, then the whole network.

The first phase computes the encoder's features once and keeps them on disk; the second trains
every layer at a low rate on pictures that are cropped, mirrored and greyed at random. Both go on
from their last whole epoch after a kill, with the same numbers as an unbroken run.
"""

from __future__ import annotations

import csv
import dataclasses
import json
import logging
import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from vidcap.errors import InputError
from vidcap.model import checkpoint, metrics
from vidcap.model.data import Captioned, read_pictures, read_split
from vidcap.model.decoder import DecoderSize
from vidcap.model.encoder import from_published
from vidcap.model.network import Network, autocast
from vidcap.model.pictures import as_batch, as_square
from vidcap.model.vocabulary import PAD, UNKNOWN, Vocabulary, sentence_of

log = logging.getLogger(__name__)

Squares = npt.NDArray[np.uint8]  # (N, S, S, 3), RGB
Features = npt.NDArray[np.float16]  # (2, N, R, C): the pictures and their mirror images


@dataclass(frozen=True, slots=True)
class Phase:
    """One run over the data with its own rates."""

    epochs: int
    pictures: int  # of a step
    rate: float  # highest learning rate of the decoder
    encoder_rate: float  # the same of the encoder; 0: frozen, its features are kept on disk
    warm_up: int  # steps until the rate is reached


@dataclass(frozen=True, slots=True)
class TrainingRecipe:
    """All that decides what comes out of training, besides the data."""

    encoder: str = "efficientnet_lite2"
    decoder: DecoderSize = DecoderSize()
    word_seen: int = 5  # times in the training captions before a word is learnt
    captions: int = 2  # of a picture in a step, chosen at random
    smoothing: float = 0.1
    weight_decay: float = 0.05
    decoder_phase: Phase = Phase(16, 64, 7e-4, 0.0, 300)
    whole_phase: Phase = Phase(2, 32, 1.5e-4, 6e-5, 60)
    seed: int = 1


Progress = Callable[[str], None]


def train(
    data: Path,
    out: Path,
    recipe: TrainingRecipe,
    *,
    encoder_weights: Path | None,
    language: str = "en",
    progress: Progress = log.info,
) -> Path:
    """Train a network and return the path of its weights, `out/network.safetensors`.

    Args:
        data: a folder with `captions.jsonl` (see `data.py`), splits `train` and `val`.
        out: a folder for everything that is made; a run that was killed goes on from it.
        recipe: the settings.
        encoder_weights: published weights of the encoder (a `.pth` of plain tensors); None
            starts it at random.
        language: of the captions.
        progress: gets a line of text now and then.

    Raises:
        InputError: the data are not as they should be, or `out` holds another recipe's run.
    """
    out.mkdir(parents=True, exist_ok=True)
    _claim(out, recipe)
    torch.manual_seed(recipe.seed)
    splits = {name: read_split(data, name, language) for name in ("train", "val")}
    captions = [text for item in splits["train"] for text in item.captions]
    vocabulary = Vocabulary.of_captions(captions, seen=recipe.word_seen)
    network = Network(recipe.encoder, recipe.decoder, vocabulary)
    if encoder_weights is not None:
        published = torch.load(encoder_weights, weights_only=True)
        network.encoder.load_state_dict(from_published(published))
    network.to(memory_format=torch.channels_last)
    squares = {name: _squares(data, out, items, name, network) for name, items in splits.items()}
    trainer = _Trainer(network, recipe, splits, squares, out, progress)
    trainer.run("decoder", recipe.decoder_phase)
    trainer.run("whole", recipe.whole_phase)
    weights = out / "network.safetensors"
    checkpoint.save(network, weights, {"recipe": dataclasses.asdict(recipe), "language": language})
    return weights


def _claim(out: Path, recipe: TrainingRecipe) -> None:
    """Keep the recipe in the folder, so that no run goes on from another's epochs."""
    path = out / "recipe.json"
    wanted = json.loads(json.dumps(dataclasses.asdict(recipe)))
    if path.exists() and json.loads(path.read_text(encoding="utf-8")) != wanted:
        raise InputError(
            "holds a run with another recipe", str(out), "choose another folder with -o"
        )
    path.write_text(json.dumps(wanted, indent=1) + "\n", encoding="utf-8")


def _squares(
    data: Path, out: Path, items: list[Captioned], split: str, network: Network
) -> Squares:
    """Return all pictures of a split as squares, mapped from a file that is made once."""
    side = network.encoder.side
    path = out / f"squares-{split}.npy"
    if not path.exists():
        part = path.with_suffix(".part")
        shape = (len(items), side, side, 3)
        kept = np.lib.format.open_memmap(part, "w+", np.uint8, shape)
        for place, picture in read_pictures(data, items):
            kept[place] = as_square(picture, side)
        kept.flush()
        part.rename(path)
    return np.asarray(np.load(path, mmap_mode="r"))


class _Trainer:
    """What both phases share: the network, the data, and one loop over epochs."""

    def __init__(
        self,
        network: Network,
        recipe: TrainingRecipe,
        splits: dict[str, list[Captioned]],
        squares: dict[str, Squares],
        out: Path,
        progress: Progress,
    ) -> None:
        self.network, self.recipe, self.out, self.progress = network, recipe, out, progress
        self.squares = squares
        longest = recipe.decoder.longest
        self.tokens = [
            [network.vocabulary.encode(text, longest=longest) for text in item.captions]
            for item in splits["train"]
        ]
        self.references = [item.captions for item in splits["val"]]

    def run(self, name: str, phase: Phase) -> None:
        """Train one phase and leave the network with the weights of its best epoch."""
        is_frozen = phase.encoder_rate == 0
        features = {
            split: self._features(split, mirror=split == "train")
            for split in (("train", "val") if is_frozen else ())
        }
        optimiser = self._optimiser(phase)
        steps = math.ceil(len(self.tokens) / phase.pictures)
        done, best = self._resume(name, optimiser)
        for epoch in range(done, phase.epochs):
            torch.manual_seed(self.recipe.seed * 1000 + epoch)
            chance = np.random.default_rng([self.recipe.seed, epoch])
            started, losses = time.monotonic(), []
            for step, rows in enumerate(_batches(len(self.tokens), phase.pictures, chance)):
                share = _rate_at(epoch * steps + step, phase.warm_up, steps * phase.epochs)
                for group in optimiser.param_groups:
                    group["lr"] = group["highest"] * share
                regions = (
                    self._kept_regions(features["train"], rows, chance)
                    if is_frozen
                    else self._seen_regions(rows, chance)
                )
                losses.append(self._step(regions, rows, optimiser, chance))
                if step % 20 == 0:
                    mean = float(np.mean(losses[-20:]))
                    self.progress(f"{name} {epoch + 1}/{phase.epochs}, {step}/{steps}: {mean:.3f}")
            scores = self.validate(features.get("val"))
            best = max(best, scores["CIDEr"])
            row = {"phase": name, "epoch": epoch + 1, "loss": float(np.mean(losses)), **scores}
            self._keep(name, optimiser, epoch + 1, best, is_best=best == scores["CIDEr"])
            self._note({**row, "seconds": time.monotonic() - started})
        self.network.load_state_dict(load_file(self.out / f"{name}-best.safetensors"))

    def _optimiser(self, phase: Phase) -> torch.optim.Optimizer:
        """Return AdamW with a rate for the encoder and one for the decoder."""
        encoder, decoder = self.network.encoder, self.network.decoder
        encoder.requires_grad_(phase.encoder_rate > 0)
        decay = self.recipe.weight_decay
        groups = []
        for part, rate in ((decoder, phase.rate), (encoder, phase.encoder_rate)):
            if rate > 0:
                wide = [p for p in part.parameters() if p.ndim > 1]
                thin = [p for p in part.parameters() if p.ndim <= 1]  # biases and norms: no decay
                groups += [{"params": wide, "highest": rate, "weight_decay": decay}]
                groups += [{"params": thin, "highest": rate, "weight_decay": 0.0}]
        return torch.optim.AdamW(groups, betas=(0.9, 0.98))

    def _step(
        self,
        regions: Tensor,
        rows: npt.NDArray[np.int64],
        optimiser: torch.optim.Optimizer,
        chance: np.random.Generator,
    ) -> float:
        """Take one step on the pictures `rows`, whose regions are (B, R, C); return the loss."""
        each = self.recipe.captions
        chosen = [
            self.tokens[row][index]
            for row in rows
            for index in chance.permutation(len(self.tokens[row]))[:each]
        ]
        tokens = nn.utils.rnn.pad_sequence(
            [torch.tensor(caption) for caption in chosen], batch_first=True, padding_value=PAD
        )
        counts = torch.tensor([min(each, len(self.tokens[row])) for row in rows])
        self.network.decoder.train()
        with autocast(self.network.device):
            state = self.network.decoder.begin(regions)
            state = state.rows(torch.arange(len(rows)).repeat_interleave(counts))
            scores = self.network.decoder(state, tokens[:, :-1])
        targets = tokens[:, 1:].masked_fill(tokens[:, 1:] == UNKNOWN, PAD)  # never taught
        loss = nn.functional.cross_entropy(
            scores.float().flatten(0, 1),
            targets.flatten(),
            ignore_index=PAD,
            label_smoothing=self.recipe.smoothing,
        )
        optimiser.zero_grad(set_to_none=True)
        torch.autograd.backward(loss)
        for group in optimiser.param_groups:
            nn.utils.clip_grad_norm_(group["params"], 1.0)
        optimiser.step()
        return loss.item()

    @torch.no_grad()
    def _features(self, split: str, *, mirror: bool) -> Features:
        """Return the frozen encoder's features, mapped from a file that is made once."""
        path = self.out / f"features-{split}.npy"
        if not path.exists():
            encoder, squares = self.network.encoder.eval(), self.squares[split]
            views = 2 if mirror else 1
            shape = (views, len(squares), math.ceil(encoder.side / 32) ** 2, encoder.channels)
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

    def _kept_regions(
        self, features: Features, rows: npt.NDArray[np.int64], chance: np.random.Generator
    ) -> Tensor:
        """Return kept features (B, R, C), each picture or its mirror image at random."""
        views = chance.integers(len(features), size=len(rows))
        return torch.tensor(features[views, rows]).float()

    def _seen_regions(self, rows: npt.NDArray[np.int64], chance: np.random.Generator) -> Tensor:
        """Return the regions (B, R, C) of altered pictures, through the encoder being trained."""
        pictures = [altered(self.squares["train"][row], chance) for row in rows]
        self.network.encoder.eval()  # batch statistics stay as published; weights are trained
        with autocast(self.network.device):
            regions: Tensor = self.network.encoder(as_batch(pictures))
        return regions

    @torch.no_grad()
    def validate(self, features: Features | None) -> dict[str, float]:
        """Return the scores of beam search on the validation split."""
        self.network.eval()
        said: list[str] = []
        for start in range(0, len(self.references), 50):
            if features is None:
                batch = as_batch(list(self.squares["val"][start : start + 50]))
                with autocast(self.network.device):
                    regions = self.network.encoder(batch)
            else:
                regions = torch.tensor(features[0, start : start + 50]).float()
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

    def _resume(self, name: str, optimiser: torch.optim.Optimizer) -> tuple[int, float]:
        """Load the last whole epoch of the phase; return its number and the best CIDEr so far."""
        path = self.out / f"{name}-last.safetensors"
        if not path.exists():
            return 0, 0.0
        tensors = load_file(path)
        size = int.from_bytes(path.read_bytes()[:8], "little")
        with path.open("rb") as file:
            header = json.loads(file.read(8 + size)[8:])["__metadata__"]
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
        kept: dict[str, Any] = optimiser.state_dict()
        optimiser.load_state_dict({**kept, "state": moments})
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


def altered(picture: npt.NDArray[np.uint8], chance: np.random.Generator) -> npt.NDArray[np.uint8]:
    """Return the square picture cropped, mirrored, and at times greyed or darkened, at random.

    Crops keep 75 to 100 % of each side, chosen apart: people squash pictures in many ways, and
    film is wider than photographs. One picture in eight is grey and one in four is dimmed, as
    film may be.
    """
    side = picture.shape[0]
    height, width = (chance.uniform(0.75, 1, 2) * side).astype(int)
    top, left = chance.integers(side - height + 1), chance.integers(side - width + 1)
    part = as_square(picture[top : top + height, left : left + width], side)
    if chance.random() < 0.5:
        part = part[:, ::-1]
    if chance.random() < 1 / 8:
        grey = cv2.cvtColor(np.ascontiguousarray(part), cv2.COLOR_RGB2GRAY)
        part = np.repeat(np.asarray(grey, np.uint8)[:, :, None], 3, 2)
    if chance.random() < 1 / 4:
        part = (part * chance.uniform(0.4, 1.1)).clip(0, 255).astype(np.uint8)
    return np.ascontiguousarray(part)
