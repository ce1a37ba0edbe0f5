"""Sentences drawn at random from a decoder, without its long tail of improbable words.

Shapes: `B` rows, `V` words of the vocabulary.

Source: Holtzman et al., "The Curious Case of Neural Text Degeneration", ICLR 2020, section 3.1.
"""

from __future__ import annotations

import torch
from torch import Tensor

from vidcap.model.decoders import Decoder
from vidcap.model.generating.rules import FEWEST, NEVER, Rules
from vidcap.model.generating.search import Sentence
from vidcap.model.vocabulary import END, START


def nucleus(log_probs: Tensor, share: float) -> Tensor:
    """Return (B, V) with all words at minus infinity but the fewest that hold `share` together.

    Args:
        log_probs: (B, V), of the next word; need not be normalised.
        share: of the probability, above 0 and at most 1.
    """
    ranked, order = log_probs.softmax(-1).sort(-1, descending=True)
    before = ranked.cumsum(-1) - ranked
    is_out = torch.empty_like(order, dtype=torch.bool).scatter(1, order, before >= share)
    return log_probs.masked_fill(is_out, NEVER)


@torch.no_grad()
def sample(
    decoder: Decoder,
    regions: Tensor,
    *,
    generator: torch.Generator,
    start: int = START,
    samples: int = 5,
    share: float = 0.9,
    temperature: float = 1.0,
    longest: int = 24,
    rules: Rules = FEWEST,
) -> list[list[Sentence]]:
    """Return for each picture sentences drawn at random; one may come several times.

    A sentence that is not over after `longest` words, or that the rules leave no way to go on, is
    left out: there may be fewer than `samples`, even none.

    Args:
        decoder: the network's decoder.
        regions: (B, R, C), what the encoder made of the pictures.
        generator: where chance comes from, on the device of the regions.
        start: word number that begins a sentence of the language.
        samples: sentences of a picture.
        share: see `nucleus`; 1 draws from all words.
        temperature: above 0; below 1 the probable words become more probable.
        longest: words of a sentence, at most.
        rules: what no sentence may do.
    """
    pictures, device = len(regions), regions.device
    rows = pictures * samples
    state = decoder.begin(regions).repeated(samples)
    said = torch.full((rows, 1), start, device=device)
    totals = torch.zeros(rows, device=device)
    lengths = torch.zeros(rows, dtype=torch.long, device=device)  # 0: not over
    for length in range(longest + 1):
        state, log_probs = decoder.step(state, said[:, -1])
        allowed = nucleus(rules.applied(log_probs, said) / temperature, share)
        is_stuck = ~allowed.isfinite().any(1)
        chances = allowed.softmax(-1).masked_fill(is_stuck[:, None], 1.0)
        words = chances.multinomial(1, generator=generator)  # (B * samples, 1)
        is_open = lengths == 0
        drawn = log_probs.gather(1, words)[:, 0].masked_fill(is_stuck, NEVER)
        totals = torch.where(is_open, totals + drawn, totals)
        lengths = torch.where(is_open & (words[:, 0] == END), length, lengths)
        said = torch.cat([said, words], 1)
        if not (lengths == 0).any():
            break
    found: list[list[Sentence]] = [[] for _ in range(pictures)]
    rows_said, rows_total = said.tolist(), totals.tolist()
    for row, words_in in enumerate(lengths.tolist()):
        if words_in and rows_total[row] > NEVER:
            tokens = tuple(rows_said[row][1 : 1 + words_in])
            found[row // samples].append(Sentence(tokens, rows_total[row]))
    return found
