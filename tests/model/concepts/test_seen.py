"""What an encoder saw is asked for by part, source and look, and weighed as films are."""

import numpy as np
import pytest
import torch

from vidcap.model.concepts.names import NAMES, PLACE
from vidcap.model.concepts.seen import INDOORS, MOST_WEIGHT, Seen


def seen_of(indoors: int, outdoors: int) -> Seen:
    count = indoors + outdoors
    labels = torch.full((count, len(NAMES)), -1, dtype=torch.int8)
    labels[:indoors, PLACE["indoors"]] = 1
    labels[indoors:, PLACE["outdoors"]] = 1
    return Seen(
        means=torch.zeros(count, 2),
        labels=labels,
        parts=np.array(["fit", "tune"] * count)[:count],
        sources=np.array(["captions"] * count),
        is_filmed=np.arange(count) % 3 == 0,
    )


def test_rows_are_those_of_all_that_is_asked_for():
    seen = seen_of(3, 4)
    assert seen.rows("fit").tolist() == [0, 2, 4, 6]
    assert seen.rows("fit", "drawn").tolist() == []
    assert seen.rows("fit", "captions", is_filmed=True).tolist() == [0, 6]


@pytest.mark.parametrize(("indoors", "outdoors"), [(10, 90), (30, 70)])
def test_pictures_indoors_come_to_their_share(indoors, outdoors):
    weights = seen_of(indoors, outdoors).weights(torch.arange(indoors + outdoors))
    assert (weights[indoors:] == 1).all()
    assert weights[:indoors].sum() / weights.sum() == pytest.approx(INDOORS, abs=1e-5)


@pytest.mark.parametrize(("indoors", "outdoors", "weight"), [(1, 90, MOST_WEIGHT), (90, 10, 1)])
def test_no_picture_weighs_too_much_or_less_than_itself(indoors, outdoors, weight):
    weights = seen_of(indoors, outdoors).weights(torch.arange(indoors + outdoors))
    assert weights[0] == weight
