"""The loop that trains a network, phase by phase, and goes on after a kill."""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import torch
from torch import nn

from vidcap.model.agreement import Agreement
from vidcap.model.generating.rerank import Weights
from vidcap.model.network import Network
from vidcap.model.scoring import metrics
from vidcap.model.training.agreement import taught
from vidcap.model.training.features import FrozenEyes, LearningEyes, kept_features
from vidcap.model.training.journal import Journal
from vidcap.model.training.keeping import Average, Keeper, Reached
from vidcap.model.training.lessons import (
    Lesson,
    OwnSentences,
    PeoplesWords,
    drawn_caption,
    tokens_of,
    turned_round,
)
from vidcap.model.training.phases import Features, Phase, Rows, Split
from vidcap.model.training.rates import rate_at
from vidcap.model.vocabulary import sentence_of

Eyes = FrozenEyes | LearningEyes
Part = tuple[nn.Module, float]  # that learns, and its highest rate
Progress = Callable[[str], None]

_VALIDATED_AT_ONCE = 50  # pictures
_JUDGED_BY = Weights(backward=0.5)  # while it learns; `weigh` chooses the weights that stay
_TOLD_EVERY = 20  # batches


@dataclass(frozen=True, slots=True)
class _Run:
    """One phase under way."""

    name: str
    phase: Phase
    eyes: Eyes
    lesson: Lesson
    optimiser: torch.optim.Optimizer
    average: Average
    batches: int  # of an epoch


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
        self.journal = Journal(out)

    def run(self, name: str, phase: Phase) -> None:
        """Train one phase and leave the network with the weights of the epoch it keeps."""
        if phase.epochs > 0:
            parts = self._parts(phase)
            self._run(name, phase, self._eyes(name, phase), self._lesson(name, phase), parts)

    def run_backward(self, phase: Phase, *, seen_in: str, seen: Phase) -> None:
        """Teach the network to read sentences from their end (`generating/backward.py`).

        An epoch is judged by the order that this alone brings into the candidates of a search.

        Args:
            phase: of people's words.
            seen_in: the phase whose features are taken, or made.
            seen: that phase.
        """
        if phase.epochs == 0:
            return
        network = self.network
        network.backward = copy.deepcopy(network.decoder)  # it knows words and regions already
        network.rank_weights = dict.fromkeys(self.tokens, _JUDGED_BY)
        lesson = PeoplesWords(network.backward, turned_round(self.tokens), self.shares, phase)
        eyes = FrozenEyes(*self._features(seen_in, seen))
        self._run("backward", phase, eyes, lesson, [(network.backward, phase.rate)])

    def _run(
        self, name: str, phase: Phase, eyes: Eyes, lesson: Lesson, parts: Sequence[Part]
    ) -> None:
        self.network.requires_grad_(False)
        for part, _ in parts:
            part.requires_grad_(True)
        run = _Run(
            name,
            phase,
            eyes,
            lesson,
            _optimiser(parts, phase),
            Average(self.network, phase.averaging),
            math.ceil(len(self.train.squares) / phase.pictures),
        )
        keeper = Keeper(self.out, name, self.network, run.optimiser)
        reached = keeper.resume(run.average) or self._begun(keeper, run)
        for epoch in range(reached.epoch, phase.epochs):
            if phase.patience and epoch - reached.best_epoch >= phase.patience:
                self.progress(f"{name}: no better epoch since {reached.best_epoch}, enough")
                break
            started = time.monotonic()
            loss = self._epoch(run, epoch)
            with run.average.in_use():
                scores = self.validate(run.eyes)
                reached = replace(reached, epoch=epoch + 1)
                if scores["CIDEr"] > reached.best or phase.keeps == "last":
                    reached = Reached(epoch + 1, scores["CIDEr"], epoch + 1)
                    keeper.keep_best()
            keeper.keep(run.average, reached)
            seconds = time.monotonic() - started
            self.journal.note(
                {"phase": name, "epoch": epoch + 1, "loss": loss, **scores, "seconds": seconds}
            )
            told = ", ".join(f"{key} {value:.4f}" for key, value in scores.items())
            self.progress(f"{name} {epoch + 1}/{phase.epochs}: loss {loss:.4f}, {told}")
        keeper.load_best()

    def _begun(self, keeper: Keeper, run: _Run) -> Reached:
        """Take the network as it is for the best so far: a phase may not make it worse."""
        reached = Reached(0, self.validate(run.eyes)["CIDEr"], 0)
        keeper.keep_best()
        keeper.keep(run.average, reached)
        return reached

    def _epoch(self, run: _Run, epoch: int) -> float:
        """Learn from every picture once; return the mean loss."""
        torch.manual_seed(self.seed * 1000 + epoch)
        chance = np.random.default_rng([self.seed, epoch])
        phase, every = run.phase, run.phase.epochs * run.batches
        losses: list[float] = []
        started = time.monotonic()
        for batch, rows in enumerate(_batches(len(self.train.squares), phase.pictures, chance), 1):
            at = epoch * run.batches + batch - 1
            share = rate_at(at, phase.warm_up, every)
            for group in run.optimiser.param_groups:
                group["lr"] = group["highest"] * share
            regions = run.eyes.regions(rows, chance).to(self.network.device)
            loss = run.lesson.loss(regions, rows, chance, at / every)
            torch.autograd.backward(loss / phase.gathered)
            losses.append(loss.item())
            if batch % phase.gathered == 0 or batch == run.batches:
                _take_step(run.optimiser)
                run.average.update()
            if batch % _TOLD_EVERY == 0:
                pace = (time.monotonic() - started) / batch
                self.progress(
                    f"{run.name} {epoch + 1}/{phase.epochs}: batch {batch} of {run.batches}, "
                    f"loss {np.mean(losses[-_TOLD_EVERY:]):.4f}, "
                    f"{len(rows) / pace:.0f} pictures/s, {pace * (run.batches - batch):.0f} s left"
                )
        return float(np.mean(losses))

    def _lesson(self, name: str, phase: Phase) -> Lesson:
        """Return what is learnt from in a phase."""
        if not phase.is_rewarded:
            return PeoplesWords(self.network.decoder, self.tokens, self.shares, phase)
        agreement = self.agreement(name, phase) if phase.agreement else None
        return OwnSentences(self.network, self.tokens, self.shares, phase, agreement)

    def agreement(self, name: str, phase: Phase) -> Agreement:
        """Return towers that know which sentence fits which picture, as the encoder now sees it.

        Args:
            name: of the phase whose features are taken, or made.
            phase: itself.
        """
        self.progress("learning which sentence fits which picture")
        features, _ = self._features(name, phase)
        draw = partial(drawn_caption, self.tokens, self.shares)
        return taught(features, draw, words=len(self.network.vocabulary), seed=self.seed)

    def _eyes(self, phase_name: str, phase: Phase) -> Eyes:
        """Return what gives the regions in a phase; a frozen encoder looks only once."""
        if phase.encoder_rate > 0:
            return LearningEyes(self.network, self.train.squares, self.val.squares)
        return FrozenEyes(*self._features(phase_name, phase))

    def _features(self, phase_name: str, phase: Phase) -> tuple[Features, Features]:
        """Return the features of both splits, for training of several views of each picture."""
        self.network.settle()
        train, val = (
            kept_features(
                self.out / f"features-{phase_name}-{split_name}.npy",
                self.network,
                split.squares,
                views=views,
                seed=self.seed,
                progress=self.progress,
            )
            for split_name, split, views in (
                ("train", self.train, phase.views),
                ("val", self.val, 1),
            )
        )
        return train, val

    def _parts(self, phase: Phase) -> list[Part]:
        """Return the decoder and the encoder's layers with their rates, as far as they learn."""
        parts: list[Part] = [(self.network.decoder, phase.rate)]
        if phase.encoder_rate > 0:
            parts += [
                (layer, phase.encoder_rate * phase.encoder_decay**depth)
                for depth, layer in enumerate(reversed(layers_of(self.network.encoder)))
            ]
        return parts

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


