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
    narration: Path,
) -> tuple[str, ...]:
    """Write the extended film and prove it; return what it could not take.

    Args:
        described: the described film, whose picture and subtitles are taken.
        mix: the described sound.
        script: its lines and where the film pauses.
        take: fetches the recording of a line.
        recipe: distances between lines, the highest peak, and the container.
        extended: the film to write; a temporary name, renamed afterwards.
        narration: the WAV file to write: all lines alone, at their times in the extended form.

    Raises:
        FilmError: ffmpeg failed, or the disk is full.
        VerificationError: the result is not what it should be; it does not stay.
    """
    from vidcap.deliver.plan import container_of  # PyAV and numpy only when it comes to sound
    from vidcap.extend.film import extend
    from vidcap.extend.sound import described_sound, narrated, own_sound
    from vidcap.extend.tracks import described_track, own_track, text_track
    from vidcap.sound.narration import write_wav

    timeline, apart = Timeline(script.pauses), recipe.extend.apart
    seconds = script.film.duration + timeline.longer
    container = container_of(recipe.deliver.container)
    by_id = {line.id: line for line in script.lines}
    spoken = described_sound(
        mix,
        script.pauses,
        {name: take(by_id[name]) for pause in script.pauses for name in pause.lines},
        edge=EDGE,
        apart=apart,
        peak_dbtp=recipe.mix.peak_dbtp,
    )
    alone = narrated(mix, spoken)
    write_wav(narration, (block[0] for block in alone.blocks()), alone.form.rate_hz)
    cues = extended_cues(script.lines, timeline, edge=EDGE, apart=apart)
    own = next((s for s in mix.source.film.streams if s.index == mix.source.audio), None)
    with tempfile.TemporaryDirectory(prefix=".vidcap-", dir=extended.parent) as name:
        folder = Path(name)
        lines = text_track(cues, folder / "lines", script.language, container)
        sounds = [
            described_track(
                spoken, folder / "spoken", script.language, seconds=seconds, container=container
            )
        ]
        if own is not None:
            silent = own_sound(mix, script.pauses)
            sounds.append(
                own_track(silent, folder / "own", own, seconds=seconds, container=container)
            )
        extend(described, sounds, lines, timeline, container=container, extended=extended)
    others = (one for one in mix.source.film.streams if one.kind == "audio" and one != own)
    return tuple(f"audio track {one.index} left out of the extended form" for one in others)
