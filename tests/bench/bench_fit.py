"""How lines fit: against a plain fitter, against the best there is, and against human describers.

    python -m tests.bench.bench_fit

The plain fitter takes moments in their order, believes that a line takes as long as its words at
165 a minute, and puts the fullest wording that should fit as early as it may. Films: one assembled
of excerpts with speech laid in at known samples, and the sample; moments as at `draft`. People's
tracks are fitted anew: their own lines, each from its own time on, into the gaps that the film's
captions leave. Times are the processor's, of one run. Needs the test data.
"""

import random
import statistics
import tempfile
import time
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tests.conftest import SHARED
from tests.films.assembled import assemble
from vidcap.cache import Cache
from vidcap.engines import Engines
from vidcap.fit import fit
from vidcap.fit.choice import Option
from vidcap.fit.spoken import Measure, measured, wordings_of
from vidcap.listen.gaps import dialogue_gaps
from vidcap.listen.spans import covered
from vidcap.listen.words import spoken_cues
from vidcap.media.cues import read_cues
from vidcap.pipeline import Job, describe
from vidcap.recipe import STYLES, FitSettings, Recipe
from vidcap.script import Line, Moment, Script, Span

SAMPLE = Path(__file__).parents[2] / "samples" / "sample.mp4"
TRACKS = SHARED / "data" / "tracks"
GLIMPSE = 2.0  # s; a shorter shot flashes by
WORDS_A_SECOND = 165 / 60
ALL = FitSettings(most_words=300, most_coverage=1.0, repeat_window=0)
USUAL = replace(ALL, fastest=1.0)
LISTEN = Recipe().listen


Told = tuple[Moment, str, Span]  # a moment, its wording, and when it is spoken


def greedy(moments: Sequence[Moment], gaps: Sequence[Span], settings: FitSettings) -> list[Told]:
    """Return each line that the plain fitter puts somewhere, as long as it takes."""
    free, told = float("-inf"), list[Told]()
    for moment in moments:
        place = None
        for text, measured_length in moment.spoken:
            length = len(text.split()) / WORDS_A_SECOND
            for gap in gaps:
                start = max(gap.start, moment.seen.start, free)
                if start <= moment.seen.end + settings.late and start + length <= gap.end:
                    span = Span(start, start + measured_length)
                    place = place or ((moment, text, span), start + length + settings.apart)
                    break
        if place is not None:
            told.append(place[0])
            free = place[1]
    return told


def value_of(moment: Moment, text: str, span: Span, measure: Measure) -> float:
    """Return what `fit` holds a wording that is spoken then to be worth, in a quiet gap."""
    ways = [way for way in wordings_of(moment, measure, ALL) if way.text == text]
    usual = dict(moment.spoken)[text]
    way = ways[-1 if span.length < usual - 0.001 else 0]
    return Option(moment, moment.seen, tuple(ways), ALL.haste).value(way, span.start)


def row(name: str, script: Script, told: Sequence[Told], measure: Measure) -> None:
    """Print the figures of lines."""
    spans = [span for _, _, span in told]
    shots = [shot.span.start for shot in script.shots]
    near = 0
    for moment, _, span in told:
        own = bisect_right(shots, moment.seen.start)
        near += abs(bisect_right(shots, (span.start + span.end) / 2) - own) <= 1
    over = sum(a.overlap(b) for a in spans for b in script.speech)
    value = sum(value_of(*one, measure) for one in told)
    used = covered(spans, script.gaps) / sum(gap.length for gap in script.gaps)
    late = sum(1 for span in spans for s in script.speech if span.overlap(s) > 0)
    fullest = sum(text == moment.sentences[0] for moment, text, _ in told)
    glimpses = sum(moment.seen.length < GLIMPSE for moment, _, _ in told)
    faster = sum(span.length < dict(one.spoken)[text] - 0.001 for one, text, span in told)
    print(
        f"  {name:22} lines {len(told):3}  fullest {fullest:3}  faster {faster:2}  "
        f"of glimpses {glimpses:2}  "
        f"over speech {over * 1000:5.0f} ms in {late:2}  value {value:6.2f}  "
        f"gaps used {used:4.0%}  beside their shots {near / len(told):4.0%}"
    )


def of_lines(lines: Sequence[Line], moments: Sequence[Moment]) -> list[Told]:
    by_id = {moment.id: moment for moment in moments}
    return [(by_id[line.moment], line.text, line.span) for line in lines if line.span is not None]


