"""Encoders turn a picture into regions: a grid of features that a decoder tells of.

A new encoder is a module with a child of `Encoder`, and a line in `_makers`.

Shapes: `B` pictures, `S` side of the square input in pixels, `R` regions, `C` channels of a region.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from functools import partial

from torch import Tensor

from vidcap.errors import InputError
from vidcap.model.encoders.published import Published, load_published

__all__ = ["Encoder", "encoder_names", "load_published", "open_encoder"]


class Encoder(Published):
    """The base of all encoders; each knows how its pictures are to be normalised."""

    channels: int  # of a region

    @abstractmethod
    def forward(self, pictures: Tensor) -> Tensor:
        """Return the features of each region of each picture.

        Args:
            pictures: (B, 3, S, S), RGB, values 0-255 in any dtype.

        Returns:
            (B, R, C), rows of the grid from top left to bottom right.
        """


def encoder_names() -> tuple[str, ...]:
    """Return the names of all encoders that are one network."""
    return tuple(_makers())


def open_encoder(name: str) -> Encoder:
    """Return the encoder of that name, with random weights unless its own are shipped.

    Args:
        name: one of `encoder_names`; two that look together (`efficientnet_lite2+yolox_nano`);
            or one or two that look where things are found (`efficientnet_lite2@yolox_nano`, see
            `finders.open_finder` for what may stand last).

    Raises:
        InputError: no encoder has that name.
        MissingError: it needs a library that is not installed.
    """
    grid, at, finder = name.partition("@")
    if at:
        from vidcap.model.encoders.boxes import Boxed
        from vidcap.model.encoders.finders import open_finder

        return Boxed(open_encoder(grid), open_finder(finder))
    first, plus, others = name.partition("+")
    if plus:
        from vidcap.model.encoders.pair import Pair

        return Pair(open_encoder(first), open_encoder(others))
    makers = _makers()
    if name not in makers:
        raise InputError("no such encoder", repr(name), f"choose one of {', '.join(makers)}")
    return makers[name]()


def _makers() -> dict[str, Callable[[], Encoder]]:
    """Return what builds each encoder; imported here, for they build on this module."""
    from vidcap.model.encoders.dinov2 import DinoV2
    from vidcap.model.encoders.efficientnet_lite import SIZES, EfficientNetLite
    from vidcap.model.encoders.torchvision_nets import NETS, TorchvisionNet
    from vidcap.model.encoders.yolox_nano import YoloxNano

    return {
        **{name: partial(EfficientNetLite, name) for name in SIZES},
        "dinov2_vits14": DinoV2,
        "yolox_nano": YoloxNano,
        **{name: partial(TorchvisionNet, name) for name in NETS},
    }
