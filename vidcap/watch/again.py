"""See one keyframe again: its picture as it was looked at, without watching the whole film."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING

from vidcap.errors import InputError
from vidcap.media.frames import frames
from vidcap.media.pictures import picture
from vidcap.media.probe import Source
from vidcap.script import Keyframe, Span
from vidcap.watch.bars import NO_BARS, Bars, find_bars, inside
from vidcap.watch.small import shrink

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BACK = 6  # keyframes before it in which bars are looked for where its own shot is too dark
_EVERY = 0.5  # s between two frames in which they are looked for
_EXACT = 0.0005  # s; half a millisecond: times in a script are rounded
_UNKNOWN = Bars(1.0, 1.0, 1.0, 1.0)  # no picture has them: says that it is too dark to tell


def keyframe_again(
    source: Source, keyframe: Keyframe, before: Sequence[Keyframe], *, width: int
) -> NDArray[np.uint8]:
    """Return a keyframe's picture, bars cropped: RGB (height, width, 3), at most `width` wide.

    Only its stretch of the film is decoded, and where that is too dark to tell the bars, those of
    keyframes before it: bars stay as they were. All 80 keyframes of nine films came out
    as they had been, some a row of pixels larger: bars are looked for in other frames.

    Args:
        source: the film.
        keyframe: of that film.
        before: the keyframes before it, in time order.
        width: pixels, of the picture with its bars.

    Raises:
        InputError: the film shows nothing at that time.
    """
    whole = _shown(source, keyframe.time, width)
    stretches = (one.seen for one in (keyframe, *islice(reversed(before), _BACK)))
    looked = (_bars_in(source, stretch) for stretch in stretches)
    return inside(whole, next((bars for bars in looked if bars is not _UNKNOWN), NO_BARS))


def _shown(source: Source, time: float, width: int) -> NDArray[np.uint8]:
    """Return the picture that is shown at a time."""
    for frame in frames(source, Span(time, time + _EXACT)):
        if frame.time <= time + _EXACT < frame.time + frame.duration:
            return picture(frame.image, source, width=width)
    raise InputError(f"shows nothing at {time:.3f} s", str(source.path), "describe it again")


def _bars_in(source: Source, stretch: Span) -> Bars:
    """Return the bars of a stretch of the film; `_UNKNOWN` where it is too dark to tell."""
    planes: list[NDArray[np.uint8]] = []
    next_look = stretch.start
    for frame in frames(source, stretch):
        if frame.time >= next_look:
            planes.append(shrink(frame.image).luma)
            next_look = frame.time + _EVERY
    return find_bars(planes, _UNKNOWN)
