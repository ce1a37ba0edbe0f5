"""Hard cuts: PySceneDetect's adaptive detector on a score of our own, and without flashes."""

from __future__ import annotations

from collections import deque
from typing import Any

from scenedetect import AdaptiveDetector, FrameTimecode

from vidcap.watch.glimpse import Glimpse
from vidcap.watch.patterns import likeness_inside

WINDOW = 3  # frames on each side that a frame is compared with
_LEAST = 8.0  # novelty below which nothing is a cut
_RATIO = 2.75  # of the novelty to its neighbours' mean
_FLASH = 0.75  # likeness over a flash: the frames around it are of one shot
_REACH = 2  # frames on each side of a cut that a flash may take
_RATE = 25.0  # frames a second that PySceneDetect is told; no answer depends on it


class _Scored(AdaptiveDetector):  # type: ignore[misc]  # PySceneDetect has no types
    """The adaptive detector, given scores instead of pictures.

    Its own score is a mean over hue, saturation and luma: on grey film two of the three are zero,
    and motion counts as much as a cut. Fed with `Glimpse.novelty` it finds the hard cuts of the
    tuning films with F1 0.99, by itself with 0.85.
    """

    def _calculate_frame_score(self, timecode: FrameTimecode, frame_img: Any) -> float:
        return float(frame_img)


class HardCuts:
    """Finds the frames that begin a new shot at once.

    PySceneDetect hears numbers of frames only, which cost a third of its exact times; what it
    finds is given with the stamps of our frames.
    """

    def __init__(self, *, ratio: float) -> None:
        """Set up for a film.

        Args:
            ratio: novelty over its neighbours' mean from which a frame is a cut; 0: the tuned one.
        """
        self._detector = _Scored(
            adaptive_threshold=ratio or _RATIO,
            min_scene_len=0,  # whoever unites cuts of all kinds sees to that
            window_width=WINDOW,
            min_content_val=_LEAST,
        )
        self._recent: deque[Glimpse] = deque(maxlen=2 * WINDOW + _REACH + 1)
        self._number = -1  # of the last frame

    def feed(self, glimpse: Glimpse) -> list[float]:
        """Take the next frame; return the times of the cuts that are certain now."""
        self._number += 1
        self._recent.append(glimpse)
        return self._found(self._number, glimpse.novelty)

    def finish(self) -> list[float]:
        """Return the cuts among the last frames, which the detector still waits to compare."""
        late = range(self._number + 1, self._number + 1 + WINDOW)
        return [time for number in late for time in self._found(number, 0.0)]

    def _found(self, number: int, novelty: float) -> list[float]:
        """Return the times of what the detector finds on hearing of a frame, less flashes."""
        codes: list[Any] = self._detector.process_frame(FrameTimecode(number, _RATE), novelty)
        oldest = self._number + 1 - len(self._recent)
        places = [code.frame_num - oldest for code in codes]
        return [self._recent[place].time for place in places if not self._is_flash(place)]

    def _is_flash(self, place: int) -> bool:
        before = self._recent[max(0, place - _REACH)]
        after = self._recent[min(len(self._recent) - 1, place + _REACH)]
        return likeness_inside(before.pattern, after.pattern) >= _FLASH
