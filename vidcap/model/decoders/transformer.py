"""A small transformer decoder with cross attention to the regions; keys and values are kept.

Shapes: `B` rows, `R` regions, `C` channels of a region, `T` words, `D` width, `H` heads, `V` words
of the vocabulary.

Source: Vaswani et al., "Attention Is All You Need", NIPS 2017, section 3, with the norm before
each part (Xiong et al., ICML 2020); attention over a grid of image regions follows Xu et al.,
"Show, Attend and Tell", ICML 2015.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from vidcap.model.decoders import Decoder, DecoderSize, State, with_mean
from vidcap.model.vocabulary import PAD


def split_heads(x: Tensor, heads: int) -> Tensor:
    """Return (B, T, D) as (B, H, T, D / H)."""
    rows, steps, width = x.shape
    return x.view(rows, steps, heads, width // heads).transpose(1, 2)


def attend(
    queries: Tensor, keys: Tensor, values: Tensor, allowed: Tensor | None
) -> tuple[Tensor, Tensor]:
    """Return scaled dot-product attention, heads joined again, (B, T, D), and its weights.

    Written out, since the backward pass of PyTorch's fused form is several times slower on
    processors (measured: 80 ms a picture against 46 ms with a vision transformer).

    Args:
        queries: (B, H, T, D / H).
        keys: (B, H, N, D / H).
        values: (B, H, N, D / H).
        allowed: broadcastable to (B, H, T, N), true where a query may look; None: everywhere.
    """
    scores = queries @ keys.transpose(-2, -1) * queries.shape[-1] ** -0.5
    if allowed is not None:
        scores = scores.masked_fill(~allowed, float("-inf"))
    weights = scores.softmax(-1)  # (B, H, T, N)
    heads: Tensor = weights @ values
    return heads.transpose(1, 2).flatten(2), weights


@dataclass(frozen=True, slots=True)
class Kept(State):
    """A state that keeps the regions' keys and values once for all sentences about a picture."""

    sharing: int = 1  # rows side by side that look at the same row of `memory`

    def repeated(self, times: int) -> Kept:
        """Return the state with each row `times` times, side by side."""
        past = tuple(part.repeat_interleave(times, 0) for part in self.past)
        return Kept(self.memory, past, sharing=self.sharing * times)

    def rows(self, index: Tensor) -> Kept:
        """Return the state of the chosen rows, in their order; a row may come several times."""
        pictures = index // self.sharing
        return Kept(
            tuple(part[pictures] for part in self.memory),
            tuple(part[index] for part in self.past),
        )

    def beams(self, index: Tensor) -> Kept:
        """Return the state of the chosen rows (A, K), as `State.beams`."""
        rows, pictures = index.flatten(), index[:, 0] // self.sharing
        memory = tuple(part if len(part) == len(index) else part[pictures] for part in self.memory)
        return Kept(memory, tuple(part[rows] for part in self.past), sharing=self.sharing)


class Layer(nn.Module):
    """Attention over the words so far, attention over the regions, and a feed-forward part."""

    def __init__(self, size: DecoderSize) -> None:
        super().__init__()
        width = size.width
        self.heads = size.heads
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(3))
        self.words_in = nn.Linear(width, 3 * width)
        self.words_out = nn.Linear(width, width)
        self.query = nn.Linear(width, width)
        self.key_value = nn.Linear(width, 2 * width)
        self.regions_out = nn.Linear(width, width)
        self.feed = nn.Sequential(
            nn.Linear(width, 4 * width),
            nn.GELU(),
            nn.Dropout(size.dropout),
            nn.Linear(4 * width, width),
        )
        self.dropout = nn.Dropout(size.dropout)

    def remember(self, regions: Tensor) -> tuple[Tensor, Tensor]:
        """Return keys and values of the regions (B, R, D)."""
        keys, values = self.key_value(regions).chunk(2, -1)
        keys, values = split_heads(keys, self.heads), split_heads(values, self.heads)
        return keys.contiguous(), values.contiguous()  # else every step would copy them

    def forward(
        self,
        x: Tensor,
        memory: tuple[Tensor, ...],
        past: tuple[Tensor, ...],
        allowed: Tensor | None,
    ) -> tuple[Tensor, tuple[Tensor, Tensor], Tensor]:
        """Return (B, T, D), keys and values of all words, and the attention to the regions.

        Keys and values are those of `past` and of `x`; the attention is (M, H, N, R), of `N` words
        to each of the `M` rows of memory.

        Args:
            x: (B, T, D), the words.
            memory: keys and values of the regions; where they have fewer rows than `x`, as many
                rows of `x` side by side look at the same.
            past: keys and values of the words before, empty where there are none.
            allowed: see `attend`.
        """
        queries, keys, values = (
            split_heads(part, self.heads) for part in self.words_in(self.norms[0](x)).chunk(3, -1)
        )
        if past:
            keys, values = torch.cat([past[0], keys], 2), torch.cat([past[1], values], 2)
        heard, _ = attend(queries, keys, values, allowed)
        x = x + self.dropout(self.words_out(heard))
        looking = self.query(self.norms[1](x)).view(len(memory[0]), -1, x.shape[-1])
        seen, weights = attend(split_heads(looking, self.heads), memory[0], memory[1], None)
        x = x + self.dropout(self.regions_out(seen.view_as(x)))
        return x + self.dropout(self.feed(self.norms[2](x))), (keys, values), weights


