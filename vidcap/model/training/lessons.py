"""What a network learns from: people's words, or the reward of its own sentences.

A lesson is asked for the loss of some pictures. Each picture speaks one language a step, drawn by
the languages' shares among those it has captions in.

Shapes: `B` pictures, `K` sentences of each, `R` regions, `C` channels, `T` words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
import torch
from torch import Tensor, nn

from vidcap.model.agreement import Agreement
from vidcap.model.cider import CiderD
from vidcap.model.decoders import Decoder, State
from vidcap.model.generating.backward import from_the_end
from vidcap.model.network import Network, autocast
from vidcap.model.training.phases import Phase, Rows
from vidcap.model.training.selfcritical import advantages, over_greedy, policy_loss, sample
from vidcap.model.vocabulary import END, PAD, UNKNOWN

Tokens = Sequence[Sequence[list[int]]]  # of each picture several sentences, as word numbers


class Lesson(Protocol):
    """Something to learn from."""

    def loss(self, regions: Tensor, rows: Rows, chance: np.random.Generator, done: float) -> Tensor:
        """Return the loss on pictures `rows`, seen as `regions` (B, R, C).

        Args:
            regions: of the encoder.
            rows: places of the pictures among the training pictures.
            chance: decides all that is drawn but words, which PyTorch's own seed decides.
            done: share of the phase that is over.
        """


def tokens_of(
    network: Network, captions: Mapping[str, Sequence[Sequence[str]]]
) -> dict[str, Tokens]:
    """Return captions by language as word numbers of the network."""
    encode, longest = network.vocabulary.encode, network.size.longest
    return {
        language: [[encode(text, language, longest=longest) for text in texts] for texts in split]
        for language, split in captions.items()
    }


class PeoplesWords:
    """The cross-entropy of people's words, given the words before them.

    With `own_words` some of the words before are the network's own likeliest ones, so that it
    learns to go on from its own mistakes: scheduled sampling (Bengio et al., NIPS 2015) in two
    passes (Mihaylova and Martins, ACL 2019, section 3), which serves every decoder alike.
    """

    def __init__(
        self,
        decoder: Decoder,
        tokens: Mapping[str, Tokens],
        shares: Mapping[str, float],
        phase: Phase,
    ) -> None:
        self.decoder, self.tokens, self.shares, self.phase = decoder, tokens, shares, phase

    def loss(self, regions: Tensor, rows: Rows, chance: np.random.Generator, done: float) -> Tensor:
        """Return the loss; see `Lesson`."""
        chosen: list[Tensor] = []
        counts: list[int] = []
        for row in rows:
            sentences = self.tokens[drawn_language(self.tokens, self.shares, int(row), chance)][row]
            order = chance.permutation(len(sentences))[: self.phase.captions]
            chosen += [torch.tensor(sentences[index]) for index in order]
            counts.append(len(order))
        words = nn.utils.rnn.pad_sequence(chosen, batch_first=True, padding_value=PAD)
        words = words.to(regions.device)
        before, targets = words[:, :-1], words[:, 1:]
        targets = targets.masked_fill(targets == UNKNOWN, PAD)  # never taught
        decoder = self.decoder.train()
        with autocast(regions.device):
            state = _for_each(decoder.begin(regions), counts)
            if self.phase.own_words:
                with torch.no_grad():
                    guessed = decoder.log_probs(decoder(state, before)).argmax(-1)
                before = mixed(before, guessed, self.phase.own_words * done)
            return decoder.loss(state, before, targets, smoothing=self.phase.smoothing)


class OwnSentences:
    """The self-critical loss of sentences drawn from the network itself.

    The reward is CIDEr-D, and with `agreement` how well a sentence fits its picture besides.

    The end is no word of the reward: with it, sentences shrank from 10.9 words to 8.6 in one epoch.
    That none breaks off ("... in a") is the search's care, see `rules.py`.
    """

    def __init__(
        self,
        network: Network,
        tokens: Mapping[str, Tokens],
        shares: Mapping[str, float],
        phase: Phase,
        agreement: Agreement | None = None,
    ) -> None:
        self.network, self.tokens, self.shares, self.phase = network, tokens, shares, phase
        self.agreement = agreement
        self.rewards = {
            language: CiderD([[words[1:-1] for words in sentences] for sentences in split])
            for language, split in tokens.items()
        }

    def loss(self, regions: Tensor, rows: Rows, chance: np.random.Generator, done: float) -> Tensor:
        """Return the loss; see `Lesson`."""
        del done
        spoken = [drawn_language(self.tokens, self.shares, int(row), chance) for row in rows]
        starts = torch.tensor([self.network.vocabulary.start(language) for language in spoken])
        starts = starts.to(regions.device)
        each, longest = self.phase.captions, self.network.size.longest
        of_each = starts.repeat_interleave(each)
        decoder = self.network.decoder.eval()  # drawn as it will be used
        with autocast(self.network.device):
            seen = decoder.begin(regions)
            state = seen.repeated(each)
            sentences = sample(decoder, state, of_each, longest=longest)
            before = torch.cat([of_each[:, None], sentences[:, :-1]], 1)
            log_probs = decoder.log_probs(decoder(state, before))
            rewards = self._rewards(rows, spoken, regions, sentences)
            if self.phase.baseline == "greedy":
                best = sample(decoder, seen, starts, longest=longest, is_random=False)
                advantage = over_greedy(rewards, self._rewards(rows, spoken, regions, best)[:, 0])
            else:
                advantage = advantages(rewards)
        return policy_loss(log_probs, sentences, advantage.flatten())

    def _rewards(
        self, rows: Rows, spoken: Sequence[str], regions: Tensor, sentences: Tensor
    ) -> Tensor:
        """Return the rewards (B, K) of sentences (B * K, T) about regions (B, R, C)."""
        each = len(sentences) // len(rows)
        scores = [
            self.rewards[spoken[place // each]].score(
                int(rows[place // each]), [word for word in words if word not in (PAD, END)]
            )
            for place, words in enumerate(sentences.tolist())
        ]
        rewards = torch.tensor(scores, device=sentences.device).view(len(rows), each)
        if self.agreement is None:
            return rewards
        fits = self.agreement.score(regions.cpu(), sentences.cpu()).to(rewards.device)
        return rewards + self.phase.agreement * fits


def turned_round(tokens: Mapping[str, Tokens]) -> dict[str, Tokens]:
    """Return captions that are said from their last word to their first."""
    return {
        language: [[from_the_end(words) for words in sentences] for sentences in split]
        for language, split in tokens.items()
    }


def drawn_language(
    tokens: Mapping[str, Tokens],
    shares: Mapping[str, float],
    row: int,
    chance: np.random.Generator,
) -> str:
    """Return a language that the picture has captions in, drawn by the shares."""
    known = [language for language in tokens if tokens[language][row]]
    if len(known) == 1:
        return known[0]
    weights = np.array([shares[language] for language in known])
    return known[int(chance.choice(len(known), p=weights / weights.sum()))]


def drawn_caption(
    tokens: Mapping[str, Tokens],
    shares: Mapping[str, float],
    row: int,
    chance: np.random.Generator,
) -> list[int]:
    """Return a caption of the picture in a language drawn by the shares, without its beginning."""
    sentences = tokens[drawn_language(tokens, shares, row, chance)][row]
    return sentences[int(chance.integers(len(sentences)))][1:]


def _for_each(state: State, counts: Sequence[int]) -> State:
    """Return the state with as many rows of each picture as it has sentences."""
    if len(set(counts)) == 1:
        return state.repeated(counts[0])  # what is known of the picture is kept once
    return state.rows(torch.arange(len(counts)).repeat_interleave(torch.tensor(counts)))


def mixed(before: Tensor, guessed: Tensor, share: float) -> Tensor:
    """Return the words before (B, T), a share of them replaced by what was guessed at their place.

    What begins a sentence and what pads it stay; so does a word whose guess is the sentence's end.
    """
    replaced = torch.rand(before.shape, device=before.device) < share
    guesses = torch.cat([before[:, :1], guessed[:, :-1]], 1)
    replaced &= (before != PAD) & (guesses != END)
    replaced[:, 0] = False
    return torch.where(replaced, guesses, before)
