"""What the recurrent decoders share: word vectors in and scores out, and additive attention."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from vidcap.model.decoders import DecoderSize
from vidcap.model.vocabulary import PAD


class Words(nn.Module):
    """Vectors of words, shared by input and output (Press and Wolf, EACL 2017)."""

    def __init__(self, size: DecoderSize, words: int) -> None:
        super().__init__()
        self.embed = nn.Embedding(words, size.width, padding_idx=PAD)
        self.out = nn.Linear(size.width, size.width)
        self.bias = nn.Parameter(torch.zeros(words))
        self.dropout = nn.Dropout(size.dropout)
        nn.init.normal_(self.embed.weight, std=size.width**-0.5)

    def embedded(self, tokens: Tensor) -> Tensor:
        """Return the vectors (B, D) of `tokens` (B,)."""
        vectors: Tensor = self.dropout(self.embed(tokens))
        return vectors

    def scores(self, hidden: Tensor) -> Tensor:
        """Return the scores (B, V) of the next word, from (B, D).

        In use they are computed in float32: scores of bfloat16 would tie.
        """
        if self.training:
            return self._scores(hidden)
        with torch.autocast(hidden.device.type, enabled=False):
            return self._scores(hidden.float())

    def _scores(self, hidden: Tensor) -> Tensor:
        vectors = torch.tanh(self.out(self.dropout(hidden)))
        return functional.linear(self.dropout(vectors), self.embed.weight, self.bias)


class AdditiveAttention(nn.Module):
    """Weights of regions by a small network of each region and the state.

    Source: Bahdanau et al., "Neural Machine Translation by Jointly Learning to Align and
    Translate", ICLR 2015, appendix A.1.2.
    """

    def __init__(self, width: int) -> None:
        super().__init__()
        self.region = nn.Linear(width, width)
        self.state = nn.Linear(width, width, bias=False)
        self.energy = nn.Linear(width, 1)

    def remember(self, regions: Tensor) -> Tensor:
        """Return what of the regions (B, R, D) does not change from word to word."""
        keys: Tensor = self.region(regions)
        return keys

    def forward(self, keys: Tensor, state: Tensor) -> Tensor:
        """Return the logarithms of the weights (B, R), from keys (B, R, D) and state (B, D)."""
        energies = self.energy(torch.tanh(keys + self.state(state)[:, None]))[..., 0]
        log_weights: Tensor = energies.float().log_softmax(-1)
        return log_weights
