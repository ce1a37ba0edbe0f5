"""The captioning network: an encoder sees, a decoder says.

Shapes: `B` pictures, `S` side of the encoder's square input, `R` regions, `C` channels.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from vidcap.errors import InputError
from vidcap.model.agreement import Agreement
from vidcap.model.concepts.heads import Heads
from vidcap.model.decoders import Decoder, DecoderSize, open_decoder
from vidcap.model.encoders import open_encoder
from vidcap.model.generating.backward import read_backward
from vidcap.model.generating.confidence import BACKWARD, FIT, Confidence, Signs, signs_of
from vidcap.model.generating.rerank import Weights, merit
from vidcap.model.generating.rules import Rules
from vidcap.model.generating.search import Search, Sentence, searched
from vidcap.model.generating.variants import WIDE, length_variants, within
from vidcap.model.pictures import Picture, as_batch, as_square
from vidcap.model.vocabulary import END, PAD, Vocabulary
from vidcap.script import Fact

BATCH = 8  # pictures a forward pass; always full, so a caption depends on its picture alone


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing the network would say of a picture."""

    words: tuple[str, ...]
    log_probability: float  # of the whole sentence, natural logarithm
    confidence: float  # that it invents nothing, 0 to 1; see `confidence.py`
    signs: Signs  # what that is told from

    def merit(self, weights: Weights) -> float:
        """Return what it is ranked by; see `rerank.py`."""
        return merit(
            self.log_probability,
            words=len(self.words),
            fit=self.signs[FIT],
            backward=self.signs[BACKWARD] * (len(self.words) + 1),
            weights=weights,
        )


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
    with torch.autocast(device.type, torch.bfloat16, enabled=_is_faster_in_bfloat16(device)):
        yield


def _is_faster_in_bfloat16(device: torch.device) -> bool:
    return device.type != "cpu" or has_fast_bfloat16()


def is_kernel(name: str, tensor: Tensor) -> bool:
    """Tell whether a tensor of a `Network` is one that its encoder multiplies by."""
    return name.startswith("encoder.") and tensor.ndim > 1


