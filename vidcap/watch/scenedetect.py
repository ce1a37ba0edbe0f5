"""PySceneDetect's detectors, fed with our small frames and our own exact times."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from scenedetect import (
    AdaptiveDetector,
    FrameTimecode,
)
from scenedetect.common import Timecode

from vidcap.recipe import WatchSettings
from vidcap.watch import Cut
from vidcap.watch.glimpse import Glimpse

_TICK = Fraction(1, 1_000_000)  # s; the time base in which PySceneDetect hears of our times


class SceneDetector:
    """A detector of PySceneDetect behind our seam."""

    patience = 2.0

    def __init__(self, settings: WatchSettings, rate: Fraction | None) -> None:
        """Choose the detector by its name; see `open_detector`."""
        self._rate = rate or Fraction(25)
        self._detector = _detector(settings)
        self._times: dict[int, float] = {}

    def feed(self, glimpse: Glimpse) -> Sequence[Cut]:
        """Take the next frame."""
        ticks = round(glimpse.time / _TICK)
        self._times[ticks] = glimpse.time
        code = FrameTimecode(Timecode(pts=ticks, time_base=_TICK), fps=self._rate)
        self._last = code
        cuts = self._cuts(self._detector.process_frame(code, glimpse.small.bgr()))
        for old in [t for t in self._times if glimpse.time - self._times[t] > 2 * self.patience]:
            del self._times[old]
        return cuts

    def finish(self) -> Sequence[Cut]:
        """Return what the detector was still thinking about."""
        return self._cuts(self._detector.post_process(self._last)) if self._times else ()

    def _cuts(self, codes: list[Any]) -> list[Cut]:
        times = sorted(self._times[code.pts] for code in codes if code.pts in self._times)
        return [Cut(time, time, time) for time in times]


def _detector(settings: WatchSettings) -> Any:
    return AdaptiveDetector(
        adaptive_threshold=settings.threshold or 2.0,
        min_content_val=10,
        min_scene_len=settings.shortest_shot,
    )
