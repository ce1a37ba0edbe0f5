import numpy as np
import pytest
import torch

import vidcap.model.network as networks
from vidcap.model import checkpoint
from vidcap.model.generating.confidence import FIT
from vidcap.model.network import BATCH, Network, has_fast_bfloat16


def pictures(count: int) -> list[np.ndarray]:
    chance = np.random.default_rng(7)
    sizes = [(40, 60), (224, 224), (90, 30)]
    return [chance.integers(0, 256, (*sizes[n % 3], 3), np.uint8) for n in range(count)]


@pytest.mark.parametrize("count", [1, BATCH, BATCH + 3])
def test_a_caption_depends_on_its_picture_alone(network: Network, count: int) -> None:
    several = pictures(count)
    together = list(network.describe(several))
    assert together == [next(network.describe([picture])) for picture in several]


def test_candidates_come_best_first_and_never_more_than_beams(network: Network) -> None:
    (found,) = network.describe(pictures(1), beams=4)
    assert 1 <= len(found) <= 4
    scores = [c.log_probability / (len(c.words) + 1) ** 0.7 for c in found]
    assert scores == sorted(scores, reverse=True)


def test_no_picture_gives_no_candidates(network: Network) -> None:
    assert list(network.describe([])) == []


def test_how_well_they_fit_only_changes_the_order() -> None:
    network = checkpoint.load(checkpoint.SHIPPED)
    searched = list(network.describe(shapes(6), beams=6, is_ranked=False))
    ranked = list(network.describe(shapes(6), beams=6))
    assert [set(found) for found in ranked] == [set(found) for found in searched]
    assert ranked != searched
    for found in ranked:
        merits = [one.merit(network.rank_weights["en"]) for one in found]
        assert merits == sorted(merits, reverse=True)


def test_variants_keep_within_their_lengths(network: Network) -> None:
    regions = network.encoder(torch.randint(0, 256, (2, 3, 224, 224), dtype=torch.uint8))
    for found in network.variants(regions, (2, 4, 7)):
        assert set(found) == {2, 4, 7}
        assert all(1 <= len(one.words) <= most for most, one in found.items())
        assert found[7].log_probability < 0


def test_shorter_sentences_come_after_the_best_ones() -> None:
    network = checkpoint.load(checkpoint.SHIPPED)
    plain = list(network.describe(shapes(4)))
    for best, found in zip(plain, network.describe(shapes(4), lengths=(5, 8)), strict=True):
        assert [one.words for one in found[: len(best)]] == [one.words for one in best]
        further = found[len(best) :]
        assert further
        assert all(len(one.words) <= 8 and 0 < one.confidence < 1 for one in further)
        assert len({one.words for one in found}) == len(found)


def test_a_network_held_for_captioning_says_the_same() -> None:
    several = shapes(6)
    network = checkpoint.load(checkpoint.SHIPPED)
    as_loaded = list(network.describe(several, lengths=(5, 8)))
    assert list(network.hold().describe(several, lengths=(5, 8))) == as_loaded
    kinds = {layer.dtype for layer in network.decoder.parameters()}
    assert (torch.bfloat16 in kinds) == has_fast_bfloat16()


@pytest.mark.skipif(not has_fast_bfloat16(), reason="this processor has no bfloat16")
def test_without_bfloat16_the_captions_are_the_same() -> None:
    """Of the shipped network, on pictures of noise and shapes: but for near ties, one in ten."""
    network = checkpoint.load(checkpoint.SHIPPED)
    several = shapes(40)
    fast = [found[0] for found in network.describe(several, is_ranked=False)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(networks, "has_fast_bfloat16", lambda: False)
        slow = [found[0] for found in network.describe(several, is_ranked=False)]
    pairs = [
        (one, other) for one, other in zip(fast, slow, strict=True) if one.words == other.words
    ]
    assert len(pairs) >= 34
    assert all(abs(one.signs[FIT] - other.signs[FIT]) < 0.03 for one, other in pairs)


def shapes(count: int) -> list[np.ndarray]:
    """Blocks of colour under noise: pictures of which the network says many things."""
    chance = np.random.default_rng(11)
    found = []
    for _ in range(count):
        blocks = chance.integers(0, 256, (3, 4, 3), np.uint8)
        picture = np.kron(blocks, np.ones((60, 60, 1), np.uint8)).astype(int)
        noise = chance.normal(0, 12, picture.shape)
        found.append((picture + noise).clip(0, 255).astype(np.uint8))
    return found
