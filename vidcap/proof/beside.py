"""The described sound where no line is near: is it the film's own, as loud and in time? Pure."""

from __future__ import annotations

from collections.abc import Sequence
from math import log10

import numpy as np
from numpy.typing import NDArray

from vidcap.media.loudness import HOP, Loudness
from vidcap.proof.listened import Listened
from vidcap.proof.report import SILENCE, Curves, Outside
from vidcap.proof.voiced import STEP
from vidcap.script import Span

AROUND = 1.5  # s before and after a line in which the film may still be on its way down or up
LEAST = 1.0  # s without which nothing is compared
AUDIBLE = 1e-6  # power of a second from which it is judged by itself: -60 dB
CURVE = 1.0  # s from one value to the next
FLOOR = 1e-12
HOUR = 3600


def outside(sound: Listened, spoken: Sequence[Span]) -> Outside | None:
    """Return how both sounds compare away from `spoken`; None: there is nothing to compare."""
    powers = sound.powers
    free = np.ones(len(powers.cross), bool)
    for span in spoken:
        free[max(0, int((span.start - AROUND) / STEP)) : int((span.end + AROUND) / STEP) + 1] = (
            False
        )
    film, mix, cross = (
        np.where(free, values, 0).astype(np.float64)
        for values in (powers.film_power, powers.mix_power, powers.cross)
    )
    own = film.sum()
    if sound.film is None or free.sum() * STEP < LEAST or own <= 0:
        return None
    gain = cross.sum() / own
    second = round(1 / STEP)

    def by_second(values: NDArray[np.float64]) -> NDArray[np.float64]:
        whole = np.pad(values, (0, -len(values) % second)).reshape(-1, second)
        return np.asarray(whole.sum(axis=1), np.float64)

    scaled = gain**2 * by_second(film)
    other = np.maximum(by_second(mix) - 2 * gain * by_second(cross) + scaled, 0)
    seconds = np.where(by_second(film) > AUDIBLE * second / 2, other / np.maximum(scaled, FLOOR), 0)
    worst = int(np.argmax(seconds))
    lags = sorted(sound.lags_ms) or [0.0]
    return Outside(
        seconds=float(free.sum() * STEP),
        gain_db=_decibels(gain**2),
        residual_db=_decibels(float(other.sum() / max(scaled.sum(), FLOOR))),
        worst_db=_decibels(float(seconds[worst])),
        worst_at=float(worst),
        lag_ms=float(np.median(lags)),
        lag_spread_ms=lags[-1] - lags[0],
    )


def curves(sound: Listened, duration: float) -> Curves:
    """Return the loudness of both sounds along the film; a value a second up to an hour."""
    step = CURVE * max(1, round(duration / HOUR))
    count = max(1, round(duration / step))
    return Curves(
        step=step,
        film=_curve(sound.film, step, count),
        described=_curve(sound.described, step, count),
    )


def _curve(loudness: Loudness | None, step: float, count: int) -> tuple[float, ...]:
    """Return the loudest 400 ms of each step."""
    if loudness is None or not len(loudness.momentary):
        return (SILENCE,) * count
    size = round(step / HOP)
    values = np.maximum(loudness.momentary[: count * size], SILENCE)
    padded = np.pad(values, (0, count * size - len(values)), constant_values=SILENCE)
    return tuple(np.round(padded.reshape(count, size).max(axis=1), 1).tolist())


def _decibels(power: float) -> float:
    return 10 * log10(max(float(power), FLOOR))
