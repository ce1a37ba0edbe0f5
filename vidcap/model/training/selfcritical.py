"""The self-critical step: sentences that score above the others of their picture become likelier.

Source: Rennie et al., "Self-critical Sequence Training for Image Captioning", CVPR 2017, section 3:
a sample is held against the greedy sentence of its picture. Luo, "A Better Variant of Self-Critical
Sequence Training", 2020, holds it against the mean of the picture's other samples.

Shapes: `B` pictures, `K` samples of each, `T` words, `V` words of the vocabulary.
"""

from __future__ import annotations

import torch
from torch import Tensor

from vidcap.model.decoders import Decoder, State
from vidcap.model.vocabulary import END, PAD


@torch.no_grad()
def sample(
    decoder: Decoder, state: State, starts: Tensor, *, longest: int, is_random: bool = True
) -> Tensor:
    """Return a sentence for each row of the state.

    Args:
        decoder: the network's decoder.
        state: before the first word.
        starts: (rows,), what begins each sentence; rows are B * K.
        is_random: draw words by their probability; false: take the likeliest (the greedy sentence).
        longest: words of a sentence, at most.

    Returns:
        (rows, T + 1): word numbers, `END` once the sentence is over, `PAD` after it.
    """
    tokens = starts
    is_open = torch.ones_like(starts, dtype=torch.bool)
    words: list[Tensor] = []
    for step in range(longest + 1):
        state, log_probs = decoder.step(state, tokens)
        drawn = log_probs.exp().multinomial(1)[:, 0] if is_random else log_probs.argmax(1)
        if step == longest:
            drawn = torch.full_like(drawn, END)
        tokens = torch.where(is_open, drawn, PAD)
        words.append(tokens)
        is_open = is_open & (tokens != END)
        if not is_open.any():
            break
    return torch.stack(words, 1)


def advantages(rewards: Tensor) -> Tensor:
    """Return how far each sample of a picture is above the mean of its others, from (B, K)."""
    others = (rewards.sum(1, keepdim=True) - rewards) / (rewards.shape[1] - 1)
    return rewards - others


def over_greedy(rewards: Tensor, greedy: Tensor) -> Tensor:
    """Return how far each sample (B, K) is above the greedy sentence (B,) of its picture."""
    return rewards - greedy[:, None]


def policy_loss(log_probs: Tensor, sentences: Tensor, advantage: Tensor) -> Tensor:
    """Return the loss whose gradient is the policy gradient, averaged over words.

    Args:
        log_probs: (B * K, T, V), of each word of the sentences, given the words before it.
        sentences: (B * K, T), as `sample` returns them.
        advantage: (B * K,).
    """
    chosen = log_probs.gather(-1, sentences[:, :, None])[:, :, 0]
    is_word = sentences != PAD
    chosen = chosen.masked_fill(~is_word, 0.0)
    return -(chosen * advantage[:, None]).sum() / is_word.sum()
