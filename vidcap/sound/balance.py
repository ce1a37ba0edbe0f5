"""How loud the voice is, and how deep the film goes down under a line. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, log10

from vidcap.recipe import MixSettings

USUAL = -23.0  # LUFS; EBU R 128, for a film with neither speech nor a level of its own
# LUFS: a voice as soft as the softest dialogue, and none louder than its peaks allow: a synthetic
# voice peaks about 17 dB over its loudness, and more than 6 dB of limiting is heard.
SOFTEST, LOUDEST = -33.0, -16.0
FILM_SHARE = 0.4  # of the peak's ceiling that the ducked film may take; the voice has the rest


@dataclass(frozen=True, slots=True)
class Balance:
    """The decision for one line."""

    voice_lufs: float
    duck_db: float  # 0 or less
    voice_peak: float  # highest magnitude the voice may have; 1 is full scale


def anchor(dialogue_lufs: float, programme_lufs: float) -> float:
    """Return the loudness the voice starts from, LUFS: the dialogue's, else the film's.

    Args:
        dialogue_lufs: integrated loudness over the film's speech; -inf: none.
        programme_lufs: integrated loudness of all; -inf: silence.
    """
    # a film of music or noise alone: as loud as it, but audible when it is faint
    level = dialogue_lufs if dialogue_lufs > -inf else max(programme_lufs, USUAL)
    return min(max(level, SOFTEST), LOUDEST)


def balance(
    bed_lufs: float, bed_peak: float, anchor_lufs: float, *, settings: MixSettings, ceiling: float
) -> Balance:
    """Return the levels of a line: no deeper a duck, no louder a voice than it takes.

    The film goes down until the voice stands `over_bed_lu` above it, at most to `duck_db`; where
    that is not enough the voice is raised. The film's peak and the voice's together stay below the
    ceiling; should the film alone take more than its share, it goes down further for that.

    Args:
        bed_lufs: loudness of the film under the line; -inf: silence.
        bed_peak: true peak of the film there, as a magnitude.
        anchor_lufs: where the voice starts from.
        settings: ducking, levels.
        ceiling: highest magnitude the mix may reach.
    """
    over = settings.over_bed_lu
    voice = min(max(anchor_lufs, bed_lufs + settings.duck_db + over), LOUDEST)
    duck_db = duck_under(voice, bed_lufs, settings=settings)
    duck = 10 ** (duck_db / 20)
    if bed_peak * duck > FILM_SHARE * ceiling:
        duck = FILM_SHARE * ceiling / bed_peak
        duck_db = min(20 * log10(duck), duck_db)
    return Balance(voice, duck_db, ceiling - bed_peak * duck)


def duck_under(voice_lufs: float, bed_lufs: float, *, settings: MixSettings) -> float:
    """Return the gain, dB, that brings the film `over_bed_lu` below the voice, if it may."""
    return min(max(voice_lufs - settings.over_bed_lu - bed_lufs, settings.duck_db), 0.0)
