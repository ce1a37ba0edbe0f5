"""The table of detectors."""

from __future__ import annotations

from fractions import Fraction

from vidcap.recipe import WatchSettings
from vidcap.watch import Detector


def open_detector(settings: WatchSettings, rate: Fraction | None) -> Detector:
    """Return the detector the settings name.

    Args:
        settings: name, threshold (0: the tuned one) and shortest shot.
        rate: frames a second on average; None: not known.

    Raises:
        MissingError: the detector is not installed.
    """
    if settings.detector == "adaptive":
        from vidcap.watch.adaptive import Adaptive

        return Adaptive(settings)
    if settings.detector == "transnetv2":
        from vidcap.watch.transnet import TransNet

        return TransNet(settings, rate)
    from vidcap.watch.scenedetect import SceneDetector

    return SceneDetector(settings, rate)
