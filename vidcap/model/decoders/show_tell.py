"""Show and Tell: one vector of the picture is the first input of an LSTM.

Shapes: `B` rows, `R` regions, `C` channels of a region, `D` width, `V` words.

Source: Vinyals et al., "Show and Tell: A Neural Image Caption Generator", CVPR 2015, section 3.
"""

from __future__ import annotations

from collections.abc import Sequence

from torch import Tensor, nn

from vidcap.model.decoders import Decoder, DecoderSize, State
from vidcap.model.decoders.words import Words


class ShowTell(Decoder):
    """An LSTM that sees the picture once, before the first word."""

    def __init__(self, size: DecoderSize, channels: int, words: int, never: Sequence[int]) -> None:
        super().__init__(size, words, never)
        self.project = nn.Linear(channels, size.width)
        self.words = Words(size, words)
        self.lstm = nn.LSTMCell(size.width, size.width)

    def begin(self, regions: Tensor) -> State:
        """Return the state (hidden and cell, each (B, D)) after the mean of the regions."""
        picture = self.project(regions.mean(1))
        return State((), self.lstm(picture))

    def advance(self, state: State, tokens: Tensor) -> tuple[State, Tensor]:
        """Return the state after `tokens` (B,) and the scores (B, V) of the next word."""
        hidden, cell = self.lstm(self.words.embedded(tokens), state.past)
        return State(state.memory, (hidden, cell)), self.words.scores(hidden)
