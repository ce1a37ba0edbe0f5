"""What training is told: its phases, and the pictures of a split with their captions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

Squares = npt.NDArray[np.uint8]  # (N, S, S, 3), RGB
Features = npt.NDArray[np.float16]  # (views, N, R, C), see `kept_features`
Rows = npt.NDArray[np.int64]  # (B,), places of pictures in their split


@dataclass(frozen=True, slots=True)
class Phase:
    """One run over the data with its own aim and rates."""

    epochs: int
    pictures: int  # of a step
    rate: float  # highest learning rate of the decoder
    encoder_rate: float  # the same of the encoder; 0: frozen, its features are kept on disk
    warm_up: int  # steps until the rate is reached
    encoder_decay: float = 1.0  # of the encoder's rate from each layer to the one before it
    views: int = 2  # of each picture that a frozen encoder looks at, see `kept_features`
    gathered: int = 1  # batches whose gradients make one step
    is_rewarded: bool = False  # learn from the reward of its own sentences, not from people's words
    captions: int = 2  # people's captions, or its own sentences, of each picture in a step
    baseline: Literal["others", "greedy"] = field(  # of rewards; see `selfcritical.py`
        default="others", metadata={"choices": ("others", "greedy")}
    )
    agreement: float = 0.0  # weight of the second reward, beside CIDEr-D; see `agreement.py`
    own_words: float = 0.0  # share of people's words that its own replace, at the end of the phase
    smoothing: float = 0.1  # of people's words
    weight_decay: float = 0.05
    patience: int = 0  # epochs without a better one after which the phase ends; 0: never early
    keeps: Literal["best", "last"] = field(  # epoch; last: even a worse one, as a part of a mean
        default="best", metadata={"choices": ("best", "last")}
    )
    averaging: float = 0.0  # the weights kept are their mean over about 1 / (1 - this) steps


@dataclass(frozen=True, slots=True)
class Split:
    """Pictures and what people wrote about them."""

    squares: Squares
    captions: Mapping[str, Sequence[Sequence[str]]]  # by language, of each picture; may be empty