def films(folder: Path) -> None:
    """Compare the ways to fit on films."""
    recipe = Recipe().altered({"ground": {"dial": "draft"}}, "bench")
    built = assemble(SHARED / "media", folder)
    with Engines(recipe, Cache(folder / "cache")) as engines:
        for film in (built.path, SAMPLE):
            job = Job(film, recipe, folder=folder / film.stem)
            script = describe(job, engines, lambda stage, share: None).script
            moments = [one for one in script.moments if one.sentences]
            print(f"{film.name}: {len(moments)} moments, {len(script.gaps)} gaps")
            row("by word count, greedy", script, greedy(moments, script.gaps, ALL), engines.measure)
            for name, settings in (("best value", ALL), ("never faster", USUAL), *STYLES.items()):
                lines = fit(moments, script.gaps, engines.measure, settings)
                row(name, script, of_lines(lines, moments), engines.measure)


def people(folder: Path) -> None:
    """Fit the lines of human describers anew, where the film's captions are known."""
    print(
        "people's tracks: lines, and those we place; of the usable time: theirs, ours; our starts"
    )
    recipe = Recipe().altered({"caption": {"captioner": "echo:x"}}, "bench")
    with Engines(recipe, Cache(folder / "cache")) as engines:
        for track in sorted(TRACKS.glob("*.ad.en.vtt")):
            name = track.name.split(".")[0]
            captions = next(iter(TRACKS.glob(f"{name}.captions.en.vtt")), None)
            if captions is None:
                continue
            cues = [cue for cue in read_cues(track) if cue.text]
            said = [cue.span for cue in spoken_cues(read_cues(captions))]
            end = max(span.end for span in [*said, *(cue.span for cue in cues)])
            gaps = dialogue_gaps(
                said,
                Span(0, end),
                after=LISTEN.after,
                before=LISTEN.before,
                shortest=LISTEN.shortest_gap,
            )
            moments = [
                Moment(f"M{n:04}", "K", Span(cue.span.start, cue.span.end), 0.5, (text,))
                for n, cue in enumerate(cues)
                if (text := " ".join(cue.text.split()))
            ]
            moments = list(measured(moments, engines.measure))
            lines = fit(moments, gaps, engines.measure, ALL)
            usual = fit(moments, gaps, engines.measure, USUAL)
            placed = of_lines(lines, moments)
            room = sum(gap.length for gap in gaps)
            theirs = covered((moment.seen for moment in moments), gaps) / room
            spoken = [line.span for line in lines if line.span is not None]
            ours = covered(spoken, gaps) / room
            off = [span.start - moment.seen.start for moment, _, span in placed]
            plain = [span for _, _, span in greedy(moments, gaps, ALL)]
            never_faster = sum(line.status == "placed" for line in usual)
            over = [covered(spans, said) for spans in ([m.seen for m in moments], plain, spoken)]
            print(
                f"  {name:22} {len(moments):3} {len(placed):3} (never faster {never_faster})  "
                f"{theirs:4.0%} {ours:4.0%}  starts "
                f"{statistics.median(off) if off else 0:+.1f} s (median), "
                f"{max(off, default=0):+.1f} s (most); over speech: theirs {over[0]:.1f} s, the "
                f"plain fitter's {over[1]:.1f} s, ours {over[2]:.1f} s"
            )


def by_words(text: str, rate: float) -> float:
    """Return a length by the number of words."""
    return len(text.split()) / WORDS_A_SECOND / rate


def long_film() -> None:
    """Time the fit of three hours, lengths known."""
    draw = random.Random(1)
    gaps, at = [], 0.0
    while at < 10_800:
        start = at + draw.uniform(1, 12)
        at = start + draw.uniform(1, 9)
        gaps.append(Span(start, at))
    moments = []
    for number in range(10_800 // 4):
        words = [f"w{draw.randrange(500)}" for _ in range(draw.randrange(3, 12))]
        texts = (" ".join(words) + ".", " ".join(words[: len(words) // 2 + 1]) + ".")
        seen = Span(number * 4.0, number * 4.0 + 4)
        lengths = tuple(by_words(text, 1.0) for text in texts)
        moments.append(Moment(f"M{number:04}", "K", seen, draw.uniform(0.2, 1), texts, lengths))
    for name, settings in STYLES.items():
        started = time.process_time()
        lines = fit(moments, gaps, by_words, settings)
        took = time.process_time() - started
        placed = sum(line.status == "placed" for line in lines)
        what = f"three hours, {len(moments)} moments, {name}"
        print(f"{what}: {took:.2f} s of processor time, {placed} lines")


def main() -> None:
    """Print all."""
    with tempfile.TemporaryDirectory() as folder:
        films(Path(folder))
        people(Path(folder))
    long_film()


if __name__ == "__main__":
    main()
