import numpy as np
import pytest

from vidcap.model.network import BATCH, Network


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
