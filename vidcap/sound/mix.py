"""The described sound: film x envelope + voice, made block by block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import inf
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from vidcap.media import Progress
from vidcap.media.loudness import Loudness, Meter, PeakMeter
from vidcap.media.probe import Source
from vidcap.media.sound import AudioFormat, audio_format, blocks, even_blocks
from vidcap.recipe import MixSettings
from vidcap.script import Line, Span
from vidcap.sound import Levels, LineLevel, Spoken
from vidcap.sound.balance import Balance, anchor, balance, duck_under
from vidcap.sound.duck import Dip, Envelope, envelope
from vidcap.sound.narration import (
    Narration,
    Placed,
    limited,
    loudness_of,
    narration_blocks,
    resampled,
    write_wav,
)

SILENT_FORM = AudioFormat(48000, 1, "mono")  # of a film without sound
BLOCK = 0.5  # s of sound worked on at once
LEAST_SPEECH = 2.0  # s of speech from which on its loudness is trusted
# dB kept free below the ceiling: a lossy codec adds to peaks, and a mix of two true peaks is
# estimated from samples. Measured with Opus at 160 kb/s: up to 0.8 dB.
HEADROOM_DB = 1.0
PEAK_TAIL = 0.005  # s after a line that its peak meter hears too, since it lags a few samples


@dataclass(frozen=True, slots=True)
class Mix:
    """The described sound of a film: decided, and made anew at every reading."""

    source: Source
    form: AudioFormat  # the film's own; of a silent film `SILENT_FORM`
    levels: Levels
    envelope: Envelope  # of the film's gain
    placed: tuple[Placed, ...]
    spoken: tuple[Span, ...]  # when each of them is heard

    @property
    def touched(self) -> tuple[Span, ...]:
        """Lines and ramps, in time order: outside them the mix is the film's, bit for bit."""
        return tuple(sorted((*self.spoken, *self.envelope.touched)))

    def blocks(self) -> Iterator[NDArray[np.float32]]:
        """Yield the mix as blocks (channels, n), the first sample at film time 0."""
        narration = Narration(self.placed)
        gains = voice_gains(self.form.layout)
        at = 0
        for block in film_blocks(self.source, self.form):
            count = block.shape[1]
            gain = self.envelope.gain(at, count, self.form.rate_hz)
            voice = narration.read(count)
            ducked = block if gain is None else block * gain
            yield ducked if voice is None else ducked + gains[:, None] * voice
            at += count


def voice_gains(layout: str) -> NDArray[np.float32]:
    """Return the gain of the voice in each channel: (channels,).

    The centre alone where there is one; else left and right at -3 dB, which is as loud as one
    channel at 0 dB; else the only channel.
    """
    names = [channel.name for channel in av.AudioLayout(layout).channels]
    gains = np.zeros(len(names), np.float32)
    if "FC" in names:
        gains[names.index("FC")] = 1
    elif {"FL", "FR"} <= set(names):
        gains[[names.index("FL"), names.index("FR")]] = 0.5**0.5
    else:
        gains[:] = len(names) ** -0.5
    return gains


def film_blocks(source: Source, form: AudioFormat) -> Iterator[NDArray[np.float32]]:
    """Yield the film's sound in even blocks (channels, n), silence up to the film's end."""
    wanted = round(source.film.duration * form.rate_hz)
    size = round(BLOCK * form.rate_hz)
    done = 0
    if source.audio is not None:
        for block in even_blocks(blocks(source), size):
            yield block
            done += block.shape[1]
    while done < wanted:
        count = min(size, wanted - done)
        yield np.zeros((form.channels, count), np.float32)
        done += count


def mixed(
    source: Source,
    lines: Sequence[Line],
    takes: Mapping[str, Spoken],
    *,
    settings: MixSettings,
    speech: Sequence[Span],
    narration: Path,
    progress: Progress,
) -> Mix:
    """Measure the film, decide the levels, write the narration; see `vidcap.sound.render`."""
    form = audio_format(source) if source.audio is not None else SILENT_FORM
    spoken = sorted(
        ((line, span) for line in lines if (span := line.span) is not None),
        key=lambda item: item[1],
    )
    if missing := [line.id for line, _ in spoken if line.id not in takes]:
        raise ValueError(f"no takes for {', '.join(missing)}")
    spans = [span for _, span in spoken]
    loudness, peaks = _measured(source, form, spans, progress)
    dialogue = -inf
    if sum(span.length for span in speech) >= LEAST_SPEECH:
        dialogue = loudness.integrated(speech)
    programme = loudness.integrated()
    start = anchor(dialogue, programme)
    ceiling = 10 ** ((settings.peak_dbtp - HEADROOM_DB) / 20)
    placed, dips, levels = [], [], []
    for (line, span), peak in zip(spoken, peaks, strict=True):
        bed = loudness.loudest(span)
        decided = balance(bed, peak, start, settings=settings, ceiling=ceiling)
        fetch = partial(_voiced, takes, line.id, form.rate_hz, decided)
        sound = fetch()
        heard = Span(span.start, span.start + len(sound) / form.rate_hz)
        placed.append(Placed(round(span.start * form.rate_hz), fetch))
        voice = loudness_of(sound, form.rate_hz)  # less than decided where peaks were limited
        duck_db = min(decided.duck_db, duck_under(voice, bed, settings=settings))
        dips.append(Dip(heard, duck_db))
        levels.append(LineLevel(line.id, voice, bed, duck_db))
    shape = envelope(
        dips,
        speech,
        fade_down=settings.fade_down,
        fade_up=settings.fade_up,
        merge=settings.merge,
    )
    size = round(BLOCK * form.rate_hz)
    samples = round(source.film.duration * form.rate_hz)
    write_wav(narration, narration_blocks(placed, samples, size=size), form.rate_hz)
    progress(1.0)
    return Mix(
        source=source,
        form=form,
        levels=Levels(programme, dialogue, tuple(levels)),
        envelope=shape,
        placed=tuple(placed),
        spoken=tuple(dip.span for dip in dips),
    )


def _voiced(
    takes: Mapping[str, Spoken], line: str, rate_hz: int, decided: Balance
) -> NDArray[np.float32]:
    """Return a line's take (n,) at the film's rate, at its level, below its peak."""
    take = takes[line]
    sound = resampled(take.samples, take.rate_hz, rate_hz)
    gain = 10 ** ((decided.voice_lufs - loudness_of(sound, rate_hz)) / 20)
    return limited((sound * gain).astype(np.float32), decided.voice_peak, rate_hz)


def _measured(
    source: Source, form: AudioFormat, spans: Sequence[Span], progress: Progress
) -> tuple[Loudness, list[float]]:
    """Return the film's loudness, and its true peak in each of the spans, in time order."""
    meter = Meter(form)
    rate, tail = form.rate_hz, PEAK_TAIL
    limits = [(round(span.start * rate), round((span.end + tail) * rate)) for span in spans]
    open_meters: dict[int, PeakMeter] = {}  # a few at a time: each holds some megabytes
    peaks = [0.0] * len(spans)
    at = following = 0
    for block in film_blocks(source, form):
        meter.feed(block)
        stop = at + block.shape[1]
        while following < len(spans) and limits[following][0] < stop:
            open_meters[following] = PeakMeter(form)
            following += 1
        for place, gauge in list(open_meters.items()):
            start, end = limits[place]
            gauge.feed(block[:, max(start - at, 0) : max(end - at, 0)])
            peaks[place] = gauge.peak
            if end <= stop:
                del open_meters[place]
        at = stop
        progress(min(at / rate / source.film.duration, 1.0))
    return meter.loudness(), peaks
