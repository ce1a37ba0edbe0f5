"""How well a sentence fits a picture, learnt from people's captions: the optional second reward.

CIDEr-D asks whether a sentence says what people said; this asks whether it could be told from the
sentences of other pictures. A picture and a sentence are each one vector, learnt so that captions
lie nearest to their own picture: two towers, a contrastive loss (Radford et al., ICML 2021, section
2.3). As a reward beside CIDEr-D: Liu et al., "Show, Tell and Discriminate", ECCV 2018, section 3.3.

Shapes: `B` pictures, `K` sentences of each, `R` regions, `C` channels, `T` words, `D` of a vector.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from vidcap.model.training.phases import Rows
from vidcap.model.vocabulary import END, PAD

WIDTH = 256  # D
EPOCHS = 12
BATCH = 128  # pictures; each sentence must be told from those of all others
RATE = 2e-3
WARMTH = 0.07  # divides the cosines in the contrastive loss

Look = Callable[[Rows, np.random.Generator], Tensor]  # (B,) to regions (B, R, C)
Draw = Callable[[int, np.random.Generator], Sequence[int]]  # a picture to one of its captions


class Agreement(nn.Module):
    """Two towers: the mean of a picture's regions, the mean of a sentence's words."""

    def __init__(self, channels: int, words: int) -> None:
        """Make towers for regions of so many channels and a vocabulary of so many words."""
        super().__init__()
        self.picture = nn.Sequential(nn.LayerNorm(channels), nn.Linear(channels, WIDTH))
        self.word = nn.Embedding(words, WIDTH, padding_idx=PAD)
        self.sentence = nn.Sequential(nn.LayerNorm(WIDTH), nn.Linear(WIDTH, WIDTH))

    def pictures(self, regions: Tensor) -> Tensor:
        """Return unit vectors (B, D) of pictures from regions (B, R, C)."""
        return functional.normalize(self.picture(regions.float().mean(1)), dim=-1)

    def sentences(self, words: Tensor) -> Tensor:
        """Return unit vectors (N, D) of sentences (N, T); their ends and padding do not count."""
        is_word = ((words != PAD) & (words != END)).float()
        summed = (self.word(words) * is_word[:, :, None]).sum(1)
        mean = summed / is_word.sum(1, keepdim=True).clamp(min=1)
        return functional.normalize(self.sentence(mean), dim=-1)

    @torch.no_grad()
    def score(self, regions: Tensor, words: Tensor) -> Tensor:
        """Return the cosine (B, K) of each picture with its sentences (B * K, T)."""
        pictures, sentences = self.pictures(regions), self.sentences(words)
        return torch.einsum("bd,bkd->bk", pictures, sentences.view(len(pictures), -1, WIDTH))


def taught(
    look: Look,
    draw: Draw,
    count: int,
    *,
    channels: int,
    words: int,
    seed: int,
    epochs: int = EPOCHS,
) -> Agreement:
    """Return towers taught on pictures and their captions; the same for the same seed.

    Args:
        look: gives the regions of training pictures.
        draw: gives one caption of a training picture, as word numbers.
        count: training pictures.
        channels: of a region.
        words: of the vocabulary.
        seed: of all that is drawn.
        epochs: times that every picture is seen.
    """
    chance = np.random.default_rng(seed)
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        towers = Agreement(channels, words)
    optimiser = torch.optim.AdamW(towers.parameters(), lr=RATE, weight_decay=0.05)
    size = min(BATCH, count)
    steps = epochs * (count // size)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps)
    for _ in range(epochs):
        order = chance.permutation(count)
        for start in range(0, count - size + 1, size):
            rows = order[start : start + size]
            captions = [torch.tensor(draw(int(row), chance)) for row in rows]
            written = nn.utils.rnn.pad_sequence(captions, batch_first=True, padding_value=PAD)
            pictures = towers.pictures(look(rows, chance).cpu())
            likeness = pictures @ towers.sentences(written).T / WARMTH
            own = torch.arange(len(rows))
            loss = functional.cross_entropy(likeness, own) + functional.cross_entropy(
                likeness.T, own
            )
            optimiser.zero_grad(set_to_none=True)
            torch.autograd.backward(loss)
            optimiser.step()
            schedule.step()
    return towers.eval().requires_grad_(False)
