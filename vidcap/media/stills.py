"""Small pictures along a film, quickly: only intra frames are decoded, found by searching."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import av.error

from vidcap.media.opening import opened
from vidcap.media.pictures import jpeg, picture
from vidcap.media.probe import Source

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream


@dataclass(frozen=True, slots=True)
class Still:
    """A picture of the film."""

    time: float  # s of the film at which it is shown
    picture: bytes  # JPEG
    width: int  # pixels
    height: int


def stills(source: Source, times: Iterable[float], *, width: int, quality: int) -> Iterator[Still]:
    """Yield the last intra frame at or before each of the times, each frame once.

    A bare stream, which cannot be searched, has none; a time that cannot be reached is passed over.

    Args:
        source: the film.
        times: s, in order.
        width: pixels, at most.
        quality: of the JPEG, 1 to 100.
    """
    if not source.stamped:
        return
    with opened(source.path) as container:
        stream = next(s for s in container.streams.video if s.index == source.video)
        stream.codec_context.skip_frame = "NONKEY"
        base = stream.time_base or Fraction(1)
        last = -1.0
        for time in times:
            frame = _intra_frame(container, stream, int((source.zero + time) / base))
            if frame is None or frame.pts is None:
                continue
            shown = float(frame.pts * base) - source.zero
            if shown > last:
                last = shown
                rgb = picture(frame, source, width=width)
                high, wide = rgb.shape[:2]
                yield Still(shown, jpeg(rgb, quality=quality), wide, high)


def _intra_frame(container: InputContainer, stream: VideoStream, stamp: int) -> VideoFrame | None:
    """Return the intra frame from which decoding would start to show the moment `stamp`."""
    try:
        container.seek(stamp, stream=stream)
        return next(container.decode(stream), None)
    except av.error.FFmpegError:
        return None
