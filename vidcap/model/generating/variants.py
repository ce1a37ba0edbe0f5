"""One picture said in several lengths: for each length the best sentence that keeps within it.

One walk serves all lengths: its beams all have the same number of words at a time, so the ends it
meets after up to N words are those that a search of its own for N would meet. Every end counts, not
only one among the best words to come: a network trained on long captions ends a short one seldom by
first choice, but knows which of them may end there, since the end is part of the log-probability.
Measured on 200 pictures of Flickr8k with 8 beams: chosen ends give no picture a sentence of four
words and 7 one of six; all ends give every picture both ("two dogs are running").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from torch import Tensor

from vidcap.model.decoders import Decoder
from vidcap.model.generating.search import Ends, Search, Sentence, best, explore, sentences

WIDE = Search(beams=8)  # short sentences gain most from more beams


def length_variants(
    decoder: Decoder, regions: Tensor, lengths: Sequence[int], search: Search = WIDE
) -> list[dict[int, Sentence]]:
    """Return for each picture the best sentence of at most N words, by N.

    Every sentence ends where the decoder and the rules let it end; none is cut off. A length within
    which the rules allow no sentence is left out.

    Args:
        decoder: the network's decoder.
        regions: (B, R, C), what the encoder made of the pictures.
        lengths: the N wanted, words, in any order.
        search: how; `longest` is the longest of the lengths.
    """
    walk = explore(decoder, regions, replace(search, longest=max(lengths)))
    return within(walk, lengths, length_exponent=search.length_exponent)


def within(
    walk: Sequence[Ends], lengths: Sequence[int], *, length_exponent: float = 0.7
) -> list[dict[int, Sentence]]:
    """Return what `length_variants` does, of a walk of any search: its beams are the choice."""
    by_length: list[dict[int, Sentence]] = []
    for ended in sentences(walk, is_chosen=False):
        by_most = {
            most: best([one for one in ended if len(one.tokens) <= most], length_exponent, 1)
            for most in lengths
        }
        by_length.append({most: found[0] for most, found in by_most.items() if found})
    return by_length
