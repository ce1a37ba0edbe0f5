"""Networks whose weights others publish, and how they are filled with them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from torch import Tensor, nn

from vidcap.errors import InputError, MissingError
from vidcap.model.encoders.files import read_tensors

Source = Path | Literal["published"]


class Published(nn.Module):
    """A network that can take weights as their makers publish them."""

    name: str  # by which it is built
    side: int  # of its square input, in pixels

    def adopt(self, weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """Return published weights under the names of this network; here they are the same."""
        return dict(weights)

    def fetch(self) -> dict[str, Tensor]:
        """Return the weights its makers publish, from where they publish them.

        Raises:
            MissingError: they cannot be had that way.
        """
        raise MissingError(
            "its weights cannot be fetched by name", self.name, "give a file of weights"
        )

    def parts(self) -> tuple[Published, ...]:
        """Return the networks within that want weights, in the order of the name."""
        return (self,)


def load_published(network: Published, *sources: Source) -> None:
    """Fill a network with published weights.

    Args:
        network: an encoder, of one part or several (`resnet50+mobilenet_v2`); a part whose
            weights are shipped wants none.
        sources: for each part a file of weights, or `published`: what its makers offer.

    Raises:
        InputError: a file is not of that network, or the sources are too many or too few.
        MissingError: published weights cannot be had.
    """
    parts = network.parts()
    if len(parts) != len(sources):
        names = ", ".join(part.name for part in parts) or "none"
        raise InputError(
            f"{len(sources)} files of weights for {len(parts)} networks ({names})",
            network.name,
            "give one for each, in this order",
        )
    for part, source in zip(parts, sources, strict=True):
        if isinstance(source, Path):
            _fill(part, read_tensors(source), str(source))
        else:
            _fill(part, part.fetch(), f"published weights of {part.name}")


def _fill(part: Published, weights: Mapping[str, Tensor], where: str) -> None:
    remedy = f"give weights of {part.name}"
    try:
        state = part.adopt(weights)
    except (KeyError, ValueError) as error:
        raise InputError(f"is of another network ({error})", where, remedy) from error
    wanted = [name for name in part.state_dict() if not name.endswith("num_batches_tracked")]
    missing = [name for name in wanted if name not in state]
    if missing:
        raise InputError(
            f"is of another network: {len(missing)} of {len(wanted)} weights are missing, "
            f"the first is {missing[0]}",
            where,
            remedy,
        )
    try:
        part.load_state_dict(state, strict=False)
    except RuntimeError as error:
        raise InputError(f"is of another network ({error})", where, remedy) from error
