"""Where people let films pause for a line, and where we do.

    python -m tests.bench.bench_pauses

People's: extended descriptions in English; a cue too short to be spoken in stands for a pause.
Ours: the films among them that are here, at `normal` and `draft`. For both: pauses, lines, words in
a pause (median, most), and how many lie beside captions and beside speech. Needs the test data.
"""

import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from tests.conftest import SHARED
from vidcap.cache import Cache
from vidcap.engines import Engines
from vidcap.errors import InputError
from vidcap.extend.words import pausing_cues
from vidcap.media.cues import read_cues
from vidcap.pipeline import Job, describe
from vidcap.recipe import Recipe
from vidcap.script import Cue, Span

POINT = 0.3  # s; a cue as short as that cannot be spoken in: the film pauses
TOGETHER = 0.3  # s; points as near as that are one pause
NEAR = 2.0  # s
FILMS = (  # people's track, the film, captions in its own time
    ("enable-plan9", "plan9-trailer_av1.mp4", "plan9-trailer_av1.captions.en.vtt"),
    ("wai-keyboard", "wai-keyboard_narrated.mp4", "wai-keyboard_narrated.captions.en.vtt"),
)
NOTHING = re.compile(r"^\s*\{.*\}\s*$", re.DOTALL)  # commands to a player


def pauses(cues: Sequence[Cue]) -> list[list[Cue]]:
    """Return the cues at which a player pauses, those that share a pause together."""
    points = [cue for cue in cues if cue.span.length < POINT and not NOTHING.match(cue.text)]
    found: list[list[Cue]] = []
    for cue in sorted(points, key=lambda one: one.span):
        if found and cue.span.start - found[-1][-1].span.end < TOGETHER:
            found[-1].append(cue)
        else:
            found.append([cue])
    return found


def told(groups: Sequence[Sequence[Cue]]) -> str:
    """Return the figures of one track."""
    if not groups:
        return "no pauses"
    words = [sum(len(cue.text.split()) for cue in group) for group in groups]
    lines = sum(map(len, groups))
    return f"{len(groups):2} pauses, {lines:2} lines, {median(words):4.1f} words ({max(words)})"


def beside(
    groups: Sequence[Sequence[Cue]], captions: Sequence[Span], speech: Sequence[Span]
) -> str:
    """Return how many pauses lie beside captions and beside speech, and where all are."""
    places = [group[0].span.start for group in groups]
    free = [
        sum(not any(span.start < at < span.end for span in spans) for at in places)
        for spans in (captions, speech)
    ]
    where = " ".join(f"{at:.1f}" for at in places)
    return f"{free[0]} beside captions, {free[1]} beside speech as heard; at {where}"


def ours(folder: Path) -> Iterator[str]:
    """Yield for each film and dial our figures, people's, and how many lie near each other."""
    for dial in ("normal", "draft"):
        recipe = Recipe().altered({"ground": {"dial": dial}}, "bench")
        with Engines(recipe, Cache(folder / "cache")) as engines:
            for track, film, words in FILMS:
                captions = [cue.span for cue in read_cues(SHARED / "media" / words)]
                job = Job(SHARED / "media" / film, recipe, folder=folder / dial, extended=True)
                script = describe(job, engines, lambda stage, share: None).script
                end = script.film.duration
                mine = pauses(pausing_cues(script.lines, script.pauses))
                theirs = pauses(read_cues(SHARED / "data" / "tracks" / f"{track}.ext-desc.en.vtt"))
                theirs = [group for group in theirs if group[0].span.start < end]
                near = sum(
                    any(abs(one[0].span.start - two[0].span.start) < NEAR for two in theirs)
                    for one in mine
                )
                yield f"{film} ({end:.0f} s), {dial}: {near} of ours near one of theirs"
                yield f"  ours   {told(mine)}, {beside(mine, captions, script.speech)}"
                yield f"         and {len(script.placed)} lines in gaps"
                yield f"  people {told(theirs)}, {beside(theirs, captions, script.speech)}"


def main() -> None:
    """Print people's tracks one by one, then ours beside theirs."""
    for path in sorted((SHARED / "data" / "tracks").glob("*.ext-desc.en.vtt")):
        try:
            cues = read_cues(path)
        except InputError as error:  # a cue without length
            print(f"{path.name:42} {error.what}")
            continue
        minutes = max(cue.span.end for cue in cues) / 60
        found = pauses(cues)
        gaps = sum(cue.span.length >= POINT for cue in cues)
        rate = len(found) / minutes
        print(f"{path.name:42} {told(found)}, {rate:4.1f} a minute, {gaps} in gaps")
    with tempfile.TemporaryDirectory() as name:
        for line in ours(Path(name)):
            print(line)


if __name__ == "__main__":
    main()
