"""From an engine's samples to a take: without its own silence, and sure to be heard."""

from __future__ import annotations

import numpy as np

from vidcap.voices import SpeechFailure, Take

QUIET = 10 ** (-60 / 20)  # below this share of the take's peak nothing is heard
FAINTEST = 10 ** (-40 / 20)  # of full scale; espeak-ng's lines peak at -4 dB, its noise at -90
SHORTEST = 0.05  # s; a single vowel lasts longer


def take_of(text: str, samples: np.ndarray, rate_hz: int) -> Take | SpeechFailure:
    """Return the take within the samples, or why they are none.

    Args:
        text: what should have been said.
        samples: (n,) int16.
        rate_hz: of the samples.
    """
    sound = samples.astype(np.float32) / 32768
    peak = float(np.abs(sound).max(initial=0.0))
    if peak < FAINTEST:
        return SpeechFailure(text, "the voice made no sound for it")
    heard = np.flatnonzero(np.abs(sound) > peak * QUIET)
    trimmed = sound[heard[0] : heard[-1] + 1].copy()
    if len(trimmed) < SHORTEST * rate_hz:
        return SpeechFailure(text, "the voice made next to no sound for it")
    return Take(trimmed, rate_hz)
