"""A rate is that which is heard, whatever the engine calls it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.voices.rate import faster, nominal_rate


@pytest.mark.parametrize(
    ("heard", "language", "nominal"),
    [(165, "en-us", 132), (200, "de", 160), (165, "cmn", 188)],
)
def test_the_rate_is_that_which_is_heard(heard, language, nominal):
    assert nominal_rate(heard, language) == nominal


def test_a_rate_below_the_engines_slowest_is_told(caplog):
    caplog.set_level("WARNING")
    assert nominal_rate(80, "en") == 80
    assert "no slower than about 100 words" in caplog.text


@given(st.integers(80, 300), st.integers(100, 115))
def test_a_faster_rate_is_the_whole_figure_that_is_nearest_and_not_above(nominal, percent):
    figure = faster(nominal, percent / 100)
    assert figure * 100 <= nominal * percent < (figure + 1) * 100
