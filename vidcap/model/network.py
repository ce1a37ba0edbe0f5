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
from vidcap.model.cider import EQUAL, Rarity
from vidcap.model.decoders import DecoderSize, open_decoder
from vidcap.model.encoders import open_encoder
from vidcap.model.generating.confidence import Confidence, Signs, signs_of
from vidcap.model.generating.rerank import consensus
from vidcap.model.generating.rules import Rules
from vidcap.model.generating.search import Sentence, searched
from vidcap.model.generating.variants import length_variants, within
from vidcap.model.pictures import Picture, as_batch, as_square
from vidcap.model.vocabulary import Vocabulary

BATCH = 8  # pictures a forward pass; always full, so a caption depends on its picture alone


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing the network would say of a picture."""

    words: tuple[str, ...]
    log_probability: float  # of the whole sentence, natural logarithm
    confidence: float  # that it invents nothing, 0 to 1; see `confidence.py`
    signs: Signs  # what that is told from


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
        self.rarity: dict[str, Rarity] = {}  # of word groups, by language; see `rerank.py`
        self.confidence: dict[str, Confidence] = {}  # by language

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
        is_agreed: bool = False,
        lengths: Sequence[int] = (),
    ) -> Iterator[list[Candidate]]:
        """Yield for each picture its candidates, the best first.

        The pictures go through in batches of exactly `BATCH`, the last one filled up, so that
        equal pictures give equal candidates whatever stands beside them.

        Args:
            pictures: of any size; each is squashed to the encoder's square.
            language: one of the vocabulary's.
            beams: candidates followed, and at most returned, for each picture.
            is_agreed: order them by how much they agree with each other, see `rerank.py`.
            lengths: after these candidates come the best ones of at most so many words, if the
                search met any others.
        """
        for start in range(0, len(pictures), BATCH):
            part = [
                as_square(picture, self.encoder.side) for picture in pictures[start : start + BATCH]
            ]
            full = part + part[-1:] * (BATCH - len(part))
            with autocast(self.device):
                regions = self.encoder(as_batch(full).to(self.device))
            said = self.say(
                regions, language=language, beams=beams, is_agreed=is_agreed, lengths=lengths
            )
            yield from said[: len(part)]

    def say(
        self,
        regions: Tensor,
        *,
        language: str = "en",
        beams: int = 3,
        is_agreed: bool = False,
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
                rules=Rules(self.vocabulary.unfinished(language)),
            )
        if is_agreed:
            rarity = self.rarity.get(language, EQUAL)
            found = [consensus(sentences, rarity=rarity) for sentences in found]
        if not lengths:
            return [self._candidates(sentences, language) for sentences in found]
        return [
            self._candidates(sentences, language, further=list(shorter.values()))
            for sentences, shorter in zip(found, within(walk, lengths), strict=True)
        ]

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
                rules=Rules(self.vocabulary.unfinished(language)),
            )
        return [
            dict(zip(by, self._candidates(list(by.values()), language), strict=True))
            for by in found
        ]

    def _candidates(
        self, sentences: Sequence[Sentence], language: str, further: Sequence[Sentence] = ()
    ) -> list[Candidate]:
        """Return the sentences of one picture with how sure they are, then the further ones.

        Where the network was never calibrated that is the geometric mean of its probabilities.
        """
        confidence = self.confidence.get(language)
        rarity = self.rarity.get(language, EQUAL)
        all_signs = signs_of(sentences, rarity=rarity)
        others = [one for one in dict.fromkeys(further) if one not in sentences]
        all_signs += [signs_of([one, *sentences], rarity=rarity)[0] for one in others]
        return [
            Candidate(
                tuple(self.vocabulary.decode(one.tokens)),
                one.log_probability,
                confidence.of(signs) if confidence else math.exp(signs[0]),
                signs,
            )
            for one, signs in zip([*sentences, *others], all_signs, strict=True)
        ]
