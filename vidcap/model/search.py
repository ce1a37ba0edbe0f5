"""Beam search over any decoder: the most probable sentences of a picture.

Shapes: `B` pictures, `K` beams, `V` words of the vocabulary, `T` words.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from vidcap.model.decoders import Decoder
from vidcap.model.vocabulary import END, PAD, START, UNKNOWN

NEVER = -1e9  # a log-probability that loses against every sentence


@dataclass(frozen=True, slots=True)
class Sentence:
    """One generated sentence: word numbers without the special ones, and how probable it is."""

    tokens: tuple[int, ...]
    log_probability: float  # of the whole sentence, its end included; natural logarithm

    def score(self, length_exponent: float) -> float:
        """Return the log-probability over (words + 1) ** `length_exponent`: 1 is the mean a word.

        Source: Wu et al., "Google's Neural Machine Translation System", 2016, section 7, in its
        plain form.
        """
        return self.log_probability / float((len(self.tokens) + 1) ** length_exponent)


@torch.no_grad()
def beam_search(
    decoder: Decoder,
    regions: Tensor,
    *,
    start: int = START,
    beams: int = 3,
    longest: int = 24,
    length_exponent: float = 0.7,
) -> list[list[Sentence]]:
    """Return for each picture up to `beams` sentences, the best first; never none, never empty.

    A word is never repeated at once, and a special word other than the end is never chosen.

    Args:
        decoder: the network's decoder.
        regions: (B, R, C), what the encoder made of the pictures.
        start: word number that begins a sentence of the language.
        beams: candidates kept at each step; 1 is greedy choice (with the exponent 0).
        longest: words of a sentence, at most.
        length_exponent: see `Sentence.score`.
    """
    pictures, device = len(regions), regions.device
    first_beam = torch.arange(pictures, device=device)[:, None] * beams  # (B, 1)
    state = decoder.begin(regions)
    state = state.rows(torch.arange(pictures, device=device).repeat_interleave(beams))
    tokens = torch.full((pictures, beams), start, device=device)
    history = torch.empty(pictures, beams, 0, dtype=torch.long, device=device)
    scores = torch.full((pictures, beams), NEVER, device=device)
    scores[:, 0] = 0.0  # all beams are equal at first: one of them counts
    ended: list[list[Sentence]] = [[] for _ in range(pictures)]
    for length in range(longest + 1):
        state, log_probs = decoder.step(state, tokens.flatten())  # (B * K, V)
        log_probs = _allowed(log_probs, tokens.flatten(), length, longest)
        words = log_probs.shape[-1]
        totals = scores[:, :, None] + log_probs.view(pictures, beams, words)
        best, chosen = totals.flatten(1).topk(2 * beams)  # (B, 2 K): enough though all K may end
        source, next_words = chosen // words, chosen % words
        is_end = next_words == END
        _collect(ended, history, best[:, :beams], source, is_end)
        scores, kept = best.masked_fill(is_end, 2 * NEVER).topk(beams)  # (B, K)
        source, tokens = source.gather(1, kept), next_words.gather(1, kept)
        carried = history.gather(1, source[:, :, None].expand(-1, -1, length))
        history = torch.cat([carried, tokens[:, :, None]], 2)
        state = state.with_past_of((first_beam + source).flatten())
        if _is_settled(ended, scores, beams, longest, length_exponent):
            break
    return [
        sorted(found, key=lambda sentence: -sentence.score(length_exponent))[:beams]
        for found in ended
    ]


def _allowed(log_probs: Tensor, tokens: Tensor, length: int, longest: int) -> Tensor:
    """Return the log-probabilities (B * K, V), words that may not come next out of the race."""
    log_probs = log_probs.clone()
    log_probs[:, [PAD, START, UNKNOWN]] = NEVER
    log_probs.scatter_(1, tokens[:, None], NEVER)
    if length == 0:
        log_probs[:, END] = NEVER
    if length == longest:
        end = log_probs[:, END].clone()
        log_probs.fill_(2 * NEVER)
        log_probs[:, END] = end
    return log_probs


def _collect(
    ended: list[list[Sentence]], history: Tensor, best: Tensor, source: Tensor, is_end: Tensor
) -> None:
    """Add the sentences that end at this step and are among the K best; `best` is (B, K)."""
    found = is_end[:, : best.shape[1]] & (best > NEVER / 2)
    for picture, rank in found.nonzero().tolist():
        beam = int(source[picture, rank])
        tokens = tuple(history[picture, beam].tolist())
        ended[picture].append(Sentence(tokens, float(best[picture, rank])))


def _is_settled(
    ended: list[list[Sentence]], scores: Tensor, beams: int, longest: int, exponent: float
) -> bool:
    """Tell whether no open beam of any picture can still beat its `beams` best sentences.

    A log-probability only falls: an open beam ends at best with what it has now, spread over
    as many words as a sentence may have.
    """
    for found, hope in zip(ended, scores.max(1).values.tolist(), strict=True):
        if len(found) < beams:
            return False
        worst_kept = sorted(sentence.score(exponent) for sentence in found)[-beams]
        if hope / (longest + 1) ** exponent > worst_kept:
            return False
    return True
