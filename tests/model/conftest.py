"""A tiny network, and captioned pictures made on the spot."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from vidcap.model.decoder import DecoderSize
from vidcap.model.network import Network
from vidcap.model.vocabulary import Vocabulary

SENTENCES = ("a red square", "a green square", "a blue square", "the dog 's ball is red")


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return Vocabulary.of_captions(SENTENCES, seen=1)


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
        rows.append({"file": name, "split": split, "en": said})
    lines = "\n".join(json.dumps(row) for row in rows)
    (folder / "captions.jsonl").write_text(lines + "\n", encoding="utf-8")
    return folder
