"""The self-critical step: sentences that score above the others of their picture become likelier.

Source: Rennie et al., "Self-critical Sequence Training for Image Captioning", CVPR 2017, with the
baseline of Luo, "A Better Variant of Self-Critical Sequence Training", 2020: a sample is held
against the mean of the other samples of its picture, where Rennie et al. take the greedy sentence.

Shapes: `B` pictures, `K` samples of each, `T` words, `V` words of the vocabulary.
"""

from __future__ import annotations

import torch
from torch import Tensor

from vidcap.model.decoder import State, Transformer
from vidcap.model.vocabulary import END, PAD, START, UNKNOWN

FORBIDDEN = (PAD, START, UNKNOWN)  # words that are never said


def said_log_probs(scores: Tensor) -> Tensor:
    """Return log-probabilities of the words that may be said, from scores (..., V)."""
    scores = scores.float()
    banned = torch.zeros(scores.shape[-1], dtype=torch.bool, device=scores.device)
    banned[list(FORBIDDEN)] = True
    return scores.masked_fill(banned, float("-inf")).log_softmax(-1)


@torch.no_grad()
def sample(decoder: Transformer, state: State, rows: int, *, longest: int) -> Tensor:
    """Return a sentence drawn at random for each row of the state.

    Args:
        decoder: the network's decoder.
        state: before the first word, of `rows` rows.
        rows: B * K.
        longest: words of a sentence, at most.

    Returns:
        (rows, T + 1): word numbers, `END` once the sentence is over, `PAD` after it.
    """
    tokens = torch.full((rows,), START)
    is_open = torch.ones(rows, dtype=torch.bool)
    words: list[Tensor] = []
    for step in range(longest + 1):
        state, log_probs = decoder.step(state, tokens)
        drawn = said_log_probs(log_probs).exp().multinomial(1)[:, 0]
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


def policy_loss(scores: Tensor, sentences: Tensor, advantage: Tensor) -> Tensor:
    """Return the loss whose gradient is the policy gradient, averaged over words.

    Args:
        scores: (B * K, T, V), of each word of the sentences, given the words before it.
        sentences: (B * K, T), as `sample` returns them.
        advantage: (B * K,).
    """
    chosen = said_log_probs(scores).gather(-1, sentences[:, :, None])[:, :, 0]
    is_word = sentences != PAD
    chosen = chosen.masked_fill(~is_word, 0.0)
    return -(chosen * advantage[:, None]).sum() / is_word.sum()
