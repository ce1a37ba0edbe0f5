"""Hard cuts: PySceneDetect's adaptive detector on a score of our own, and without flashes."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from scenedetect import AdaptiveDetector, FrameTimecode
from scenedetect.common import Timecode

from vidcap.watch.glimpse import Glimpse
from vidcap.watch.patterns import likeness_inside

WINDOW = 3  # frames on each side that a frame is compared with
_LEAST = 8.0  # novelty below which nothing is a cut
_RATIO = 2.75  # of the novelty to its neighbours' mean
_FLASH = 0.75  # likeness over a flash: the frames around it are of one shot
_REACH = 2  # frames on each side of a cut that a flash may take
_TICK = Fraction(1, 1_000_000)  # s; the time base in which PySceneDetect hears of our times


class _Scored(AdaptiveDetector):  # type: ignore[misc]  # PySceneDetect has no types
    """The adaptive detector, given scores instead of pictures.

    Its own score is a mean over hue, saturation and luma: on grey film two of the three are zero,
    and motion counts as much as a cut. Fed with `Glimpse.novelty` it finds the hard cuts of the
    tuning films with F1 0.99, by itself with 0.85.
    """

    def _calculate_frame_score(self, timecode: FrameTimecode, frame_img: Any) -> float:
        return float(frame_img)


class HardCuts:
    """Finds the frames that begin a new shot at once."""

    def __init__(self, *, ratio: float, shortest: float, rate: Fraction | None) -> None:
        """Set up for a film.

        Args:
            ratio: novelty over its neighbours' mean from which a frame is a cut; 0: the tuned one.
            shortest: length of a shot at least, s.
            rate: frames a second on average.
        """
        self._rate = rate or Fraction(25)
        self._detector = _Scored(
            adaptive_threshold=ratio or _RATIO,
            min_scene_len=shortest,
            window_width=WINDOW,
            min_content_val=_LEAST,
        )
        self._recent: deque[Glimpse] = deque(maxlen=2 * WINDOW + _REACH + 1)

    def feed(self, glimpse: Glimpse) -> list[float]:
        """Take the next frame; return the times of the cuts that are certain now."""
        self._recent.append(glimpse)
        return self._found(self._detector.process_frame(self._code(glimpse.time), glimpse.novelty))

    def finish(self) -> list[float]:
        """Return the cuts among the last frames, which the detector still waits to compare."""
        if not self._recent:
            return []
        end = self._recent[-1].time
        return [
            time
            for late in range(1, WINDOW + 1)
            for time in self._found(self._detector.process_frame(self._code(end + late), 0.0))
        ]

    def _code(self, time: float) -> FrameTimecode:
        return FrameTimecode(Timecode(pts=round(time / _TICK), time_base=_TICK), fps=self._rate)

    def _found(self, codes: Sequence[Any]) -> list[float]:
        """Return the exact times of what the detector found, less flashes."""
        return [
            glimpse.time
            for code in codes
            for place, glimpse in enumerate(self._recent)
            if round(glimpse.time / _TICK) == code.pts and not self._is_flash(place)
        ]

    def _is_flash(self, place: int) -> bool:
        before = self._recent[max(0, place - _REACH)]
        after = self._recent[min(len(self._recent) - 1, place + _REACH)]
        return likeness_inside(before.pattern, after.pattern) >= _FLASH
