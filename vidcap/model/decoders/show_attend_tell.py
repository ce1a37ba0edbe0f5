"""Show, Attend and Tell: an LSTM that looks at the regions anew for every word.

Soft attention takes the mean of the regions under its weights; hard attention takes one region,
drawn by them, and is trained by the reward of having drawn it.

Shapes: `B` rows, `R` regions, `C` channels of a region, `D` width, `T` words, `V` words.

Source: Xu et al., "Show, Attend and Tell: Neural Image Caption Generation with Visual Attention",
ICML 2015: sections 3.1.2 (decoder), 4.1 (hard attention), 4.2.1 (doubly stochastic attention).
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from vidcap.model.decoders import Decoder, DecoderSize, State, cross_entropy
from vidcap.model.decoders.words import AdditiveAttention, Words
from vidcap.model.vocabulary import PAD

EVENLY = 0.05  # weight of the pull towards looking at every region about equally often
EXPLORE = 0.002  # weight of the entropy of hard attention (lambda_e)
MOMENTUM = 0.9  # of the moving mean that a draw's reward is held against


class ShowAttendTell(Decoder):
    """An LSTM with additive attention, gated, over the grid."""

    usual: Tensor  # (), moving mean of the log-probability of a sentence; hard attention only

    def __init__(self, size: DecoderSize, channels: int, words: int, never: Sequence[int]) -> None:
        super().__init__(size, words, never)
        width = size.width
        self.is_hard = size.name.endswith("-hard")
        self.project = nn.Sequential(
            nn.Linear(channels, width), nn.LayerNorm(width), nn.Dropout(size.dropout)
        )
        self.words = Words(size, words)
        self.attention = AdditiveAttention(width)
        self.gate = nn.Linear(width, width)
        self.first_hidden = nn.Linear(width, width)
        self.first_cell = nn.Linear(width, width)
        self.lstm = nn.LSTMCell(2 * width, width)
        self.join = nn.Linear(2 * width, width)
        self.register_buffer("usual", torch.zeros(()))

    def begin(self, regions: Tensor) -> State:
        """Return the state before the first word: regions, keys; hidden and cell."""
        seen = self.project(regions)
        mean = seen.mean(1)
        past = torch.tanh(self.first_hidden(mean)), torch.tanh(self.first_cell(mean))
        return State((seen, self.attention.remember(seen)), past)

    def advance(self, state: State, tokens: Tensor) -> tuple[State, Tensor]:
        """Return the state after `tokens` (B,) and the scores (B, V) of the next word.

        Hard attention draws its region while it is trained and takes the likeliest one after.
        """
        state, scores, _ = self._advance(state, tokens)
        return state, scores

    def _advance(self, state: State, tokens: Tensor) -> tuple[State, Tensor, Tensor]:
        """Return state, scores, and the log-probability (B,) of the region that was drawn."""
        seen, keys = state.memory
        hidden, cell = state.past
        log_weights = self.attention(keys, hidden)
        weights = log_weights.exp()
        drawn_log_probs = torch.zeros_like(log_weights[:, 0])
        used = weights
        if self.is_hard:
            drawn = weights.multinomial(1) if self.training else weights.argmax(1, keepdim=True)
            drawn_log_probs = log_weights.gather(1, drawn)[:, 0]
            used = torch.zeros_like(weights).scatter(1, drawn, 1.0)
        context = (used[:, :, None].to(seen.dtype) * seen).sum(1)
        context = torch.sigmoid(self.gate(hidden)) * context
        word = self.words.embedded(tokens)
        hidden, cell = self.lstm(torch.cat([word, context], -1), (hidden, cell))
        scores = self.words.scores(self.join(torch.cat([hidden, context], -1)) + word)
        return State(state.memory, (hidden, cell), weights), scores, drawn_log_probs

    def loss(self, state: State, tokens: Tensor, targets: Tensor, *, smoothing: float) -> Tensor:
        """Return the cross-entropy and what keeps the attention even, or teaches its draws."""
        scores, looks, draws = [], [], []
        for step in range(tokens.shape[1]):
            state, score, draw = self._advance(state, tokens[:, step])
            assert state.looked is not None
            scores.append(score)
            looks.append(state.looked)
            draws.append(draw)
        said, looked = torch.stack(scores, 1), torch.stack(looks, 1)  # (B, T, V), (B, T, R)
        is_word = (targets != PAD).float()
        loss = cross_entropy(said, targets, smoothing=smoothing)
        if self.is_hard:
            return loss + self._loss_of_draws(said, targets, looked, torch.stack(draws, 1), is_word)
        times = (looked * is_word[:, :, None]).sum(1)  # (B, R): how long each region was looked at
        wanted = is_word.sum(1, keepdim=True) / looked.shape[-1]
        return loss + EVENLY * (times - wanted).square().sum(1).mean()

    def _loss_of_draws(
        self, said: Tensor, targets: Tensor, looked: Tensor, draws: Tensor, is_word: Tensor
    ) -> Tensor:
        """Return the loss whose gradient is the paper's estimator: a draw is good if words are.

        The reward of all draws of a sentence is its log-probability a word, less the usual one.
        """
        losses = functional.cross_entropy(
            said.float().transpose(1, 2), targets, ignore_index=PAD, reduction="none"
        )
        reward = -(losses.detach().sum(1) / is_word.sum(1))
        advantage = (reward - self.usual)[:, None]
        if self.training:
            self.usual.mul_(MOMENTUM).add_(reward.mean(), alpha=1 - MOMENTUM)
        entropy = -(looked * looked.clamp_min(1e-9).log()).sum(-1)
        gain = advantage * draws + EXPLORE * entropy
        return -(gain * is_word).sum() / is_word.sum()
