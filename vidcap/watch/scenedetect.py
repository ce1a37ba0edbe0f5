"""PySceneDetect's other detectors, fed with our small frames and our own exact times."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import scenedetect
from scenedetect.common import Timecode

from vidcap.recipe import WatchSettings
from vidcap.watch import Cut
from vidcap.watch.glimpse import Glimpse

_TICK = Fraction(1, 1_000_000)  # s; the time base in which PySceneDetect hears of our times


class SceneDetector:
    """A detector of PySceneDetect behind our seam."""

    patience = 2.0  # s; its flash filter holds cuts back for as long as the shortest shot

    def __init__(self, settings: WatchSettings, rate: Fraction | None) -> None:
        """Choose the detector by its name; see `detectors.open_detector`."""
        self.patience = max(self.patience, 2 * settings.shortest_shot)
        self._rate = rate or Fraction(25)
        self._detector = _detector(settings)
        self._times: dict[int, float] = {}  # by ticks, of the frames that may still be named
        self._first: float | None = None
        self._code: Any = None

    def feed(self, glimpse: Glimpse) -> Sequence[Cut]:
        """Take the next frame."""
        ticks = round(glimpse.time / _TICK)
        self._first = glimpse.time if self._first is None else self._first
        self._times[ticks] = glimpse.time
        oldest = next(iter(self._times))
        if glimpse.time - self._times[oldest] > 2 * self.patience:
            del self._times[oldest]
        code = scenedetect.FrameTimecode(Timecode(pts=ticks, time_base=_TICK), fps=self._rate)
        self._code = code
        return self._cuts(self._detector.process_frame(code, glimpse.small.bgr()))

    def finish(self) -> Sequence[Cut]:
        """Return what the detector was still thinking about."""
        return self._cuts(self._detector.post_process(self._code)) if self._code else ()

    def _cuts(self, codes: list[Any]) -> list[Cut]:
        times = sorted(self._times[code.pts] for code in codes if code.pts in self._times)
        return [Cut(time, time, time) for time in times if time != self._first]


def _detector(settings: WatchSettings) -> Any:
    """Return the detector with the threshold asked for, or its own default."""
    makers = {
        "content": scenedetect.ContentDetector,
        "hash": scenedetect.HashDetector,
        "histogram": scenedetect.HistogramDetector,
        "threshold": scenedetect.ThresholdDetector,
    }
    options = {"threshold": settings.threshold} if settings.threshold else {}
    return makers[settings.detector](min_scene_len=settings.shortest_shot, **options)
