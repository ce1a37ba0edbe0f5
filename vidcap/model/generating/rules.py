"""What no sentence may do, whatever the decoder thinks of it; every way of generating obeys.

Shapes: `B` sentences under way, `T` words so far, `V` words of the vocabulary.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from vidcap.model.vocabulary import END

NEVER = float("-inf")


@dataclass(frozen=True, slots=True)
class Rules:
    """The words that may come next: never the last one again, and an end after one word at least.

    Source of the rule about three words: Paulus et al., "A Deep Reinforced Model for Abstractive
    Summarization", ICLR 2018, section 2.5.
    """

    unfinished: tuple[int, ...] = ()  # words that no sentence ends in: articles, prepositions
    foreign: tuple[int, ...] = ()  # words of other languages
    repeats_trigrams: bool = False  # whether three words in a row may come a second time

    def applied(self, log_probs: Tensor, said: Tensor) -> Tensor:
        """Return the log-probabilities (B, V), minus infinity for words that may not come next.

        Args:
            log_probs: (B, V), of the next word; not renormalised, so that sums stay the decoder's.
            said: (B, 1 + T), what began the sentence and its words so far.
        """
        last = said[:, -1:]
        banned = last
        if not self.repeats_trigrams and said.shape[1] > 3:
            is_again = (said[:, :-2] == said[:, -2:-1]) & (said[:, 1:-1] == last)
            banned = torch.cat([last, torch.where(is_again, said[:, 2:], last)], 1)
        allowed = log_probs.scatter(1, banned, NEVER)
        if self.foreign:
            allowed.masked_fill_(_among(self.foreign, log_probs.shape[1], said.device), NEVER)
        if said.shape[1] == 1:
            allowed[:, END] = NEVER
        elif self.unfinished:
            ends_badly = _among(self.unfinished, log_probs.shape[1], said.device)[last[:, 0]]
            allowed[:, END].masked_fill_(ends_badly, NEVER)
        return allowed


@lru_cache(maxsize=16)
def _among(words: tuple[int, ...], count: int, device: torch.device) -> Tensor:
    """Return which of `count` words are among some, (count,); every step asks for the same."""
    mask = torch.zeros(count, dtype=torch.bool)
    mask[list(words)] = True
    return mask.to(device)


FEWEST = Rules()
