"""Extend: the form in which the film pauses on a frame while a line is spoken that found no room.

`pauses.py` chooses where, `timeline.py` knows both times, `words.py` gives the lines as text in
either; `sound.py` and `film.py` make the film: its picture copied, one frame of it shown longer.
The seam is `extended_film`.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from vidcap.extend.timeline import Timeline
from vidcap.extend.words import extended_cues
from vidcap.recipe import Recipe
from vidcap.script import Line, Script
from vidcap.sound import Spoken
from vidcap.tracks.srt import srt_text

if TYPE_CHECKING:
    from vidcap.sound.mix import Mix

EDGE = 0.2  # s of silence before the first and after the last line of a pause


def extended_film(
    described: Path,
    mix: Mix,
    script: Script,
    take: Callable[[Line], Spoken],
    recipe: Recipe,
    *,
    extended: Path,
) -> tuple[str, ...]:
    """Write the extended film as Matroska and prove it; return what it could not take.

    Args:
        described: the described film, whose picture and subtitles are taken.
        mix: the described sound.
        script: its lines and where the film pauses.
        take: fetches the recording of a line.
        recipe: distances between lines, and the highest peak.
        extended: the file to write; a temporary name, renamed afterwards.

    Raises:
        FilmError: ffmpeg failed, or the disk is full.
        VerificationError: the result is not what it should be; it does not stay.
    """
    from vidcap.deliver.mux import code  # PyAV and numpy only when it comes to sound
    from vidcap.extend.film import extend
    from vidcap.extend.sound import ExtendedSound

    timeline, apart = Timeline(script.pauses), recipe.extend.apart
    by_id = {line.id: line for line in script.lines}
    sound = ExtendedSound(
        mix=mix,
        pauses=script.pauses,
        takes={name: take(by_id[name]) for pause in script.pauses for name in pause.lines},
        edge=EDGE,
        apart=apart,
        peak_dbtp=recipe.mix.peak_dbtp,
    )
    with tempfile.TemporaryDirectory(prefix=".vidcap-", dir=extended.parent) as folder:
        coded, text = Path(folder) / "sound.mka", Path(folder) / "lines.srt"
        code(sound, coded, seconds=script.film.duration + timeline.longer)
        cues = extended_cues(script.lines, timeline, edge=EDGE, apart=apart)
        text.write_bytes(srt_text(cues).encode())
        return extend(described, coded, text, timeline, language=script.language, extended=extended)
