"""How fast an engine must be told to speak to be heard at a rate. Measured with espeak-ng."""

from __future__ import annotations

import logging

log = logging.getLogger(__name__)

# Words a minute heard per nominal one, without end pause, the same from 100 to 200 nominal
# (espeak-ng 1.52, en-us): 1.12 over 375 cues of human description, 1.37 over 200 plain captions of
# photographs with their shorter words; between them. Mandarin gives 1.3 characters a nominal word,
# and a Chinese word has about one and a half.
HEARD_PER_NOMINAL = {"cmn": 0.88, "yue": 0.88}
HEARD_PER_NOMINAL_ELSE = 1.25
SLOWEST = 80  # nominal; espeak-ng goes no slower


def nominal_rate(heard: int, language: str) -> int:
    """Return the engine's figure for a rate, both in words a minute."""
    factor = HEARD_PER_NOMINAL.get(language.split("-")[0], HEARD_PER_NOMINAL_ELSE)
    nominal = round(heard / factor)
    if nominal < SLOWEST:
        log.warning("the voice speaks no slower than about %d words a minute", SLOWEST * factor)
    return max(nominal, SLOWEST)


def faster(nominal: int, rate: float) -> int:
    """Return the engine's figure for `rate` times the rate that it calls `nominal`, never more.

    Told 151 instead of 132, 1.144 times as much, espeak-ng spoke 1.149 times as fast.
    """
    return int(nominal * rate + 1e-9)
