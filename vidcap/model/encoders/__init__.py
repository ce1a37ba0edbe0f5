"""Encoders turn a picture into regions: a grid of features that a decoder tells of.

A new encoder is a module with a child of `Encoder`, and a line in `open_encoder`.

Shapes: `B` pictures, `S` side of the square input in pixels, `R` regions, `C` channels of a region.
"""

from __future__ import annotations

from abc import abstractmethod

from torch import Tensor, nn

from vidcap.errors import InputError


class Encoder(nn.Module):
    """The base of all encoders; each knows how its pictures are to be normalised."""

    name: str  # by which `open_encoder` builds it
    side: int  # of the square input, in pixels
    channels: int  # of a region

    @abstractmethod
    def forward(self, pictures: Tensor) -> Tensor:
        """Return the features of each region of each picture.

        Args:
            pictures: (B, 3, S, S), RGB, values 0-255 in any dtype.

        Returns:
            (B, R, C), rows of the grid from top left to bottom right.
        """


ENCODERS = ("efficientnet_lite0", "efficientnet_lite1", "efficientnet_lite2", "yolox_nano")


def open_encoder(name: str) -> Encoder:
    """Return the encoder of that name, with random weights unless its own are shipped.

    Args:
        name: one of `ENCODERS`, or two that look together: `efficientnet_lite2+yolox_nano`.

    Raises:
        InputError: no encoder has that name.
    """
    first, plus, others = name.partition("+")
    if plus:
        from vidcap.model.encoders.pair import Pair

        return Pair(open_encoder(first), open_encoder(others))
    if name == "yolox_nano":
        from vidcap.model.encoders.yolox_nano import YoloxNano

        return YoloxNano()
    if name.startswith("efficientnet_lite") and name in ENCODERS:
        from vidcap.model.encoders.efficientnet_lite import EfficientNetLite

        return EfficientNetLite(name)
    raise InputError("no such encoder", name, f"choose one of {', '.join(ENCODERS)}")
