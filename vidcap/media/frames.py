"""Decode the picture once: frames with their exact times, small planes and pictures on demand."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import av.error

from vidcap.media.opening import opened
from vidcap.media.probe import Source
from vidcap.script import Span

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

_THREADS = min(os.cpu_count() or 1, 4)  # of the decoder; more only hold more frames in memory
_RUN_UP = 2.0  # s before a part from which decoding starts, so that it starts clean


@dataclass(frozen=True, slots=True)
class Frame:
    """A decoded picture and when it is shown."""

    time: float  # s from the film's first frame
    duration: float  # s; 0 where the film does not say and no frame follows
    image: VideoFrame  # as decoded: not upright, not square; valid as long as it is held


def frames(source: Source, part: Span | None = None) -> Iterator[Frame]:
    """Decode the film, or the part of it, and yield its frames in the order they are shown.

    Times come from presentation stamps. A frame without one (bare streams) starts where the one
    before ends; one that is not later than the frame before is left out.
    A frame shown before `part` starts and still seen in it is yielded with its own time.
    Damaged stretches are skipped as the decoder does.
    """
    with opened(source.path) as container:
        stream = next(s for s in container.streams.video if s.index == source.video)
        _tune(stream)
        if part is not None and source.stamped and part.start > _RUN_UP:
            _seek(container, stream, source.zero + part.start - _RUN_UP)
        before: Frame | None = None
        for now in _timed(container, stream, source):
            if before is not None:
                if now.time <= before.time:
                    continue
                ready = Frame(before.time, now.time - before.time, before.image)
                if part is None or ready.time + ready.duration > part.start:
                    yield ready
                if part is not None and now.time >= part.end:
                    return
            before = now
        if before is not None and (part is None or before.time + before.duration > part.start):
            yield before


def _tune(stream: VideoStream) -> None:
    """Set how the stream is decoded, in this one place.

    AUTO decodes frames in parallel where the codec allows it (SLICE alone: 1.2 times slower in wall
    time on files of one slice). Stopping half-way is safe as long as the container is closed.
    """
    stream.thread_type = "AUTO"
    stream.codec_context.thread_count = _THREADS


def _seek(container: InputContainer, stream: VideoStream, clock: float) -> None:
    """Go to the last intra frame before `clock`, s; stay at the start where that fails."""
    base = stream.time_base or Fraction(1)
    try:
        container.seek(int(clock / base), stream=stream)
    except av.error.FFmpegError:
        container.seek(0)


def _timed(container: InputContainer, stream: VideoStream, source: Source) -> Iterator[Frame]:
    """Yield decoded frames with the times and durations that the film itself gives them."""
    up, down = (stream.time_base or Fraction(1)).as_integer_ratio()
    zero = source.zero
    usual = float(1 / source.rate) if source.rate else 0.04
    follows = 0.0
    for image in _decoded(container, stream):
        stamp, length = image.pts, image.duration
        # whole numbers until the one division: exact, and cheaper than fractions
        time = stamp * up / down - zero if stamp is not None else follows
        duration = length * up / down if length else usual
        follows = time + duration
        yield Frame(time, duration, image)


def _decoded(container: InputContainer, stream: VideoStream) -> Iterator[VideoFrame]:
    """Decode all that can be decoded: a damaged packet costs its own frames only."""
    try:
        for packet in container.demux(stream):
            try:
                yield from packet.decode()
            except av.error.InvalidDataError:
                continue
    except av.error.InvalidDataError:  # the container itself ends in garbage
        return
