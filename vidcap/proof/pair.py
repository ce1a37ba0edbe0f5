"""The film's own sound and the described one, decoded side by side, stretch by stretch.

Each is brought down to two planes at `RATE`: the *middle* (the mean of all channels, in which a
voice is heard wherever it stands) and the *side* (left less right, in which a voice of the middle
is not heard). Codecs keep the wave below 4 kHz; above they may put noise in its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

import av
import numpy as np
from numpy.typing import NDArray

from vidcap.media.loudness import Meter, audio_frame
from vidcap.media.probe import Source
from vidcap.media.sound import AudioFormat, audio_format, blocks, even_blocks

RATE = 8000  # Hz
STRETCH = 20.0  # s
PLANES = 2  # middle, side

Planes = NDArray[np.float32]  # (PLANES, n)


def pairs(
    film: Source | None, mix: Source, film_meter: Meter | None, mix_meter: Meter
) -> Iterator[tuple[Planes, Planes]]:
    """Yield both sounds in stretches of `STRETCH`, the shorter one filled up with silence.

    Args:
        film: its own track; None: it is silent.
        mix: the described track.
        film_meter: is fed with the film's own sound at its own rate; None: there is none.
        mix_meter: is fed with the described sound.
    """
    size = round(STRETCH * RATE)
    own = even_blocks(planes(film, film_meter), size) if film and film_meter else iter(())
    for one, two in zip_longest(own, even_blocks(planes(mix, mix_meter), size)):
        count = max(part.shape[1] for part in (one, two) if part is not None)
        yield _filled(one, count), _filled(two, count)


def planes(source: Source, meter: Meter) -> Iterator[Planes]:
    """Yield a track as planes (2, n) at `RATE`, while `meter` hears it at its own rate."""
    form = audio_format(source)
    names = [channel.name for channel in av.AudioLayout(form.layout).channels]
    sides = [names.index("FL"), names.index("FR")] if {"FL", "FR"} <= set(names) else [0, 0]
    halved = AudioFormat(form.rate_hz, PLANES, "stereo")
    resampler = av.AudioResampler(format="fltp", layout="stereo", rate=RATE)
    count = 0
    for block in blocks(source):
        meter.feed(block)
        two = np.stack([block.mean(axis=0), (block[sides[0]] - block[sides[1]]) / 2])
        for frame in resampler.resample(audio_frame(two, halved, count)):
            yield np.asarray(frame.to_ndarray(), np.float32)
        count += block.shape[1]
    for frame in resampler.resample(None):
        yield np.asarray(frame.to_ndarray(), np.float32)


def _filled(part: Planes | None, count: int) -> Planes:
    if part is None:
        return np.zeros((PLANES, count), np.float32)
    return np.pad(part, ((0, 0), (0, count - part.shape[1])))