def _optimiser(parts: Sequence[Part], phase: Phase) -> torch.optim.Optimizer:
    """Return AdamW with a rate for each part."""
    groups = []
    for part, rate in parts:
        wide = [p for p in part.parameters() if p.ndim > 1]
        thin = [p for p in part.parameters() if p.ndim <= 1]  # biases and norms: no decay
        for group, decay in ((wide, phase.weight_decay), (thin, 0.0)):
            if group:
                groups.append({"params": group, "highest": rate, "weight_decay": decay})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98))


def layers_of(module: nn.Module) -> list[nn.Module]:
    """Return the layers of a network from the picture upwards; together they hold all weights.

    A row of modules (`nn.Sequential`, `nn.ModuleList`) counts as its parts, a module with weights
    of its own as one layer.
    """
    children = [child for child in module.children() if any(True for _ in child.parameters())]
    if not children or next(module.parameters(recurse=False), None) is not None:
        return [module]
    layers: list[nn.Module] = []
    for child in children:
        is_row = isinstance(child, nn.Sequential | nn.ModuleList)
        layers += layers_of(child) if is_row else [child]
    return layers


def _take_step(optimiser: torch.optim.Optimizer) -> None:
    """Take one step down the gradients that have gathered, each group of weights clipped."""
    for group in optimiser.param_groups:
        nn.utils.clip_grad_norm_(group["params"], 1.0)
    optimiser.step()
    optimiser.zero_grad(set_to_none=True)


def _batches(count: int, size: int, chance: np.random.Generator) -> Iterator[Rows]:
    """Yield all numbers below `count` in random order, `size` at a time."""
    order = chance.permutation(count)
    for start in range(0, count, size):
        yield order[start : start + size]
