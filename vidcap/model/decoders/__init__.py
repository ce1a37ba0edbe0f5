"""Decoders turn regions of a picture into words, one word a step.

Every decoder offers the same step: `begin` once a picture, then `step` once a word, so that greedy
choice, beam search, sampling, training and scoring are written once. A new decoder is a module with
a child of `Decoder`, and a line in `open_decoder`.

Shapes: `B` rows (pictures, or pictures times candidates), `R` regions, `C` channels of a region,
`T` words, `V` words of the vocabulary.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from vidcap.errors import InputError
from vidcap.model.vocabulary import PAD


@dataclass(frozen=True, slots=True)
class DecoderSize:
    """The name of a decoder and the numbers that shape it."""

    layers: int = 3  # of the transformer
    width: int = 384  # of words, regions and states
    heads: int = 6  # of the transformer's attention
    longest: int = 24  # words of a sentence, at most
    dropout: float = 0.25
    name: str = "transformer"  # see `open_decoder`


@dataclass(frozen=True, slots=True)
class State:
    """What a decoder remembers between two words; every tensor has its rows first."""

    memory: tuple[Tensor, ...]  # of the picture: the same for all sentences about it
    past: tuple[Tensor, ...] = ()  # of the words so far
    looked: Tensor | None = None  # (B, R): how the last step's attention lay over the regions

    def rows(self, index: Tensor) -> State:
        """Return the state of the chosen rows, in their order; a row may come several times."""
        return State(
            tuple(part[index] for part in self.memory),
            tuple(part[index] for part in self.past),
            None if self.looked is None else self.looked[index],
        )

    def repeated(self, times: int) -> State:
        """Return the state with each row `times` times, side by side."""
        one = (*self.memory, *self.past)[0]
        return self.rows(torch.arange(len(one), device=one.device).repeat_interleave(times))

    def beams(self, index: Tensor) -> State:
        """Return the state of the chosen rows (A, K), K of the same picture side by side.

        Args:
            index: of as many beams a picture as there are, of all pictures or of some.
        """
        rows = index.flatten()
        memory = tuple(part if len(part) == len(rows) else part[rows] for part in self.memory)
        return State(memory, tuple(part[rows] for part in self.past))


class Decoder(nn.Module):
    """The base of all decoders."""

    never: Tensor  # (V,), true for the special words that are no part of any sentence

    def __init__(self, size: DecoderSize, words: int, never: Sequence[int]) -> None:
        """Take the shape, the number of words, and the word numbers that are never said."""
        super().__init__()
        self.size = size
        banned = torch.zeros(words, dtype=torch.bool)
        banned[list(never)] = True
        self.register_buffer("never", banned, persistent=False)

    def hold(self, kind: torch.dtype) -> bool:
        """Hold the kernels that only ever multiply in that type so; tell whether it did."""
        return False

    @abstractmethod
    def begin(self, regions: Tensor) -> State:
        """Return the state before the first word, from regions (B, R, C)."""

    @abstractmethod
    def advance(self, state: State, tokens: Tensor) -> tuple[State, Tensor]:
        """Return the state after `tokens` (B,) and the scores (B, V) of the next word."""

    def forward(self, state: State, tokens: Tensor) -> Tensor:
        """Return the scores (B, T, V) of the word after each of `tokens` (B, T)."""
        scores = []
        for step in range(tokens.shape[1]):
            state, score = self.advance(state, tokens[:, step])
            scores.append(score)
        return torch.stack(scores, 1)

    def step(self, state: State, tokens: Tensor) -> tuple[State, Tensor]:
        """Return the state after `tokens` (B,) and the log-probabilities (B, V) of the next."""
        state, scores = self.advance(state, tokens)
        return state, self.log_probs(scores)

    def log_probs(self, scores: Tensor) -> Tensor:
        """Return log-probabilities of the words that may be said, from scores (..., V)."""
        masked = scores.to(torch.float32, copy=True).masked_fill_(self.never, float("-inf"))
        return masked.log_softmax(-1)

    def loss(self, state: State, tokens: Tensor, targets: Tensor, *, smoothing: float) -> Tensor:
        """Return the mean cross-entropy of people's words, given the words before them.

        Args:
            state: before the first word.
            tokens: (B, T), the words before each.
            targets: (B, T), the words themselves; `PAD` where nothing is to be learnt.
            smoothing: share of the probability spread over all words (Szegedy et al., 2016).
        """
        return cross_entropy(self(state, tokens), targets, smoothing=smoothing)


def cross_entropy(scores: Tensor, targets: Tensor, *, smoothing: float) -> Tensor:
    """Return the mean over all targets (B, T) that are not `PAD`, from scores (B, T, V)."""
    return functional.cross_entropy(
        scores.float().flatten(0, 1),
        targets.flatten(),
        ignore_index=PAD,
        label_smoothing=smoothing,
    )


def with_mean(regions: Tensor) -> Tensor:
    """Return regions (B, R + 1, C): their mean is one more, to look at the picture as a whole."""
    return torch.cat([regions, regions.mean(1, keepdim=True)], 1)


DECODERS = ("transformer", "show-tell", "show-attend-tell", "show-attend-tell-hard", "up-down")


def open_decoder(size: DecoderSize, channels: int, words: int, never: Sequence[int]) -> Decoder:
    """Return the decoder of `size.name` with random weights.

    Args:
        size: its name and shape.
        channels: of the regions it will see.
        words: of the vocabulary.
        never: word numbers that are never said.

    Raises:
        InputError: no decoder has that name.
    """
    if size.name == "transformer":
        from vidcap.model.decoders.transformer import Transformer

        return Transformer(size, channels, words, never)
    if size.name == "show-tell":
        from vidcap.model.decoders.show_tell import ShowTell

        return ShowTell(size, channels, words, never)
    if size.name in ("show-attend-tell", "show-attend-tell-hard"):
        from vidcap.model.decoders.show_attend_tell import ShowAttendTell

        return ShowAttendTell(size, channels, words, never)
    if size.name == "up-down":
        from vidcap.model.decoders.up_down import UpDown

        return UpDown(size, channels, words, never)
    raise InputError("no such decoder", size.name, f"choose one of {', '.join(DECODERS)}")
