"""Up-Down: one LSTM decides where to look, a second one what to say.

Shapes: `B` rows, `R` regions, `C` channels of a region, `D` width, `V` words.

Source: Anderson et al., "Bottom-Up and Top-Down Attention for Image Captioning and Visual Question
Answering", CVPR 2018, section 3.2.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from vidcap.model.decoders import Decoder, DecoderSize, State
from vidcap.model.decoders.words import AdditiveAttention, Words


class UpDown(Decoder):
    """An attention LSTM over regions, or a grid where there are none, and a language LSTM."""

    def __init__(self, size: DecoderSize, channels: int, words: int, never: Sequence[int]) -> None:
        super().__init__(size, words, never)
        width = size.width
        self.project = nn.Sequential(
            nn.Linear(channels, width), nn.LayerNorm(width), nn.Dropout(size.dropout)
        )
        self.words = Words(size, words)
        self.attention = AdditiveAttention(width)
        self.looking = nn.LSTMCell(3 * width, width)
        self.saying = nn.LSTMCell(2 * width, width)

    def begin(self, regions: Tensor) -> State:
        """Return the state before the first word: regions, keys, mean; both LSTMs at zero."""
        seen = self.project(regions)
        zero = seen.new_zeros(len(seen), self.size.width)
        memory = seen, self.attention.remember(seen), seen.mean(1)
        return State(memory, (zero, zero, zero, zero))

    def advance(self, state: State, tokens: Tensor) -> tuple[State, Tensor]:
        """Return the state after `tokens` (B,) and the scores (B, V) of the next word."""
        seen, keys, mean = state.memory
        looking, looking_cell, saying, saying_cell = state.past
        word = self.words.embedded(tokens)
        looking, looking_cell = self.looking(
            torch.cat([saying, mean, word], -1), (looking, looking_cell)
        )
        weights = self.attention(keys, looking).exp()
        context = (weights[:, :, None].to(seen.dtype) * seen).sum(1)
        saying, saying_cell = self.saying(torch.cat([context, looking], -1), (saying, saying_cell))
        past = looking, looking_cell, saying, saying_cell
        return State(state.memory, past, weights), self.words.scores(saying)
