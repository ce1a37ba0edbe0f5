"""Mix: the film makes room for the voice, and outside the lines nothing is touched.

The seam is `render`: it measures the film, decides how loud the voice is and how deep the film is
ducked under each line, writes the narration alone, and returns the `Mix`, whose sound is made
block by block while it is read, so that a film of any length needs the same memory and no disk.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from vidcap.media import Progress, silent
from vidcap.recipe import MixSettings
from vidcap.script import Line, Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from vidcap.media.probe import Source
    from vidcap.sound.mix import Mix


class Spoken(Protocol):
    """The recording of a line: what is needed of a take."""

    @property
    def samples(self) -> NDArray[np.float32]:
        """(n,), one channel."""
        ...

    @property
    def rate_hz(self) -> int:
        """Of the samples."""
        ...


@dataclass(frozen=True, slots=True)
class LineLevel:
    """How loud one line is, and the film under it."""

    line: str  # id
    voice_lufs: float
    bed_lufs: float  # the film in the line's span, before it is ducked; -inf: silence
    duck_db: float  # gain of the film under the line, 0 or less

    @property
    def over_bed_lu(self) -> float:
        """How far the voice stands over the ducked film; infinite over silence."""
        return self.voice_lufs - (self.bed_lufs + self.duck_db)


@dataclass(frozen=True, slots=True)
class Levels:
    """What was measured of the film and decided for the voice."""

    programme_lufs: float  # integrated loudness of the film (BS.1770); -inf: silence
    dialogue_lufs: float  # the same over its speech; -inf: too little of it
    lines: tuple[LineLevel, ...]


def render(
    source: Source,
    lines: Sequence[Line],
    takes: Mapping[str, Spoken],
    *,
    settings: MixSettings,
    speech: Sequence[Span],
    narration: Path,
    progress: Progress = silent,
) -> Mix:
    """Decide the levels, write the narration alone, return the mix.

    The film's sound is decoded once here, to measure it, and once at each call of `blocks`.

    Args:
        source: the film; a silent one gets a mix that is the narration alone.
        lines: skipped ones are left out.
        takes: by the id of the placed lines; fetched when needed, so it may be a lazy mapping.
        settings: ducking, levels.
        speech: where the film's own words are: they anchor the level of the voice, and no ramp
            reaches into them.
        narration: the WAV file to write, 16 bit, one channel, as long as the film.
        progress: is told the share of the measuring that is done.

    Raises:
        ValueError: a placed line has no take.
        OSError: the narration cannot be written.
    """
    from vidcap.sound.mix import mixed  # PyAV and numpy only when it comes to mixing

    return mixed(
        source,
        lines,
        takes,
        settings=settings,
        speech=speech,
        narration=narration,
        progress=progress,
    )
