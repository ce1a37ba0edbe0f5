"""What is seldom in a gallery is drawn more often."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.model.detecting.learning.balance import drawn_shares

KINDS = st.sets(st.sampled_from(["person", "dog", "cat", "sheep"]))


def test_a_kind_in_one_of_a_hundred_is_drawn_five_times_as_often() -> None:
    shown = [{"person", "cat"}, *[{"person", "dog"}] * 50, *[set[str]()] * 49]
    shares = drawn_shares(shown, common=0.25)
    assert shares[0] / shares[1] == pytest.approx(5)
    assert shares[1] == shares[-1]


@given(st.lists(KINDS, min_size=1))
def test_every_picture_is_drawn_and_a_seldomer_thing_never_less_often(
    shown: list[set[str]],
) -> None:
    shares = drawn_shares(shown)
    assert shares.sum() == pytest.approx(1)
    assert (shares > 0).all()
    having = {kind: sum(kind in kinds for kinds in shown) for kinds in shown for kind in kinds}
    fewest = [min((having[kind] for kind in kinds), default=len(shown)) for kinds in shown]
    by_few = np.argsort(fewest)[::-1]
    assert (np.diff(shares[by_few]) >= -1e-12).all()
