"""How hard cuts, fades and dissolves are united."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.watch import Cut
from vidcap.watch.adaptive import united


def hard(time: float) -> Cut:
    return Cut(time, time, time)


FADE = Cut(10.5, 10.0, 11.0)
DISSOLVE = Cut(20.5, 20.0, 21.0)


@pytest.mark.parametrize(
    ("hards", "fades", "dissolves", "expected"),
    [
        pytest.param([hard(1), hard(2)], [], [], [hard(1), hard(2)], id="hard cuts stay"),
        pytest.param([hard(10.0)], [FADE], [], [FADE], id="a cut to black is the fade's edge"),
        pytest.param([hard(9)], [FADE], [], [hard(9), FADE], id="a cut before it is its own"),
        pytest.param([hard(20.3)], [], [DISSOLVE], [hard(20.3)], id="a cut ends a false dissolve"),
        pytest.param([], [FADE], [Cut(10.7, 10.4, 11.2)], [FADE], id="a fade mixes with black"),
        pytest.param([], [FADE], [DISSOLVE], [FADE, DISSOLVE], id="two changes"),
    ],
)
def test_united(hards, fades, dissolves, expected):
    assert united(hards, fades, dissolves) == expected


CUTS = st.lists(
    st.tuples(st.floats(0, 50), st.floats(0, 1), st.floats(0, 1)).map(
        lambda t: Cut(t[0], t[0] - t[1], t[0] + t[2])
    ),
    max_size=6,
)


@given(CUTS, CUTS, CUTS)
def test_united_is_in_order_and_invents_nothing(hards, fades, dissolves):
    found = united(hards, fades, dissolves)
    assert found == sorted(found)
    assert set(found) <= {*hards, *fades, *dissolves}
    assert set(fades) <= set(found)
