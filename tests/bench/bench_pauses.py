"""Where people let films pause for a line, and where we do.

    python -m tests.bench.bench_pauses

People's: extended descriptions in English; a cue too short to be spoken in stands for a pause.
Ours: the films among them that are here, at `normal` and `draft`. For both: pauses, lines, words in
a pause (median, most), and how many lie beside captions and beside speech.

Then films described at `draft` as if they had no gap: how many held frames move (change from the
frame before, as `watch.rest` counts it), with and without looking for rest; how many pauses there
are, and how few could serve the same lines at the least. Needs the test data.
"""

import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

from tests.conftest import SHARED
from vidcap.cache import Cache
from vidcap.engines import Engines
from vidcap.errors import InputError
from vidcap.extend.pauses import pauses as find_pauses
from vidcap.extend.timeline import SAME
from vidcap.extend.words import pausing_cues
from vidcap.media.cues import read_cues
from vidcap.media.frames import frames
from vidcap.media.probe import probe
from vidcap.pipeline import Job, describe
from vidcap.recipe import Recipe
from vidcap.script import Cue, Keyframe, Pause, Script, Span
from vidcap.watch.glimpse import glimpses
from vidcap.watch.rest import STILL

POINT = 0.3  # s; a cue as short as that cannot be spoken in: the film pauses
TOGETHER = 0.3  # s; points as near as that are one pause
NEAR = 2.0  # s
FILMS = (  # people's track, the film, captions in its own time
    ("enable-plan9", "plan9-trailer_av1.mp4", "plan9-trailer_av1.captions.en.vtt"),
    ("wai-keyboard", "wai-keyboard_narrated.mp4", "wai-keyboard_narrated.captions.en.vtt"),
)
NO_GAPS = Recipe().altered(
    {
        "ground": {"dial": "draft"},
        "listen": {"shortest_gap": 60.0},
        "extend": {"least_value": 0.05},
    },
    "bench",
)
NO_GAPS_FILMS = (
    "big-buck-bunny-opening_vp8.webm",
    "big-buck-bunny-rabbit_51.mp4",
    "elephants-dream-1s_hevc.mp4",
    "his-girl-friday_h264.mp4",
    "nosferatu_silent.mp4",
    "plan9-trailer_av1.mp4",
    "sintel-5s_vp9-opus.webm",
    "sintel-rooftops_h264_noaudio.mp4",
    "sintel-trailer-end_mpeg1.mpg",
    "tears-of-steel-captain_av1.webm",
    "wai-keyboard_narrated.mp4",
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


def held() -> Iterator[str]:
    """Yield what is held in films without gaps: film by film, and all together."""
    sums = [0, 0, 0, 0]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Engines(NO_GAPS, Cache(folder / "cache")) as engines:
            for film in NO_GAPS_FILMS:
                path = SHARED / "media" / film
                job = Job(path, NO_GAPS, folder=folder, extended=True)
                script = describe(job, engines, lambda stage, share: None).script
                bare = [replace(frame, rest=None) for frame in script.keyframes]
                without = placed(script, bare)
                seen = [(one.time, one.change) for _, one in glimpses(frames(probe(path)))]
                moving = [_moving(seen, found) for found in (without, script.pauses)]
                least = _least(script)
                counts = (len(without), len(script.pauses))
                yield (
                    f"{film}: pauses {counts[1]}, {least} at least; moving {moving[1]}, without "
                    f"looking for rest {moving[0]} of {counts[0]}"
                )
                for place, value in enumerate((counts[1], least, *moving)):
                    sums[place] += value
    yield f"all: pauses {sums[0]}, {sums[1]} at least; moving {sums[3]}, without {sums[2]}"


def placed(script: Script, keyframes: Sequence[Keyframe]) -> tuple[Pause, ...]:
    """Return where the film would pause with these keyframes."""
    return find_pauses(
        script.lines,
        script.moments,
        keyframes,
        script.shots,
        script.speech,
        script.part,
        NO_GAPS.extend,
    )


def _moving(seen: Sequence[tuple[float, float]], found: Sequence[Pause]) -> int:
    """Return how many of the frames that are held move."""
    changes = [[change for time, change in seen if time < pause.at - SAME][-1] for pause in found]
    return sum(change > STILL for change in changes)


def _least(script: Script) -> int:
    """Return a number of pauses below which the same lines cannot be told, whatever is spoken.

    The fewest points that lie in every line's window: take the earliest end, leave out what it
    serves. How long pauses may last, and speech, are not asked, so the truth may be more.
    """
    told = {name for pause in script.pauses for name in pause.lines}
    seen = {moment.id: moment.seen for moment in script.moments}
    windows = sorted(
        (seen[line.moment].end + NO_GAPS.extend.late, seen[line.moment].start)
        for line in script.lines
        if line.id in told
    )
    points: list[float] = []
    for end, start in windows:
        if not points or points[-1] < start:
            points.append(end)
    return len(points)


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
    for line in held():
        print(line, flush=True)


if __name__ == "__main__":
    main()
