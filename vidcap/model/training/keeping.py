"""What a phase leaves on disk after every epoch: a killed run goes on with equal numbers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from vidcap.errors import InputError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


class Average:
    """The mean of the weights over the last steps, the older the less: EMA.

    Source: Polyak and Juditsky, "Acceleration of Stochastic Approximation by Averaging", 1992, in
    its exponential form.
    """

    def __init__(self, network: nn.Module, decay: float) -> None:
        """Start at the network's weights; with a decay of 0 it is always the network itself."""
        self.decay = decay
        self._network = network
        self.steps = 0
        self.weights = {
            name: value.detach().clone()
            for name, value in network.named_parameters()
            if decay and value.requires_grad
        }

    @torch.no_grad()
    def update(self) -> None:
        """Take in the weights after a step; the first steps count more, as there are few."""
        self.steps += 1
        decay = min(self.decay, self.steps / (self.steps + 9))
        parameters = dict(self._network.named_parameters())
        for name, mean in self.weights.items():
            mean.lerp_(parameters[name], 1 - decay)

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Let the network have the mean for a while."""
        self._swap()
        try:
            yield
        finally:
            self._swap()

    @torch.no_grad()
    def _swap(self) -> None:
        parameters = dict(self._network.named_parameters())
        for name, mean in self.weights.items():
            own = parameters[name].detach().clone()
            parameters[name].copy_(mean)
            mean.copy_(own)


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a phase has come."""

    epoch: int  # whole ones done
    best: float  # validation score so far
    best_epoch: int  # that had it; 0: none was better than the start


class Keeper:
    """The files of one phase: the state after the last whole epoch, and the best weights."""

    def __init__(
        self, folder: Path, phase: str, network: nn.Module, optimiser: torch.optim.Optimizer
    ) -> None:
        self.best_path = folder / f"{phase}-best.safetensors"
        self._last_path = folder / f"{phase}-last.safetensors"
        self._network, self._optimiser = network, optimiser

    def keep(self, average: Average, reached: Reached) -> None:
        """Write all that the next epoch needs."""
        moments = {
            f"{number}.{key}": value
            for number, slots in self._optimiser.state_dict()["state"].items()
            for key, value in slots.items()
        }
        groups = {
            "network": self._network.state_dict(),
            "optimiser": moments,
            "average": average.weights,
        }
        tensors = {
            f"{group}.{key}": value.contiguous()
            for group, values in groups.items()
            for key, value in values.items()
        }
        part = self._last_path.with_suffix(".part")
        header = {name: repr(value) for name, value in asdict(reached).items()}
        header["steps"] = str(average.steps)
        save_file(tensors, part, header)
        part.rename(self._last_path)

    def keep_best(self) -> None:
        """Write the network's weights as they are now."""
        weights = {key: value.contiguous() for key, value in self._network.state_dict().items()}
        save_file(weights, self.best_path)

    def resume(self, average: Average) -> Reached | None:
        """Go back to the last whole epoch; None: there is none."""
        if not self._last_path.exists():
            return None
        groups: dict[str, dict[str, Tensor]] = {"network": {}, "optimiser": {}, "average": {}}
        for key, value in load_file(self._last_path).items():
            group, name = key.split(".", 1)
            groups[group][name] = value
        with safe_open(self._last_path, "pt") as file:
            header = file.metadata()
        self._network.load_state_dict(groups["network"])
        moments: dict[int, dict[str, Tensor]] = {}
        for key, value in groups["optimiser"].items():
            number, slot = key.split(".")
            moments.setdefault(int(number), {})[slot] = value
        fresh: dict[str, Any] = self._optimiser.state_dict()
        self._optimiser.load_state_dict({**fresh, "state": moments})
        for name, value in groups["average"].items():
            average.weights[name].copy_(value)
        average.steps = int(header["steps"])
        return Reached(int(header["epoch"]), float(header["best"]), int(header["best_epoch"]))

    def load_best(self) -> None:
        """Give the network the weights of its best epoch."""
        self._network.load_state_dict(load_file(self.best_path))


def claim(folder: Path, recipe: DataclassInstance) -> None:
    """Keep the settings in the folder, so that no run goes on from another's epochs.

    Raises:
        InputError: a run with other settings is kept there.
    """
    path = folder / "recipe.json"
    wanted = json.loads(json.dumps(asdict(recipe)))
    if path.exists() and json.loads(path.read_text(encoding="utf-8")) != wanted:
        raise InputError(
            "holds a run with another recipe", str(folder), "choose another folder with -o"
        )
    path.write_text(json.dumps(wanted, indent=1) + "\n", encoding="utf-8")
