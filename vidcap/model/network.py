"""The captioning network: an encoder sees, a decoder says.

Shapes: `B` pictures, `S` side of the encoder's square input, `R` regions, `C` channels.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from vidcap.errors import InputError
from vidcap.model.agreement import Agreement
from vidcap.model.concepts.heads import Heads
from vidcap.model.decoders import DecoderSize, open_decoder
from vidcap.model.encoders import open_encoder
from vidcap.model.generating.confidence import FIT, Confidence, Signs, signs_of
from vidcap.model.generating.rerank import reranked
from vidcap.model.generating.rules import Rules
from vidcap.model.generating.search import Sentence, searched
from vidcap.model.generating.variants import length_variants, within
from vidcap.model.pictures import Picture, as_batch, as_square
from vidcap.model.vocabulary import PAD, Vocabulary
from vidcap.script import Fact

BATCH = 8  # pictures a forward pass; always full, so a caption depends on its picture alone


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing the network would say of a picture."""

    words: tuple[str, ...]
    log_probability: float  # of the whole sentence, natural logarithm
    confidence: float  # that it invents nothing, 0 to 1; see `confidence.py`
    signs: Signs  # what that is told from

    def score(self, length_exponent: float = 0.7) -> float:
        """Return what the search ranks it by; see `Sentence.score`."""
        return self.log_probability / float((len(self.words) + 1) ** length_exponent)


def has_fast_bfloat16() -> bool:
    """Tell whether this processor multiplies bfloat16 faster than float32 (AVX-512 BF16 or AMX)."""
    return bool(torch.cpu._is_avx512_bf16_supported())  # no public question for it yet


def device_of(name: str) -> torch.device:
    """Return the device of that name; `auto` is the first graphics card, or the processor.

    Raises:
        InputError: there is no such device here.
    """
    if name == "auto":
        return torch.device("cuda" if torch.cuda.is_available() else "cpu")
    try:
        torch.zeros(1, device=name)
    except (RuntimeError, AssertionError) as error:  # PyTorch without CUDA asserts
        raise InputError(
            "there is no such device", name, "choose auto, cpu, or one that vidcap doctor lists"
        ) from error
    return torch.device(name)


@contextmanager
def autocast(device: torch.device) -> Iterator[None]:
    """Compute in bfloat16 where that is the faster way, in float32 elsewhere."""
    is_fast = device.type != "cpu" or has_fast_bfloat16()
    with torch.autocast(device.type, torch.bfloat16, enabled=is_fast):
        yield


