"""A small film described in both forms: two lines find no room, and the film pauses for them."""

from __future__ import annotations

from pathlib import Path

from tests.films.small import LINES, SECONDS, SPEECH, Recording, recording, write_track
from vidcap.deliver import deliver
from vidcap.extend import EDGE, extended_film
from vidcap.extend.timeline import Timeline
from vidcap.media.probe import probe
from vidcap.recipe import DeliverSettings, Recipe
from vidcap.script import Line, Made, Pause, RecipeUsed, Script, Span
from vidcap.sound import render
from vidcap.tracks.script_json import write_script

RECIPE = Recipe()
ROOMLESS = [
    Line("L8", "M8", "A cup.", "skipped", "no room", length=0.8, needs=0.1),
    Line("L9", "M9", "A dog on a hill.", "skipped", "no room", length=1.1, needs=0.2),
]
PAUSES = (
    Pause(3.2, round(0.8 + 2 * EDGE, 3), ("L8",)),
    Pause(7.0, round(1.1 + 2 * EDGE, 3), ("L9",)),
)
TIMELINE = Timeline(PAUSES)


def made(
    film: Path, pauses: tuple[Pause, ...] = PAUSES, *, container: str = "mkv"
) -> tuple[Path, Path]:
    """Return a small film in both forms; its narrations and its script lie beside them."""
    source = probe(film)
    lines, takes = LINES
    described = film.with_name(f"film.described.{container}")
    extended = film.with_name(f"film.extended.{container}")
    recipe = RECIPE.altered({"deliver": {"container": container}}, "test")
    mix = render(
        source,
        lines,
        takes,
        settings=RECIPE.mix,
        speech=SPEECH,
        narration=film.with_name("film.en.ad.wav"),
    )
    deliver(
        source,
        lines,
        takes,
        language="en",
        mix=mix,
        track=write_track(film.with_name("track.srt"), lines),
        described=described,
        settings=DeliverSettings(container=container),
        peak_dbtp=RECIPE.mix.peak_dbtp,
    )
    script = Script(
        film=source.film,
        language="en",
        recipe=RecipeUsed("standard", "0", {}),
        made=Made("0", "echo", "v", "d", "s", "2026-01-01"),
        part=Span(0, SECONDS),
        speech=SPEECH,
        lines=(*lines, *ROOMLESS),
        pauses=pauses,
    )

    def take(line: Line) -> Recording:
        assert line.length is not None
        return recording(line.length, seed=round(100 * line.length))

    narration = film.with_name("film.en.extended.wav")
    extended_film(described, mix, script, take, recipe, extended=extended, narration=narration)
    write_script(film.with_name("film.en.vidcap.json"), script)
    return described, extended
