import math
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from vidcap.caption import captioners, open_captioner
from vidcap.caption.own import Own, framed
from vidcap.errors import InputError, MissingError
from vidcap.model import checkpoint
from vidcap.model.decoders import DecoderSize
from vidcap.model.network import Network
from vidcap.model.vocabulary import Vocabulary
from vidcap.recipe import CaptionSettings
from vidcap.script import Offer

SETTINGS = CaptionSettings()


def png(height: int, width: int, seed: int = 0) -> bytes:
    picture = np.random.default_rng(seed).integers(0, 256, (height, width, 3), np.uint8)
    is_encoded, data = cv2.imencode(".png", picture)
    assert is_encoded
    return data.tobytes()


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny network, its weights drawn at random."""
    torch.manual_seed(1)
    size = DecoderSize(layers=1, width=32, heads=2, longest=8, dropout=0.0)
    words = Vocabulary.of_captions({"en": ["a dog runs on the grass", "two people sit"]}, seen=1)
    path = tmp_path_factory.mktemp("own") / "tiny.safetensors"
    checkpoint.save(Network("efficientnet_lite0", size, words), path, {"licence": "for tests"})
    return path


def test_echo_says_its_text_of_every_picture() -> None:
    said = list(open_captioner("echo:A line: two.", "en", SETTINGS).describe([b"", png(8, 8)]))
    assert [[c.text for c in offer.candidates] for offer in said] == [["A line: two."]] * 2
    assert said[0].candidates[0].confidence == 1


def test_echo_needs_a_text() -> None:
    with pytest.raises(InputError, match="write echo:TEXT"):
        open_captioner("echo", "en", SETTINGS)


def test_an_unknown_captioner_is_told_with_those_there_are() -> None:
    with pytest.raises(InputError, match="choose one of own, echo"):
        open_captioner("nonesuch:x", "en", SETTINGS)


def test_a_language_that_the_network_does_not_speak_is_refused(weights: Path) -> None:
    with pytest.raises(InputError, match="speaks en only"):
        open_captioner(f"own:{weights}", "fr", SETTINGS)
    assert open_captioner(f"own:{weights}", "en-GB", SETTINGS).name.endswith(" en")


def test_weights_that_are_not_there_are_missing() -> None:
    with pytest.raises(MissingError, match=r"nowhere\.safetensors"):
        open_captioner("own:nowhere.safetensors", "en", SETTINGS)


def test_a_network_of_ones_own_captions_whole_sentences(weights: Path) -> None:
    captioner = open_captioner(f"own:{weights}", "en", SETTINGS)
    assert captioner.licence == "for tests"
    assert captioner.is_checked
    (offer,) = captioner.describe([png(30, 50)])
    best = offer.candidates[0]
    assert offer.facts == ()  # no heads were fitted
    assert best.text[0].isupper()
    assert best.text.endswith(".")
    assert best.words == len(best.text.split())
    assert best.confidence == pytest.approx(math.exp(best.log_probability / (best.words + 1)))


def test_the_name_changes_with_the_weights(weights: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.safetensors"
    network = checkpoint.load(weights)
    with torch.no_grad():
        network.decoder.bias += 1
    checkpoint.save(network, other, {})
    names = {Own(str(path), "en", SETTINGS).name for path in (weights, weights, other)}
    assert len(names) == 2


def test_what_is_no_picture_gets_no_words_and_leaves_the_others_theirs(weights: Path) -> None:
    captioner = Own(str(weights), "en", SETTINGS)
    broken, whole = b"no picture", png(20, 20)
    first, second, third = captioner.describe([whole, broken, whole])
    assert second == Offer((), ())
    assert first == third
    assert first.candidates


@pytest.mark.parametrize(
    ("framing", "width", "kept"),
    [
        ("whole", 200, (0, 200)),
        ("centre", 200, (52, 148)),
        ("centre", 96, (0, 96)),
        ("centre", 40, (0, 40)),
    ],
)
def test_framing_crops_wide_pictures_only(framing: str, width: int, kept: tuple[int, int]) -> None:
    columns = np.arange(width, dtype=np.uint8)
    picture = np.repeat(np.tile(columns, (64, 1))[:, :, None], 3, 2)
    assert framed(picture, framing)[0, :, 0].tolist() == list(range(*kept))


def test_all_captioners_are_listed_with_their_state() -> None:
    rows = {row.name: row for row in captioners()}
    assert rows["echo"].state.startswith("has nothing to say")
    assert rows["own"].state == "ready"
    assert "non-commercial" in rows["own"].licence
