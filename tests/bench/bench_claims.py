"""How true and how frequent lines are on frames of films that were looked at by people.

    python -m tests.bench.bench_claims [--as-told] [--lines]

`film_claims.jsonl` holds for frames of films, by file and time, what a careful viewer calls true
(`seen`, `things`, `doing`, how many persons) and what one could argue about (`unclear`); all else
is false of them. Every frame is taken alone, so a line tells all that is sure of it; `--as-told`
takes the films' own keyframes one after the other instead, held against the frame that was looked
at nearest to each, and counts what is false by the hour. Thresholds were chosen on the films of the
part `tuning`; the part `reporting` is what counts. Needs the test data.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import SHARED
from vidcap.caption import Captioner, open_captioner
from vidcap.ground import ground
from vidcap.ground.claims import claims_of
from vidcap.ground.fact_words import NARROW, NARROW_VERBS, PLAIN, VERBS
from vidcap.ground.words import LABELS, MANY, ONE
from vidcap.media.colours import colours_of
from vidcap.media.frames import frames
from vidcap.media.pictures import jpeg, picture
from vidcap.media.probe import examine
from vidcap.model.detecting import open_detector
from vidcap.recipe import POINTS, CaptionSettings, WatchSettings
from vidcap.script import Keyframe, Moment, Span
from vidcap.watch import watch
from vidcap.watch.bars import find_bars, inside
from vidcap.watch.small import shrink

NEAR = 0.6  # s between a keyframe and the frame that was looked at
CLAIMS = Path(__file__).with_name("film_claims.jsonl")
SAMPLE = Path(__file__).parents[2] / "samples" / "sample.mp4"
SAME = {  # a claim is also true where one of these was seen
    "field": {"grass", "field", "garden"},
    "rocks": {"rocks", "mountain"},
    "mountain": {"mountain", "hill"},
    "water": {"water", "sea", "lake", "river"},
    "buildings": {"buildings", "house", "building"},
    "sky": {"sky", "clouds"},
    "sand": {"sand", "beach", "desert"},
    "room": {"room", "indoors"},
    "forest": {"forest", "trees"},
    "road": {"road", "street"},
    "dark": {"dark", "night"},
    "animal": {"animal", "dog", "cat", "bird", "horse", "rabbit"},
    "vehicle": {"vehicle", "car", "boat", "train", "aeroplane", "bicycle"},
    "run": {"run", "jump", "fight"},
    "text": {"text", "title", "screen"},
}


def pictures_of(film: Path, times: list[float]) -> list[bytes]:
    """Return the frames of a film shown at these times, without bars, in their order, as JPEG."""
    source = examine(film)
    wanted, found = sorted(set(times)), {}
    for frame in frames(source):
        while len(found) < len(wanted) and frame.time + frame.duration > wanted[len(found)] + 1e-4:
            found[wanted[len(found)]] = frame
        last = frame
        if len(found) == len(wanted):
            break
    found |= dict.fromkeys(wanted[len(found) :], last)
    bars = find_bars([shrink(found[time].image).luma for time in wanted])
    pictures = {
        time: jpeg(inside(picture(frame.image, source, width=640), bars))
        for time, frame in found.items()
    }
    return [pictures[time] for time in times]


def claims_in(line: str) -> Iterator[tuple[str, set[str]]]:
    """Yield each claim of a line but of persons: its word, and what makes it true."""
    for word in re.findall(r"[a-z]+", line.lower()):
        fact = PLAIN.get(NARROW.get(word, word)) or VERBS.get(NARROW_VERBS.get(word, word), "")
        fact = "text" if word in ("text", "words") else fact
        labels = set(LABELS[word].split("|")) if word in LABELS else set()
        if (labels or fact) and word not in ONE | MANY and fact != "wear":
            yield fact or word, labels | {fact or word} | SAME.get(fact or word, set())


def verdicts_of(line: str, truth: dict) -> list[tuple[str, str]]:
    """Return each claim of a line, and whether it is right, wrong or open."""
    true, found = {*truth["seen"], *truth["things"], *truth["doing"]}, {}
    for name, words in claims_in(line):
        is_open = not words.isdisjoint(truth["unclear"])
        found[name] = "wrong" if words.isdisjoint(true) else "right"
        found[name] = "open" if found[name] == "wrong" and is_open else found[name]
    if persons := claims_of(line).persons:
        is_right = persons <= truth["persons"][1]
        found[f"{persons} persons"] = "right" if is_right else "wrong"
    return list(found.items())


def moments_of(
    captioner: Captioner, keyframes: list[Keyframe], data: list[bytes], *, is_told: bool
) -> Iterator[tuple[str, Moment]]:
    """Yield what may be said of keyframes, one after the other or each alone, by point."""
    ids = [keyframe.id for keyframe in keyframes]
    offers = dict(zip(ids, captioner.describe(data), strict=True))
    boxes = dict(zip(ids, map(tuple, open_detector("own").find(data)), strict=True))
    for point, settings in POINTS.items():
        for group in [keyframes] if is_told else [[keyframe] for keyframe in keyframes]:
            for moment in ground(
                group,
                {one: offer.candidates for one, offer in offers.items()},
                boxes,
                settings,
                checked=True,
                facts={one: offer.facts for one, offer in offers.items()},
                colours=colours_of(dict(zip(ids, data, strict=True))),
            ):
                yield point, moment


def main() -> None:
    """Print precision of claims and share of frames with a line, by point of the dial and part."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--as-told", action="store_true", help="keyframes one after the other")
    parser.add_argument("--lines", action="store_true", help="print every line with its faults")
    asked = parser.parse_args()
    by_film: dict[str, list[dict]] = {}
    for line in CLAIMS.read_text(encoding="utf-8").splitlines():
        by_film.setdefault(json.loads(line)["film"], []).append(json.loads(line))
    captioner = open_captioner("own", "en", CaptionSettings())
    counts: dict[tuple[str, str], Counter[str]] = {}
    wrong: Counter[str] = Counter()
    hours: Counter[str] = Counter()
    for film, truths in by_film.items():
        path = SAMPLE if film == SAMPLE.name else SHARED / "media" / film
        keyframes, data = (told if asked.as_told else alone)(path, truths)
        hours[truths[0]["half"]] += (examine(path).film.duration) / 3600
        nearest = {
            frame.id: min(truths, key=lambda truth: abs(truth["time"] - frame.time))
            for frame in keyframes
        }
        for point, moment in moments_of(captioner, keyframes, data, is_told=asked.as_told):
            truth = nearest[moment.keyframe]
            time = next(one.time for one in keyframes if one.id == moment.keyframe)
            if abs(truth["time"] - time) > NEAR:
                continue
            count = counts.setdefault((truth["half"], point), Counter())
            count["describable"] += truth["describable"]
            is_view = truth["describable"] and not {"text", "title"} & {*truth["seen"]}
            count["views"] += is_view
            if not moment.sentences:
                continue
            count["lines"] += 1
            count["told"] += truth["describable"]
            count["views told"] += is_view
            verdicts = verdicts_of(moment.sentences[0], truth)
            count.update(verdict for _, verdict in verdicts)
            faults = [name for name, verdict in verdicts if verdict == "wrong"]
            count["lines with a fault"] += bool(faults)
            if point == "sure":
                wrong.update(faults)
            if asked.lines:
                print(f"{point:6} {film[:28]:28} {time:6.1f}", moment.sentences[0], faults or "")
    for (half, point), count in sorted(counts.items()):
        claims = count["right"] + count["wrong"]
        hourly = f"; {count['wrong'] / hours[half]:.0f} false statements an hour of film"
        print(
            f"{half:9} {point:6}: {count['lines']} lines on {count['describable']} frames "
            f"({count['told'] / max(1, count['describable']):.0%} of those that can be described, "
            f"{count['views told'] / max(1, count['views']):.0%} of those without text), "
            f"{claims} claims, {count['right'] / max(1, claims):.1%} true; "
            f"{count['lines with a fault'] / max(1, count['lines']):.0%} of the lines with a fault"
            + (hourly if asked.as_told else "")
        )
    print("wrong at `sure`:", dict(wrong.most_common(12)))


def alone(film: Path, truths: list[dict]) -> tuple[list[Keyframe], list[bytes]]:
    """Return the frames that were looked at, as keyframes, and their pictures."""
    times = [truth["time"] for truth in truths]
    keyframes = [
        Keyframe(f"K{n:04}", n, time, Span(time, time + 5.0), 1.0) for n, time in enumerate(times)
    ]
    return keyframes, pictures_of(film, times)


def told(film: Path, truths: list[dict]) -> tuple[list[Keyframe], list[bytes]]:
    """Return a film's own keyframes and their pictures."""
    watched = watch(examine(film), WatchSettings())
    return list(watched.keyframes), [watched.pictures[one.id] for one in watched.keyframes]


if __name__ == "__main__":
    main()