class Network(nn.Module):
    """An encoder and a decoder with the words it knows."""

    def __init__(self, encoder: str, size: DecoderSize, vocabulary: Vocabulary) -> None:
        super().__init__()
        self.encoder = open_encoder(encoder)
        self.decoder = open_decoder(size, self.encoder.channels, len(vocabulary), vocabulary.never)
        self.size = size
        self.vocabulary = vocabulary
        self.agreement: Agreement | None = None  # how well a sentence fits a picture, once taught
        self.fit_weights: dict[str, float] = {}  # of that among candidates, by language
        self.confidence: dict[str, Confidence] = {}  # by language
        self.heads: Heads | None = None  # that tell what a picture shows, once fitted

    @property
    def device(self) -> torch.device:
        """Where the weights are."""
        return self.decoder.never.device

    @torch.no_grad()  # in inference mode autocast would cast the weights anew at every step
    def describe(
        self,
        pictures: Sequence[Picture],
        *,
        language: str = "en",
        beams: int = 3,
        is_ranked: bool = True,
        is_mirrored: bool = True,
        lengths: Sequence[int] = (),
    ) -> Iterator[list[Candidate]]:
        """Yield for each picture its candidates, the best first.

        The pictures go through in batches of exactly `BATCH`, the last one filled up, so that
        equal pictures give equal candidates whatever stands beside them.

        Args:
            pictures: of any size; each is squashed to the encoder's square.
            language: one of the vocabulary's.
            beams: candidates followed, and at most returned, for each picture.
            is_ranked: order them by how well they fit the picture, too, where the network was
                taught that (`rerank.py`); false: as the search found them.
            is_mirrored: as in `look`.
            lengths: after these candidates come the best ones of at most so many words, if the
                search met any others.
        """
        for regions, count in self.look(pictures, is_mirrored=is_mirrored):
            said = self.say(
                regions, language=language, beams=beams, is_ranked=is_ranked, lengths=lengths
            )
            yield from said[:count]

    @torch.no_grad()
    def look(
        self, pictures: Sequence[Picture], *, is_mirrored: bool = True
    ) -> Iterator[tuple[Tensor, int]]:
        """Yield the regions (BATCH, R, C) of batches of pictures, and how many of them count.

        Args:
            pictures: of any size; each is squashed to the encoder's square.
            is_mirrored: look at each picture's mirror image, too: twice the regions, and surer
                sentences, for a second pass of the encoder (docs/experiments.md).
        """
        for start in range(0, len(pictures), BATCH):
            part = [
                as_square(picture, self.encoder.side) for picture in pictures[start : start + BATCH]
            ]
            full = part + part[-1:] * (BATCH - len(part))
            batch = as_batch(full).to(self.device)
            with autocast(self.device):
                regions = self.encoder(batch)
                if is_mirrored:
                    regions = torch.cat([regions, self.encoder(batch.flip(-1))], 1)
            yield regions, len(part)

    def facts(self, regions: Tensor) -> list[tuple[Fact, ...]]:
        """Return what the heads say of regions (B, R, C); nothing where there are none."""
        if self.heads is None:
            return [()] * len(regions)
        return self.heads.facts(regions)

    @torch.no_grad()
    def say(
        self,
        regions: Tensor,
        *,
        language: str = "en",
        beams: int = 3,
        is_ranked: bool = True,
        lengths: Sequence[int] = (),
    ) -> list[list[Candidate]]:
        """Return the candidates of each picture, as `describe`, from regions (B, R, C)."""
        with autocast(self.device):
            found, walk = searched(
                self.decoder,
                regions,
                start=self.vocabulary.start(language),
                beams=beams,
                longest=self.size.longest,
                rules=self._rules(language),
            )
        shorter = within(walk, lengths) if lengths else [{} for _ in found]
        several = [
            self._candidates(best, list(others.values()), region, language)
            for best, others, region in zip(found, shorter, regions, strict=True)
        ]
        if self.agreement is None or not is_ranked:
            return several
        for best, said in zip(found, several, strict=True):
            first = said[: len(best)]
            scores, fits = [one.score() for one in first], [one.signs[FIT] for one in first]
            order = reranked(scores, fits, weight=self.fit_weights.get(language, 0.0))
            said[: len(best)] = [first[place] for place in order]
        return several

    @torch.no_grad()
    def variants(
        self, regions: Tensor, lengths: Sequence[int], *, language: str = "en"
    ) -> list[dict[int, Candidate]]:
        """Return for each picture the best whole sentence of at most N words, by N.

        Args:
            regions: (B, R, C).
            lengths: the N wanted, words.
            language: one of the vocabulary's.
        """
        with autocast(self.device):
            found = length_variants(
                self.decoder,
                regions,
                lengths,
                start=self.vocabulary.start(language),
                rules=self._rules(language),
            )
        return [
            dict(zip(by, self._candidates(list(by.values()), (), region, language), strict=True))
            for by, region in zip(found, regions, strict=True)
        ]

    def _rules(self, language: str) -> Rules:
        known = self.vocabulary
        return Rules(known.unfinished(language), known.foreign(language))

    def _candidates(
        self,
        sentences: Sequence[Sentence],
        further: Sequence[Sentence],
        regions: Tensor,
        language: str,
    ) -> list[Candidate]:
        """Return sentences about regions (R, C) with how sure they are, then further ones, once.

        Where the network was never calibrated that is the geometric mean of its probabilities.
        """
        others = [one for one in dict.fromkeys(further) if one not in sentences]
        fits = self._fits([*sentences, *others], regions)
        confidence = self.confidence.get(language)
        return [
            Candidate(
                tuple(self.vocabulary.decode(one.tokens)),
                one.log_probability,
                confidence.of(signs) if confidence else math.exp(signs[0]),
                signs,
            )
            for one, signs in zip(
                [*sentences, *others], signs_of(sentences, others, fits=fits), strict=True
            )
        ]

    def _fits(self, sentences: Sequence[Sentence], regions: Tensor) -> list[float]:
        """Return how well each sentence fits regions (R, C); nothing where that was not taught."""
        if self.agreement is None or not sentences:
            return []
        words = nn.utils.rnn.pad_sequence(
            [torch.tensor(one.tokens, device=regions.device) for one in sentences],
            batch_first=True,
            padding_value=PAD,
        )
        return [float(fit) for fit in self.agreement.score(regions[None], words)[0]]