class Transformer(Decoder):
    """A decoder of a few transformer layers, with word vectors shared by input and output.

    Its state holds the keys and values of every layer, each (B, H, R or T, D / H).
    """

    def __init__(self, size: DecoderSize, channels: int, words: int, never: Sequence[int]) -> None:
        super().__init__(size, words, never)
        self.project = nn.Sequential(
            nn.Linear(channels, size.width), nn.LayerNorm(size.width), nn.Dropout(size.dropout)
        )
        self.embed = nn.Embedding(words, size.width, padding_idx=PAD)
        self.positions = nn.Parameter(torch.zeros(size.longest + 1, size.width))
        self.layers = nn.ModuleList(Layer(size) for _ in range(size.layers))
        self.norm = nn.LayerNorm(size.width)
        self.bias = nn.Parameter(torch.zeros(words))
        self.dropout = nn.Dropout(size.dropout)
        nn.init.normal_(self.embed.weight, std=size.width**-0.5)
        nn.init.normal_(self.positions, std=0.02)

    def hold(self, kind: torch.dtype) -> bool:
        """Hold all kernels in that type, but those of the words, whose scores are of float32."""
        for module in self.modules():
            if isinstance(module, nn.Linear):
                module.to(kind)
        return True

    def begin(self, regions: Tensor) -> State:
        """Return the state before the first word, from regions (B, R, C)."""
        seen = self.project(with_mean(regions))
        return Kept(tuple(part for layer in self.layers for part in layer.remember(seen)))  # type: ignore[operator]

    def advance(self, state: State, tokens: Tensor) -> tuple[State, Tensor]:
        """Return the state after `tokens` (B,) and the scores (B, V) of the next word."""
        at = state.past[0].shape[2] if state.past else 0
        x = self.embed(tokens)[:, None] + self.positions[at]
        past: list[Tensor] = []
        for index, layer in enumerate(self.layers):
            pair = slice(2 * index, 2 * index + 2)
            x, kept, weights = layer(x, state.memory[pair], state.past[pair], None)
            past += kept
        looked = weights.mean(1).flatten(0, 1)  # of the last layer: the mean of its heads
        with torch.autocast(x.device.type, enabled=False):  # scores of bfloat16 would tie
            scores = self._scores(x.float())[:, 0]
        state = dataclasses.replace(state, past=tuple(past), looked=looked[:, :-1])
        return state, scores

    def forward(self, state: State, tokens: Tensor) -> Tensor:
        """Return the scores (B, T, V) of the word after each of `tokens` (B, T), all at once."""
        steps = tokens.shape[1]
        x = self.dropout(self.embed(tokens) + self.positions[:steps])
        allowed = torch.ones(steps, steps, dtype=torch.bool, device=tokens.device).tril()
        for index, layer in enumerate(self.layers):
            x, _, _ = layer(x, state.memory[2 * index : 2 * index + 2], (), allowed)
        return self._scores(x)

    def _scores(self, x: Tensor) -> Tensor:
        return functional.linear(self.norm(x), self.embed.weight, self.bias)
