"""The loop that trains a network, phase by phase, and goes on after a kill."""

from __future__ import annotations

import csv
import math
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from vidcap.model import metrics
from vidcap.model.network import Network
from vidcap.model.training.features import FrozenEyes, LearningEyes, kept_features
from vidcap.model.training.keeping import Average, Keeper
from vidcap.model.training.lessons import Lesson, OwnSentences, PeoplesWords, tokens_of
from vidcap.model.training.phases import Phase, Rows, Split
from vidcap.model.vocabulary import sentence_of

Eyes = FrozenEyes | LearningEyes
Progress = Callable[[str], None]

_VALIDATED_AT_ONCE = 50  # pictures


class Trainer:
    """What the phases share: the network, the data, and one loop over epochs."""

    def __init__(
        self,
        network: Network,
        train: Split,
        val: Split,
        out: Path,
        *,
        shares: Mapping[str, float],
        seed: int,
        progress: Progress,
    ) -> None:
        """Take the data and settings.

        Args:
            network: to be trained.
            train: to learn from.
            val: to choose the best epoch by.
            out: a folder for all that is kept.
            shares: of the languages, the main one first.
            seed: of all that is drawn.
            progress: gets a line of text now and then.
        """
        self.network, self.train, self.val, self.out = network, train, val, out
        self.shares, self.seed, self.progress = shares, seed, progress
        self.tokens = tokens_of(network, train.captions)

    def run(self, name: str, phase: Phase) -> None:
        """Train one phase and leave the network with the weights of its best epoch."""
        if phase.epochs == 0:
            return
        eyes = self._eyes(name, phase)
        kind = OwnSentences if phase.is_rewarded else PeoplesWords
        lesson: Lesson = kind(self.network, self.tokens, self.shares, phase)
        optimiser = self._optimiser(phase)
        average = Average(self.network, phase.averaging)
        keeper = Keeper(self.out, name, self.network, optimiser)
        count = len(self.train.squares)
        steps = math.ceil(count / phase.pictures)
        done, best = keeper.resume(average) or self._begun(keeper, average, eyes)
        for epoch in range(done, phase.epochs):
            torch.manual_seed(self.seed * 1000 + epoch)
            chance = np.random.default_rng([self.seed, epoch])
            started, losses = time.monotonic(), []
            for step, rows in enumerate(_batches(count, phase.pictures, chance)):
                at = epoch * steps + step
                share = _rate_at(at, phase.warm_up, steps * phase.epochs)
                for group in optimiser.param_groups:
                    group["lr"] = group["highest"] * share
                regions = eyes.regions(rows, chance).to(self.network.device)
                loss = lesson.loss(regions, rows, chance, at / (steps * phase.epochs))
                losses.append(_take_step(loss, optimiser))
                average.update()
                if step % 20 == 0:
                    mean = float(np.mean(losses[-20:]))
                    left = (time.monotonic() - started) / (step + 1) * (steps - step - 1)
                    self.progress(
                        f"{name} {epoch + 1}/{phase.epochs}, {step}/{steps}: {mean:.4f}, "
                        f"{left:.0f} s left"
                    )
            with average.in_use():
                scores = self.validate(eyes)
                if scores["CIDEr"] > best:
                    best = scores["CIDEr"]
                    keeper.keep_best()
            keeper.keep(average, epoch=epoch + 1, best=best)
            row = {"phase": name, "epoch": epoch + 1, "loss": float(np.mean(losses)), **scores}
            self._note({**row, "seconds": time.monotonic() - started})
        keeper.load_best()

    def _begun(self, keeper: Keeper, average: Average, eyes: Eyes) -> tuple[int, float]:
        """Take the network as it is for the best so far: a phase may not make it worse."""
        best = self.validate(eyes)["CIDEr"]
        keeper.keep_best()
        keeper.keep(average, epoch=0, best=best)
        return 0, best

    def _eyes(self, phase_name: str, phase: Phase) -> Eyes:
        """Return what gives the regions in a phase; a frozen encoder looks only once."""
        if phase.encoder_rate > 0:
            return LearningEyes(self.network, self.train.squares, self.val.squares)
        train, val = (
            kept_features(
                self.out / f"features-{phase_name}-{split_name}.npy",
                self.network,
                split.squares,
                views=views,
                progress=self.progress,
            )
            for split_name, split, views in (("train", self.train, 2), ("val", self.val, 1))
        )
        return FrozenEyes(train, val)

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

    @torch.no_grad()
    def validate(self, eyes: Eyes) -> dict[str, float]:
        """Return the scores of beam search on the validation split.

        Those of the main language stand by their own names, others' names end in the language.
        """
        self.network.eval()
        scores: dict[str, float] = {}
        for language, references in self.val.captions.items():
            rows = [row for row, texts in enumerate(references) if texts]
            said: list[str] = []
            for start in range(0, len(references), _VALIDATED_AT_ONCE):
                regions = eyes.of_validation(slice(start, start + _VALIDATED_AT_ONCE))
                found = self.network.say(regions.to(self.network.device), language=language)
                said += [sentence_of(sentences[0].words, language) for sentences in found]
            self.progress(f"said: {said[0]} {said[1]} {said[2]}")
            known = metrics.score(
                [said[row] for row in rows], [references[row] for row in rows], language=language
            )
            end = f" {language}" if scores else ""
            scores |= {name + end: value for name, value in known.items()}
        return scores

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


def _batches(count: int, size: int, chance: np.random.Generator) -> Iterator[Rows]:
    """Yield all numbers below `count` in random order, `size` at a time."""
    order = chance.permutation(count)
    for start in range(0, count, size):
        yield order[start : start + size]