class Network(nn.Module):
    """An encoder and a decoder with the words it knows."""

    def __init__(self, encoder: str, size: DecoderSize, vocabulary: Vocabulary) -> None:
        super().__init__()
        self.encoder = open_encoder(encoder)
        self.decoder = open_decoder(size, self.encoder.channels, len(vocabulary), vocabulary.never)
        self.size = size
        self.vocabulary = vocabulary
        self.agreement: Agreement | None = None  # how well a sentence fits a picture, once taught
        self.backward: Decoder | None = None  # reads sentences from their end, once taught
        self.rank_weights: dict[str, Weights] = {}  # of these among candidates, by language
        self.confidence: dict[str, Confidence] = {}  # by language
        self.heads: Heads | None = None  # that tell what a picture shows, once fitted
        self._known_rules: dict[str, Rules] = {}
        self._is_held = False

    @property
    def device(self) -> torch.device:
        """Where the weights are."""
        return self.decoder.never.device

    @torch.no_grad()
    def settle(self) -> None:
        """Round the encoder's kernels to bfloat16, as they are kept (`checkpoint.py`).

        So what is fitted to an encoder that learns no more is fitted to what will be used, on
        processors that multiply in float32, too.
        """
        for name, tensor in self.named_parameters():
            if is_kernel(name, tensor):
                tensor.copy_(tensor.bfloat16())

    def hold(self) -> Network:
        """Hold the decoders' kernels in bfloat16 where that is faster, and return the network.

        It says the same: `autocast` would round them anew for each batch. It is not to be trained
        or kept afterwards.
        """
        if _is_faster_in_bfloat16(self.device):
            self._is_held = self.decoder.hold(torch.bfloat16)
            if self.backward is not None:
                self.backward.hold(torch.bfloat16)
        return self

    @torch.no_grad()
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
            is_ranked: order them by what else speaks for them, too, where the network was taught
                that (`rerank.py`); false: as the search found them.
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
        with self._computing():
            found, walk = searched(self.decoder, regions, self._search(language, beams))
        shorter = within(walk, lengths) if lengths else [{} for _ in found]
        several = self._candidates(found, [list(by.values()) for by in shorter], regions, language)
        if language in self.rank_weights and is_ranked:
            weights = self.rank_weights[language]
            for best, said in zip(found, several, strict=True):
                first = said[: len(best)]
                said[: len(best)] = sorted(first, key=lambda one: -one.merit(weights))
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
        with self._computing():
            search = self._search(language, WIDE.beams)
            found = length_variants(self.decoder, regions, lengths, search)
        said = self._candidates([list(by.values()) for by in found], (), regions, language)
        return [dict(zip(by, one, strict=True)) for by, one in zip(found, said, strict=True)]

    @contextmanager
    def _computing(self) -> Iterator[None]:
        """Decode as fast as may be.

        In inference mode `autocast` would round at every step anew what is not held.
        """
        with torch.inference_mode() if self._is_held else nullcontext(), autocast(self.device):
            yield

    def _search(self, language: str, beams: int) -> Search:
        """Return how sentences of a language are searched."""
        start, rules = self.vocabulary.start(language), self._rules(language)
        return Search(start=start, beams=beams, longest=self.size.longest, rules=rules)

    def _rules(self, language: str) -> Rules:
        """Return what no sentence of a language may do; looked up in the vocabulary but once."""
        if language not in self._known_rules:
            known = self.vocabulary
            self._known_rules[language] = Rules(known.unfinished(language), known.foreign(language))
        return self._known_rules[language]

    def _candidates(
        self,
        sentences: Sequence[Sequence[Sentence]],
        further: Sequence[Sequence[Sentence]],
        regions: Tensor,
        language: str,
    ) -> list[list[Candidate]]:
        """Return the sentences about each picture with how sure they are, then further ones, once.

        Where the network was never calibrated that is the geometric mean of its probabilities.

        Args:
            sentences: about each picture.
            further: about each; none: there are none.
            regions: (B, R, C).
            language: one of the vocabulary's.
        """
        others = [
            [one for one in dict.fromkeys(more) if one not in best]
            for best, more in zip(sentences, further or [()] * len(sentences), strict=True)
        ]
        every = [[*best, *more] for best, more in zip(sentences, others, strict=True)]
        words = [[one.tokens for one in said] for said in every]
        fits, backward = self._fits(words, regions), self._backward(words, regions, language)
        return [
            self._with_signs(said, signs_of(best, more, fits=fit, backward=read), language)
            for said, best, more, fit, read in zip(
                every, sentences, others, fits, backward, strict=True
            )
        ]

    def _with_signs(
        self, sentences: Sequence[Sentence], signs: Sequence[Signs], language: str
    ) -> list[Candidate]:
        """Return the sentences with what their confidence is told from, and with it."""
        confidence = self.confidence.get(language)
        return [
            Candidate(
                tuple(self.vocabulary.decode(one.tokens)),
                one.log_probability,
                confidence.of(its) if confidence else math.exp(its[0]),
                its,
            )
            for one, its in zip(sentences, signs, strict=True)
        ]

    def _fits(self, said: Sequence[Sequence[Sequence[int]]], regions: Tensor) -> list[list[float]]:
        """Return how well sentences fit regions (B, R, C); nothing where that was not taught."""
        most = max((len(one) for one in said), default=0)
        if self.agreement is None or most == 0:
            return [[] for _ in said]
        rows = [
            torch.tensor([*words, END], device=regions.device)
            for one in said
            for words in [*one, *[()] * (most - len(one))]
        ]
        words = nn.utils.rnn.pad_sequence(rows, batch_first=True, padding_value=PAD)
        scores = self.agreement.score(regions, words).tolist()
        return [row[: len(one)] for row, one in zip(scores, said, strict=True)]

    def _backward(
        self, said: Sequence[Sequence[Sequence[int]]], regions: Tensor, language: str
    ) -> list[list[float]]:
        """Return how probable they are read from the end; nothing where that was not taught."""
        if self.backward is None:
            return [[] for _ in said]
        with self._computing():
            start = self.vocabulary.start(language)
            return read_backward(self.backward, regions, said, start=start)
