"""How probable a sentence is when it is read from its end: a second opinion on a candidate.

A decoder that says a sentence chooses each word by those before it. One that learnt people's
sentences from the last word to the first judges the same sentence otherwise, and knows its end
before its beginning.

Source: Sennrich, Haddow and Birch, "Edinburgh Neural Machine Translation Systems for WMT 16", 2016,
section 3, who put the candidates of a search in order so.

Shapes: `B` pictures, `K` sentences of each, `R` regions, `C` channels, `T` words.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from vidcap.model.decoders import Decoder
from vidcap.model.vocabulary import END, PAD


def from_the_end(words: Sequence[int]) -> list[int]:
    """Return a sentence's numbers with its words turned round between its beginning and its end."""
    return [words[0], *reversed(words[1:-1]), words[-1]]


@torch.no_grad()
def read_backward(
    decoder: Decoder, regions: Tensor, sentences: Sequence[Sequence[Sequence[int]]], *, start: int
) -> list[list[float]]:
    """Return the log-probability of each sentence about each picture, read from its end.

    Args:
        decoder: taught sentences that were turned round.
        regions: (B, R, C).
        sentences: of each picture, as word numbers without the special ones.
        start: word number that begins a sentence of the language.
    """
    most = max((len(one) for one in sentences), default=0)
    if most == 0:
        return [[] for _ in sentences]
    turned = [
        torch.tensor(from_the_end([start, *words, END]))
        for one in sentences
        for words in [*one, *[()] * (most - len(one))]
    ]
    words = nn.utils.rnn.pad_sequence(turned, batch_first=True, padding_value=PAD)
    words = words.to(regions.device)  # (B * K, T + 2)
    state = decoder.begin(regions).repeated(most)
    log_probs = decoder.log_probs(decoder(state, words[:, :-1]))
    chosen = log_probs.gather(-1, words[:, 1:, None])[:, :, 0]
    totals = chosen.masked_fill(words[:, 1:] == PAD, 0.0).sum(1).view(-1, most).tolist()
    return [row[: len(one)] for row, one in zip(totals, sentences, strict=True)]
