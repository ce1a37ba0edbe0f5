"""How well a sentence fits a picture: two towers that lay both into one space.

The decoder's probability tells whether a sentence sounds like what people say; this tells whether
it could be told from what they say of other pictures. It orders the candidates of a search
(`generating/rerank.py`), is a sign of how sure a sentence is, and may be a second reward in
training. Captions lie nearest to their own picture: Radford et al., "Learning Transferable Visual
Models From Natural Language Supervision", ICML 2021, section 2.3.

Shapes: `B` pictures, `K` sentences of each, `N` sentences, `R` regions, `C` channels, `T` words,
`D` of a vector.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from vidcap.model.vocabulary import END, PAD

WIDTH = 256  # D
DROPOUT = 0.3  # while it learns


class Agreement(nn.Module):
    """A tower for pictures: mean and maximum of their regions; one for sentences: their words."""

    def __init__(self, channels: int, words: int) -> None:
        """Make towers for regions of so many channels and a vocabulary of so many words."""
        super().__init__()
        pooled = 2 * channels
        self.picture = nn.Sequential(
            nn.LayerNorm(pooled), nn.Dropout(DROPOUT), nn.Linear(pooled, WIDTH)
        )
        self.word = nn.Embedding(words, WIDTH, padding_idx=PAD)
        self.dropout = nn.Dropout(DROPOUT)
        self.sentence = nn.Sequential(nn.LayerNorm(WIDTH), nn.Linear(WIDTH, WIDTH))

    def pooled(self, regions: Tensor) -> Tensor:
        """Return mean and maximum (B, 2 C) of regions (B, R, C)."""
        return torch.cat([regions.mean(1), regions.amax(1)], -1).float()

    def pictures(self, pooled: Tensor) -> Tensor:
        """Return unit vectors (B, D) of pictures from what `pooled` returned."""
        return functional.normalize(self.picture(pooled), dim=-1)

    def sentences(self, words: Tensor) -> Tensor:
        """Return unit vectors (N, D) of sentences (N, T); their ends and padding do not count."""
        is_word = ((words != PAD) & (words != END)).float()
        summed = (self.dropout(self.word(words)) * is_word[:, :, None]).sum(1)
        mean = summed / is_word.sum(1, keepdim=True).clamp(min=1)
        return functional.normalize(self.sentence(mean), dim=-1)

    @torch.no_grad()
    def score(self, regions: Tensor, words: Tensor) -> Tensor:
        """Return the cosine (B, K) of each picture with its sentences (B * K, T)."""
        pictures, sentences = self.pictures(self.pooled(regions)), self.sentences(words)
        return torch.einsum("bd,bkd->bk", pictures, sentences.view(len(pictures), -1, WIDTH))
