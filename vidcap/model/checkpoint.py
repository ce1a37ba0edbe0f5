"""A network on disk: weights of two bytes in safetensors, a JSON card beside them; never a pickle.

An encoder multiplies in bfloat16 where the processor does (`network.autocast`), and its weights
are kept as what it multiplies: else rounding them is most of what parts the features of two
processors, .044 of their length where .027 is left (docs/experiments.md). All else is float16.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor

from vidcap.errors import InputError
from vidcap.model.agreement import Agreement
from vidcap.model.concepts.heads import Heads
from vidcap.model.decoders import DecoderSize, open_decoder
from vidcap.model.generating.confidence import Confidence
from vidcap.model.generating.rerank import Weights
from vidcap.model.network import Network, is_kernel
from vidcap.model.vocabulary import Vocabulary

SHIPPED = Path(__file__).with_name("weights") / "own.safetensors"
FORMAT = 3  # raised when an older reader could not understand a newer checkpoint


def save(network: Network, weights: Path, card: Mapping[str, Any]) -> None:
    """Write `weights` (.safetensors) and the card beside it (.json).

    Args:
        network: what to keep.
        weights: the path of the weights; the card has the same stem.
        card: what is to be known of the network besides its shape: data, licence, scores.
    """
    tensors = {
        name: _kept(name, tensor).contiguous()
        for name, tensor in network.state_dict().items()
        if not name.endswith("num_batches_tracked")  # of no use after training
    }
    save_file(tensors, weights)
    shape = {
        "format": FORMAT,
        "encoder": network.encoder.name,
        "decoder": dataclasses.asdict(network.size),
        "heads": None if network.heads is None else network.heads.description(),
        "agreement": network.agreement is not None,
        "backward": network.backward is not None,
        "rank_weights": {code: dataclasses.asdict(w) for code, w in network.rank_weights.items()},
        "languages": list(network.vocabulary.languages),
        "confidence": {code: dataclasses.asdict(c) for code, c in network.confidence.items()},
        "vocabulary": list(network.vocabulary.words),
    }
    text = json.dumps({**card, **shape}, ensure_ascii=False, indent=1)
    weights.with_suffix(".json").write_text(text + "\n", encoding="utf-8")


def _kept(name: str, tensor: Tensor) -> Tensor:
    """Return the tensor as it is written: in two bytes a number, integers as they are."""
    if not tensor.is_floating_point():
        return tensor
    return tensor.bfloat16() if is_kernel(name, tensor) else tensor.half()


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


def digest(weights: Path) -> str:
    """Return the hash of a network: of its weights and of its card, which both shape its answers.

    Raises:
        InputError: either cannot be read.
    """
    found = hashlib.sha256()
    for path in (weights, weights.with_suffix(".json")):
        try:
            found.update(path.read_bytes())
        except OSError as error:
            raise InputError(
                f"cannot be read ({error.strerror})",
                str(path),
                "give the path of a .safetensors file with its .json beside it",
            ) from error
    return found.hexdigest()[:12]


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
        if card["agreement"]:
            network.agreement = Agreement(network.encoder.channels, len(words))
        if card["backward"]:
            network.backward = open_decoder(size, network.encoder.channels, len(words), words.never)
        network.rank_weights = {
            code: Weights(**known) for code, known in card["rank_weights"].items()
        }
        if card["heads"] is not None:
            network.heads = Heads(**card["heads"])
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
