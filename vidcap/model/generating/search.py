"""Beam search over any decoder: the most probable sentences of a picture, also by length.

One walk (`explore`) keeps every end it meets; the best of all, the best of diverse groups and the
best of at most so many words are ways of reading it.

Shapes: `B` pictures, `G` groups, `K` beams of a picture, `T` words, `V` words of the vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from vidcap.model.decoders import Decoder
from vidcap.model.generating.rules import FEWEST, NEVER, Rules
from vidcap.model.vocabulary import END, START


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


@dataclass(frozen=True, slots=True)
class Ends:
    """The sentences that could end after the same number of words, of `A` of the pictures."""

    pictures: Tensor  # (A,), which; of the first ends all
    said: Tensor  # (A, K, 1 + T), what began the sentence and its words
    log_probs: Tensor  # (A, K), end included; minus infinity where a sentence may not end
    is_chosen: Tensor  # (A, K), whether the end was among the K best words to come


@dataclass(frozen=True, slots=True)
class Search:
    """How to search.

    Raises:
        ValueError: `groups` does not divide `beams`.
    """

    start: int = START  # word number that begins a sentence of the language
    beams: int = 3  # candidates kept at each step; 1 is greedy choice (with the exponent 0)
    longest: int = 24  # words of a sentence; what is not over by then is ended there
    length_exponent: float = 0.7  # see `Sentence.score`
    groups: int = 1  # of beams, each with its share of them
    diversity: float = 0.5  # what a word costs that groups before have said, a natural logarithm
    rules: Rules = FEWEST  # what no sentence may do

    def __post_init__(self) -> None:
        if self.beams % self.groups:
            raise ValueError(f"{self.beams} beams do not fall into {self.groups} groups")

    @property
    def share(self) -> int:
        """Beams of a group."""
        return self.beams // self.groups


def beam_search(decoder: Decoder, regions: Tensor, search: Search) -> list[list[Sentence]]:
    """Return for each picture up to `search.beams` different sentences, the best first; never none.

    With more than one group it is diverse beam search: a word costs `diversity` for every beam of
    the groups before that says it at the same place. Source: Vijayakumar et al., "Diverse Beam
    Search for Improved Description of Complex Scenes", AAAI 2018, algorithm 1 with Hamming
    diversity; an end costs nothing, and log-probabilities stay the decoder's.

    Where no sentence ended in its time, any end that the rules allow counts; where they allow none,
    the picture is searched again without them.

    Args:
        decoder: the network's decoder.
        regions: (B, R, C), what the encoder made of the pictures.
        search: how.
    """
    return searched(decoder, regions, search)[0]


def searched(
    decoder: Decoder, regions: Tensor, search: Search
) -> tuple[list[list[Sentence]], list[Ends]]:
    """Return what `beam_search` does, and the walk it came from, which holds shorter ones, too."""
    walk = explore(decoder, regions, search)
    exponent, share = search.length_exponent, search.share
    parts = [slice(low, low + share) for low in range(0, search.beams, share)]
    chosen = [sentences(walk, part, forced_after=search.longest) for part in parts]
    found: list[list[Sentence]] = []
    for picture, region in enumerate(regions):
        ended = [one for part in chosen for one in best(part[picture], exponent, share)]
        ended = ended or sentences(walk, is_chosen=False)[picture]
        if not ended:
            free = replace(search.rules, unfinished=(), repeats_trigrams=True)
            (ended,) = beam_search(decoder, region[None], replace(search, groups=1, rules=free))
        found.append(best(ended, exponent, search.beams))
    return found, walk


def best(found: Iterable[Sentence], length_exponent: float, most: int) -> list[Sentence]:
    """Return at most `most` of the sentences, the best first, each but once."""
    ranked = sorted(set(found), key=lambda one: (-one.score(length_exponent), one.tokens))
    return ranked[:most]


def sentences(
    walk: Sequence[Ends],
    beams: slice = slice(None),
    *,
    is_chosen: bool = True,
    forced_after: int | None = None,
) -> list[list[Sentence]]:
    """Return the sentences of each picture that ended, in order of length.

    Args:
        walk: what `explore` returned.
        beams: whose ends are wanted.
        is_chosen: whether an end counts only where it was among the best words to come.
        forced_after: words after which every end counts.
    """
    found: list[list[Sentence]] = [[] for _ in walk[0].pictures]
    for words, ends in enumerate(walk):
        counted = ends.log_probs > NEVER
        if is_chosen and words != forced_after:
            counted &= ends.is_chosen
        rows = zip(
            ends.pictures.tolist(),
            ends.said[:, beams].tolist(),
            ends.log_probs[:, beams].tolist(),
            counted[:, beams].tolist(),
            strict=True,
        )
        for picture, *row in rows:
            for said, log_prob, counts in zip(*row, strict=True):
                if counts:
                    found[picture].append(Sentence(tuple(said[1:]), log_prob))
    return found


@torch.no_grad()
def explore(decoder: Decoder, regions: Tensor, search: Search) -> list[Ends]:
    """Walk along the best beams of each picture; return the ends met after 0, 1, 2 ... words.

    The walk of a picture is over when no open beam, were it to end with its next word for nothing,
    could beat the best ended sentences, as many as there are beams. It collects no further ends
    then, so that what is found does not depend on the pictures beside it, and soon costs nothing.
    Arguments as in `beam_search`.
    """
    beams, groups, share = search.beams, search.groups, search.share
    device = regions.device
    pictures = torch.arange(len(regions), device=device)  # (A,), those that are walked on
    said = torch.full((len(regions), beams, 1), search.start, device=device)
    scores = torch.full((len(regions), beams), NEVER, device=device)
    scores[:, ::share] = 0.0  # the beams of a group are equal at first: one of them counts
    kept = torch.full((len(regions), groups, share), NEVER, device=device)  # of the best ends
    is_open = torch.ones(len(regions), 1, dtype=torch.bool, device=device)
    state, log_probs = decoder.step(decoder.begin(regions), said[:, 0, 0])  # one beam serves all
    state, log_probs = state.repeated(beams), log_probs.repeat_interleave(beams, 0)
    walk: list[Ends] = []
    for length in range(search.longest + 1):
        log_probs = search.rules.applied(log_probs, said.flatten(0, 1)).view(*said.shape[:2], -1)
        ends = (scores + log_probs[:, :, END]).masked_fill(~is_open, NEVER)  # (A, K)
        log_probs[:, :, END] = NEVER
        scores, source, words, bar = _extended(scores, log_probs, ends, search)
        is_chosen = ends >= bar
        walk.append(Ends(pictures, said, ends, is_chosen))
        if length == search.longest:
            break
        scaled = ends.masked_fill(~is_chosen, NEVER) / (length + 1) ** search.length_exponent
        kept = torch.cat([kept, scaled.view_as(kept)], 2).topk(share).values
        # no bound, but a still longer sentence hardly ever wins (docs/experiments.md)
        hope = scores.view_as(kept).amax(2) / (length + 2) ** search.length_exponent
        is_open = is_open & (hope > kept[:, :, -1]).any(1, keepdim=True)
        if not is_open.any():
            break
        said = said.gather(1, source[:, :, None].expand_as(said))
        said = torch.cat([said, words[:, :, None]], 2)
        source = source + torch.arange(len(said), device=device)[:, None] * beams
        on = _walked_on(is_open[:, 0])
        if len(on) < len(pictures):
            pictures, said, scores, kept, is_open, source = (
                part[on] for part in (pictures, said, scores, kept, is_open, source)
            )
        state = state.beams(source)
        state, log_probs = decoder.step(state, said[:, :, -1].flatten())
    return walk


def _walked_on(is_open: Tensor) -> Tensor:
    """Return which of the pictures (A,) are walked on: the open ones, filled up to fours.

    Libraries multiply what is left over from blocks of four rows in another order than the blocks:
    so there is nothing left over, and each row gives what it gives beside all others.
    """
    first = is_open.int().sort(descending=True, stable=True).indices
    count = min(-(-int(is_open.sum()) // 4) * 4, len(is_open))
    return first[:count].sort().values


def _extended(
    scores: Tensor, log_probs: Tensor, ends: Tensor, search: Search
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Return the K best beams with one more word, each group choosing after those before it.

    Returns:
        Their scores, the beams they come from, their words, and what an end must reach to be
        among the best of its group; each (B, K).
    """
    pictures, beams, vocabulary = log_probs.shape
    share = search.share
    costs = log_probs.new_zeros(pictures, vocabulary)
    parts: list[tuple[Tensor, ...]] = []
    for low in range(0, beams, share):
        mine = slice(low, low + share)
        totals = scores[:, mine, None] + log_probs[:, mine]
        merits = totals - costs[:, None] if low else totals
        best_merits, chosen = merits.flatten(1).topk(share)
        bar = torch.cat([best_merits, ends[:, mine]], 1).topk(share).values[:, -1:]
        words = chosen % vocabulary
        parts.append(
            (
                totals.flatten(1).gather(1, chosen),
                low + chosen // vocabulary,
                words,
                bar.expand(-1, share),
            )
        )
        if search.groups > 1:
            costs.scatter_add_(1, words, torch.full_like(best_merits, search.diversity))
    scores, source, words, bar = (torch.cat(part, 1) for part in zip(*parts, strict=True))
    return scores, source, words, bar
