"""What the described sound has beyond the film's own: mix - gain x film, the gain measured.

The gain is measured 100 times a second as the weighted median, over all bins of a short-time
spectrum, of the mix's bin over the film's, its weight the power of the film's bin. A voice fills
few bins of any moment and pushes them to either side alike; those of the side plane it leaves
alone. So the median stays with the film, even under a voice that is 20 dB louder. The lag between
the two is measured for every stretch, to a hundredth of a sample, and taken out before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vidcap.proof.pair import PLANES, RATE, Planes

FRAME = 40  # samples, 5 ms: what one power is of
HOP, WINDOW = 80, 256  # samples; of the spectra, 10 and 32 ms
SMOOTH = 21  # hops in the running median of the gain: 0.2 s, half as long as usual ramps
AROUND = 4000  # samples of sound before and after a stretch that are looked at with it
REACH = 0.2  # s by which the described sound may be off the film's, at most
CERTAIN = 0.5  # correlation from which a lag is believed
FAINT = 1e-8  # power of a film's plane below which its gain cannot be measured: -80 dB
LOUDEST = 4.0  # gain

Wave = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Residue:
    """A stretch taken apart. All but the voice itself has a value for each `FRAME` samples."""

    voice: Wave  # (n,) middle plane of what is not the film's
    voice_power: Wave  # (n / FRAME,) means of squares
    ducked_power: Wave  # of the film as it is heard in the mix
    film_power: Wave  # of the film
    mix_power: Wave
    cross: Wave  # mean of mix x film
    gain: Wave
    lag_ms: float | None  # of the mix after the film; None: it cannot be told


def residues(pairs: Iterable[tuple[Planes, Planes]]) -> Iterator[Residue]:
    """Yield what the mix has beyond the film, stretch by stretch; together as long as the film.

    Args:
        pairs: film and mix, (2, n) each at `RATE`.
    """
    silence = np.zeros((2 * PLANES, AROUND), np.float32)
    held, lag = silence, 0.0
    for film, mix in pairs:
        held = _joined(held, film, mix)
        count = (held.shape[1] - 2 * AROUND) // HOP * HOP
        if count <= 0:
            continue
        residue, lag = _residue(held[:, : count + 2 * AROUND], lag)
        yield residue
        held = held[:, count:]
    missing = -(held.shape[1] - AROUND) % HOP
    held = np.pad(held, ((0, 0), (0, missing + AROUND)))
    if held.shape[1] > 2 * AROUND:
        yield _residue(held, lag)[0]


def _joined(held: Wave, film: Planes, mix: Planes) -> Wave:
    return np.concatenate([held, np.concatenate([film, mix])], axis=1)


def _residue(sound: Wave, lag: float) -> tuple[Residue, float]:
    """Take a stretch (4, n) apart; return it without what lies around, and its lag in samples."""
    film, mix = sound[:PLANES], sound[PLANES:]
    found, certainty = lag_of(film[0], mix[0])
    is_known = certainty >= CERTAIN
    lag = found if is_known else lag
    film = delayed(film, lag)
    gain = gains(film, mix)
    voice = mix[0] - gain * film[0]
    inner = slice(AROUND, sound.shape[1] - AROUND)

    def mean(product: Wave) -> Wave:
        return np.asarray(product[inner].reshape(-1, FRAME).mean(axis=1), np.float32)

    return (
        Residue(
            voice=voice[inner],
            voice_power=mean(voice**2),
            ducked_power=mean((gain * film[0]) ** 2),
            film_power=mean(film[0] ** 2),
            mix_power=mean(mix[0] ** 2),
            cross=mean(mix[0] * film[0]),
            gain=mean(gain),
            lag_ms=lag * 1000 / RATE if is_known else None,
        ),
        lag,
    )


def lag_of(one: Wave, two: Wave) -> tuple[float, float]:
    """Return by how many samples `two` (n,) is later than `one` (n,), and their correlation then.

    Cross-correlation within `REACH`; its peak is sought between the samples, too, by parabolas
    through values of the band-limited correlation itself.
    """
    norm = float(np.sqrt(np.dot(one, one) * np.dot(two, two)))
    if norm == 0:
        return 0.0, 0.0
    size = 1 << (len(one) + round(REACH * RATE)).bit_length()
    spectrum = np.conj(np.fft.rfft(one, size)) * np.fft.rfft(two, size)
    products = np.fft.irfft(spectrum, size)
    reach = round(REACH * RATE)
    window = np.concatenate([products[-reach:], products[: reach + 1]])
    lag = float(np.argmax(window) - reach)
    turns = 2j * np.pi * np.arange(len(spectrum)) / size

    def at(place: float) -> float:
        return float(2 / size * np.real(np.sum(spectrum * np.exp(turns * place))))

    peak = at(lag)
    for step in (0.5, 0.1):
        before, after = at(lag - step), at(lag + step)
        bend = before - 2 * peak + after
        if bend < 0:
            lag += float(np.clip(step * (before - after) / (2 * bend), -step, step))
            peak = at(lag)
    return lag, peak / norm


def delayed(sound: Wave, lag: float) -> Wave:
    """Return a sound (..., n) later by `lag` samples, also by parts of one; its ends are cut."""
    if lag == 0:
        return sound
    count = sound.shape[-1]
    size = count + 2 * AROUND
    turn = np.exp(-2j * np.pi * np.fft.rfftfreq(size) * lag)
    return np.asarray(np.fft.irfft(np.fft.rfft(sound, size) * turn, size)[..., :count], np.float32)


def gains(film: Planes, mix: Planes) -> Wave:
    """Return the film's gain in the mix at each sample, (n,).

    Args:
        film: (2, n), in time with the mix.
        mix: (2, n).
    """
    count = film.shape[1]
    own, both = _spectra(film), _spectra(mix)
    weight = np.abs(own) ** 2
    ratio = np.real(both * np.conj(own)) / np.maximum(weight, np.finfo(np.float32).tiny)
    order = np.argsort(ratio, axis=1)
    ranked = np.cumsum(np.take_along_axis(weight, order, axis=1), axis=1)
    middle = np.argmax(ranked >= ranked[:, -1:] / 2, axis=1)
    median = np.take_along_axis(ratio, np.take_along_axis(order, middle[:, None], 1), 1)[:, 0]
    # a Hann window's mean square is 3/8; half of the power lies in the bins of either sign
    power = ranked[:, -1] * 2 / (WINDOW**2 * 3 / 8)
    known = np.flatnonzero(power > FAINT)
    if not len(known):
        return np.ones(count, np.float32)
    half = SMOOTH // 2
    smooth = np.median(
        np.lib.stride_tricks.sliding_window_view(np.pad(median[known], half, "edge"), SMOOTH),
        axis=1,
    )
    places = known * HOP + WINDOW / 2
    gain = np.interp(np.arange(count), places, np.clip(smooth, 0, LOUDEST))
    return np.asarray(gain, np.float32)


def _spectra(sound: Planes) -> NDArray[np.complex64]:
    """Return the spectra of all planes side by side, (spectra, bins)."""
    view = np.lib.stride_tricks.sliding_window_view(sound, WINDOW, axis=1)[:, ::HOP]
    spectra = np.fft.rfft(view * np.hanning(WINDOW).astype(np.float32))
    return np.asarray(np.concatenate(list(spectra), axis=1), np.complex64)
