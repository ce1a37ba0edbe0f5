"""Decode the dialogue's audio track, laid exactly on the film's own time line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

import av
import av.error
import numpy as np

from vidcap.media.opening import opened
from vidcap.media.probe import Source
from vidcap.script import Span

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.container import InputContainer
    from numpy.typing import NDArray

_RUN_UP = 1.0  # s decoded before a part, for codecs that overlap their blocks
_JITTER = 0.0015  # s by which a stamp may be off without a gap being meant: Matroska counts in ms
_FILL = 1 << 16  # samples of silence in one block, so that a long hole needs little memory


@dataclass(frozen=True, slots=True)
class AudioFormat:
    """What the samples of a track are."""

    rate_hz: int
    channels: int
    layout: str  # in ffmpeg's words: mono, stereo, 5.1, ...


def audio_format(source: Source) -> AudioFormat:
    """Return the format of the dialogue's track.

    Raises:
        ValueError: the film is silent.
    """
    with opened(source.path) as container:
        context = container.streams.audio[_ordinal(container, source)].codec_context
        return AudioFormat(context.sample_rate, len(context.layout.channels), context.layout.name)


def blocks(source: Source, *, part: Span | None = None) -> Iterator[NDArray[np.float32]]:
    """Yield the track as blocks (channels, n) of float32 at its own rate and layout.

    The first sample is heard at film time 0, or at `part.start`: sound before it is cut, a late
    start and holes in the time stamps are filled with silence, overlaps are dropped. The last block
    ends where the sound ends, at the latest at `part.end`.

    Raises:
        ValueError: the film is silent.
    """
    start = part.start if part else 0.0
    with opened(source.path) as container:
        track = container.streams.audio[_ordinal(container, source)]
        context = track.codec_context
        rate, layout = context.sample_rate, context.layout.name
        channels = len(context.layout.channels)
        if start > _RUN_UP and source.stamped:
            clock = source.zero + start - _RUN_UP
            container.seek(int(clock / (track.time_base or Fraction(1))), stream=track)
        limit = round((part.end - start) * rate) if part else None
        done = 0  # samples yielded since `start`
        for place, samples in _placed(container, source, rate, layout):
            place -= round(start * rate)
            if abs(place - done) <= _JITTER * rate:
                place = done
            while place > done and (limit is None or done < limit):
                hole = min(place - done, _FILL, (limit or place) - done)
                yield np.zeros((channels, hole), np.float32)
                done += hole
            fresh = samples[:, done - place :] if place < done else samples
            if limit is not None:
                fresh = fresh[:, : limit - done]
            if fresh.shape[1]:
                yield fresh
                done += fresh.shape[1]
            if limit is not None and done >= limit:
                return


class Mixdown:
    """Takes a track block by block and gives one channel of it at another rate."""

    def __init__(
        self, form: AudioFormat, rate_hz: int, *, channel: Literal["dialogue", "all"] = "dialogue"
    ) -> None:
        """Prepare for sound of this format.

        Args:
            form: of the blocks that will be fed.
            rate_hz: of the samples returned.
            channel: `dialogue` takes the centre where there is one (5.1), else the mean of all
                channels; `all` always takes the mean.
        """
        self._centre = centre(form) if channel == "dialogue" else None
        self._rate_hz = form.rate_hz
        self._resampler = av.AudioResampler(format="fltp", layout="mono", rate=rate_hz)

    def feed(self, block: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return what a block (channels, n) adds, (m,); the resampler holds a little back."""
        one = (
            block[self._centre]
            if self._centre is not None
            else block.mean(axis=0, dtype=np.float32)
        )
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(one)[None, :], format="fltp", layout="mono"
        )
        frame.sample_rate = self._rate_hz
        return self._resampled(frame)

    def rest(self) -> NDArray[np.float32]:
        """Return what was held back, (m,); nothing may be fed after it."""
        return self._resampled(None)

    def _resampled(self, frame: AudioFrame | None) -> NDArray[np.float32]:
        parts = [part.to_ndarray()[0] for part in self._resampler.resample(frame)]
        return np.concatenate([np.empty(0, np.float32), *parts]).astype(np.float32, copy=False)


def centre(form: AudioFormat) -> int | None:
    """Return which channel is the centre, where films keep their dialogue; None: there is none."""
    names = [item.name for item in av.AudioLayout(form.layout).channels]
    return names.index("FC") if "FC" in names and len(names) > 1 else None


def mono(
    source: Source,
    rate_hz: int,
    *,
    part: Span | None = None,
    channel: Literal["dialogue", "all"] = "dialogue",
) -> Iterator[NDArray[np.float32]]:
    """Yield one channel of the track at another rate, in blocks (n,) of float32.

    Times as with `blocks`; rate and channel as with `Mixdown`.

    Args:
        source: the film.
        rate_hz: of the samples returned.
        part: the stretch wanted; all of it by default.
        channel: which.

    Raises:
        ValueError: the film is silent.
    """
    mixdown = Mixdown(audio_format(source), rate_hz, channel=channel)
    for block in blocks(source, part=part):
        yield mixdown.feed(block)
    yield mixdown.rest()


def _ordinal(container: InputContainer, source: Source) -> int:
    """Return which of the audio streams holds the dialogue."""
    for ordinal, track in enumerate(container.streams.audio):
        if track.index == source.audio:
            return ordinal
    raise ValueError(f"{source.path} is a silent film")


def _placed(
    container: InputContainer, source: Source, rate: int, layout: str
) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """Yield decoded samples (channels, n) with the sample of the film at which each is heard."""
    follows = 0
    converter: av.AudioResampler | None = None
    form: tuple[str, str, int] | None = None
    for frame in _decoded(container, _ordinal(container, source)):
        if form != (frame.format.name, frame.layout.name, frame.sample_rate):
            # broadcasts change between stereo and 5.1 half-way; the track stays what it began as
            form = (frame.format.name, frame.layout.name, frame.sample_rate)
            converter = av.AudioResampler(format="fltp", layout=layout, rate=rate)
        place = follows
        if frame.pts is not None and frame.time_base is not None:
            place = round((float(frame.pts * frame.time_base) - source.zero) * rate)
        frame.pts = None  # the resampler would make holes of its own
        assert converter is not None
        for converted in converter.resample(frame):
            samples = converted.to_ndarray().astype(np.float32, copy=False)
            yield place, samples
            place += samples.shape[1]
        follows = place


def _decoded(container: InputContainer, ordinal: int) -> Iterator[AudioFrame]:
    """Decode all that can be decoded: a damaged packet costs its own samples only."""
    try:
        for packet in container.demux(container.streams.audio[ordinal]):
            try:
                yield from packet.decode()
            except av.error.InvalidDataError:
                continue
    except av.error.InvalidDataError:  # the container itself ends in garbage
        return


def even_blocks(parts: Iterable[NDArray[np.float32]], size: int) -> Iterator[NDArray[np.float32]]:
    """Yield the same sound in blocks (channels, size); the last may be shorter."""
    held: list[NDArray[np.float32]] = []
    count = 0
    for part in parts:
        held.append(part)
        count += part.shape[1]
        while count >= size:
            joined = np.concatenate(held, axis=1)
            yield joined[:, :size]
            held, count = [joined[:, size:]], count - size
    if count:
        yield np.concatenate(held, axis=1)
