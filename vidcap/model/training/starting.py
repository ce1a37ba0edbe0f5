"""Go on from trained networks: with other words, languages, a larger encoder."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from vidcap.errors import InputError
from vidcap.model.network import Network

# of a decoder: tensors with one row for each word of the vocabulary
_OF_WORDS = ("embed.weight", "bias", "words.embed.weight", "words.bias")


@torch.no_grad()
def mean_of(
    networks: Sequence[Network], counts: Sequence[int] = (), *, looking: Network | None = None
) -> Network:
    """Return the first network, its encoder and decoder with the mean of all networks' weights.

    Networks that began as one and learnt apart are better together, at the cost of one: Wortsman
    et al., "Model soups", ICML 2022.

    Args:
        networks: one or more of the same encoder, decoder and words.
        counts: how often each counts in the mean; none: once.
        looking: a network whose encoder is taken instead of the mean's.

    Raises:
        InputError: they are of different kinds, or the counts do not fit them.
    """
    first = networks[0]
    counts = counts or [1] * len(networks)
    if len(counts) != len(networks) or min(counts) < 1:
        raise InputError(
            f"counts of {', '.join(map(str, counts))} for {len(networks)} networks",
            "the networks to start from",
            "give each network one count, 1 or more, or none at all",
        )
    for other in (*networks, *([] if looking is None else [looking])):
        for what, its, wanted in (
            ("encoder", other.encoder.name, first.encoder.name),
            ("decoder", other.size, first.size),
        ):
            if its != wanted:
                raise InputError(
                    f"{what} {its} where the first has {wanted}",
                    "the networks to start from",
                    "only networks that began as one have a mean",
                )
        if other.vocabulary.words != first.vocabulary.words:
            raise InputError(
                "other words than the first has",
                "the networks to start from",
                "only networks that began as one have a mean",
            )
    for part in ("encoder", "decoder"):
        every: list[dict[str, Tensor]] = [getattr(one, part).state_dict() for one in networks]
        for name, tensor in every[0].items():
            if tensor.is_floating_point():
                parts = [n * one[name] for n, one in zip(counts, every, strict=True)]
                tensor.copy_(torch.stack(parts).sum(0) / sum(counts))
    if looking is not None:
        first.encoder.load_state_dict(looking.encoder.state_dict())
    return first


@torch.no_grad()
def start_from(network: Network, model: Network) -> None:
    """Give a new network what a trained one knows.

    Encoders: all tensors of equal names and shapes. Decoder: all; a matrix that sees more channels
    than before takes the known ones and zeros for the rest, so that the network says at first what
    the trained one said; word vectors by the words.

    Raises:
        InputError: the decoders are of different kinds or sizes.
    """
    if network.size != model.size:
        raise InputError(
            f"its decoder is {model.size}, the recipe's {network.size}",
            "the network to start from",
            "take the same decoder in the recipe",
        )
    known_encoder = {**model.encoder.state_dict(), **_within_pair(model)}
    for name, tensor in network.encoder.state_dict().items():
        known = known_encoder.get(name)
        if known is not None and known.shape == tensor.shape:
            tensor.copy_(known)
    known_decoder = model.decoder.state_dict()
    rows = {word: row for row, word in enumerate(model.vocabulary.words)}
    pairs = [(new, rows[w]) for new, w in enumerate(network.vocabulary.words) if w in rows]
    new_rows, old_rows = (torch.tensor(side) for side in zip(*pairs, strict=True))
    for name, tensor in network.decoder.state_dict().items():
        known = known_decoder[name]
        if name in _OF_WORDS:
            tensor[new_rows] = known[old_rows]
        else:
            _take_over(tensor, known)


def _within_pair(model: Network) -> dict[str, Tensor]:
    """Return the encoder's tensors under the names they have as the first of two encoders."""
    return {f"first.{name}": tensor for name, tensor in model.encoder.state_dict().items()}


def _take_over(tensor: Tensor, known: Tensor) -> None:
    """Copy a tensor; of one with more columns than known, the rest becomes zero."""
    if known.ndim == 2 and tensor.shape[1] > known.shape[1]:
        tensor.zero_()
        tensor[:, : known.shape[1]] = known
    else:
        tensor.copy_(known)
