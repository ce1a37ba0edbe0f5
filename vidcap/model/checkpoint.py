"""A network on disk: float16 weights in safetensors and a JSON card beside them; never a pickle."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor

from vidcap.errors import InputError
from vidcap.model.cider import LENGTHS, Rarity
from vidcap.model.decoders import DecoderSize
from vidcap.model.generating.confidence import Confidence
from vidcap.model.network import Network
from vidcap.model.vocabulary import PAD, Vocabulary

SHIPPED = Path(__file__).with_name("weights") / "own.safetensors"
_RARITY = "rarity."  # of the names of what is kept of it, followed by the language
FORMAT = 1  # raised when an older reader could not understand a newer checkpoint


def save(network: Network, weights: Path, card: Mapping[str, Any]) -> None:
    """Write `weights` (.safetensors) and the card beside it (.json).

    Args:
        network: what to keep.
        weights: the path of the weights; the card has the same stem.
        card: what is to be known of the network besides its shape: data, licence, scores.
    """
    tensors = {
        name: (tensor.half() if tensor.is_floating_point() else tensor).contiguous()
        for name, tensor in network.state_dict().items()
        if not name.endswith("num_batches_tracked")  # of no use after training
    }
    for language, rarity in network.rarity.items():
        tensors |= _as_tensors(rarity, f"{_RARITY}{language}")
    save_file(tensors, weights)
    shape = {
        "format": FORMAT,
        "encoder": network.encoder.name,
        "decoder": dataclasses.asdict(network.size),
        "languages": list(network.vocabulary.languages),
        "confidence": {code: dataclasses.asdict(c) for code, c in network.confidence.items()},
        "vocabulary": list(network.vocabulary.words),
    }
    text = json.dumps({**card, **shape}, ensure_ascii=False, indent=1)
    weights.with_suffix(".json").write_text(text + "\n", encoding="utf-8")


def read_card(weights: Path) -> dict[str, Any]:
    """Return the card beside the weights.

    Raises:
        InputError: it is missing, no JSON, or of another format.
    """
    path = weights.with_suffix(".json")
    try:
        card = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(
            f"the model's card cannot be read ({error})",
            str(path),
            "give the path of a .safetensors file with its .json beside it",
        ) from error
    if not isinstance(card, dict) or card.get("format") != FORMAT:
        raise InputError(
            f"a model card of format {FORMAT} was expected",
            str(path),
            "train the model again with this version, or use the version that made it",
        )
    return card


def load(weights: Path) -> Network:
    """Return the network kept in `weights`, in float32, ready to caption.

    Raises:
        InputError: the files are missing, truncated, or do not belong together.
    """
    card = read_card(weights)
    try:
        size = DecoderSize(**card["decoder"])
        languages = tuple(card.get("languages", ("en",)))
        words = Vocabulary(tuple(card["vocabulary"]), languages)
        network = Network(card["encoder"], size, words)
        network.confidence = {
            code: Confidence(known["bias"], tuple(known["weights"]))
            for code, known in card.get("confidence", {}).items()
        }
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(
            f"the model's card is damaged ({error})",
            str(weights.with_suffix(".json")),
            "copy the model again",
        ) from error
    try:
        tensors = load_file(weights)
    except (OSError, SafetensorError) as error:
        raise InputError(
            f"the weights cannot be read ({error})", str(weights), "copy the model again"
        ) from error
    network.rarity = _rarities(tensors)
    tensors = {name: tensor for name, tensor in tensors.items() if not name.startswith(_RARITY)}
    wanted = {name for name in network.state_dict() if not name.endswith("num_batches_tracked")}
    if wanted != tensors.keys():
        odd = sorted(wanted ^ tensors.keys())
        raise InputError(
            f"{len(odd)} weights are missing or too many, the first is {odd[0]}",
            str(weights),
            "use weights and card from one training run",
        )
    try:
        network.load_state_dict(
            {name: tensor.float() for name, tensor in tensors.items()}, strict=False
        )
    except RuntimeError as error:
        raise InputError(
            f"the weights have other shapes than the card says ({error})",
            str(weights),
            "use weights and card from one training run",
        ) from error
    network.eval().to(memory_format=torch.channels_last)
    return network


def _as_tensors(rarity: Rarity, name: str) -> dict[str, Tensor]:
    """Return word groups (N, 4), padded, and their weights (N + 1,); the last is of all others."""
    longest = max(LENGTHS)
    groups = [[*group, *[PAD] * (longest - len(group))] for group in rarity.weights]
    weights = [*rarity.weights.values(), rarity.unseen]
    return {
        f"{name}.groups": torch.tensor(groups, dtype=torch.int32).view(-1, longest),
        f"{name}.weights": torch.tensor(weights, dtype=torch.float16),
    }


def _rarities(tensors: Mapping[str, Tensor]) -> dict[str, Rarity]:
    """Return what is kept of the rarity of word groups, by language."""
    found: dict[str, Rarity] = {}
    for name, groups in tensors.items():
        if name.startswith(_RARITY) and name.endswith(".groups"):
            stem = name.removesuffix(".groups")
            *weights, unseen = tensors[f"{stem}.weights"].tolist()
            rows = (tuple(word for word in row if word != PAD) for row in groups.tolist())
            found[stem.removeprefix(_RARITY)] = Rarity(
                dict(zip(rows, weights, strict=True)), unseen
            )
    return found
