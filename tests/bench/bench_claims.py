"""How true and how frequent lines are on frames of films that were looked at by people.

    python -m tests.bench.bench_claims [--lines]

`film_claims.jsonl` holds for frames of films, by file and time, what a careful viewer calls true
(`seen`, `things`, `doing`, how many persons) and what one could argue about (`unclear`); all else
is false of them. Every frame is taken alone, so a line tells all that is sure of it. Thresholds
were chosen on the films of the part `tuning`; the part `reporting` is what counts. Needs the test
data.
"""

import argparse
import json
from collections import Counter
from pathlib import Path

from tests.conftest import SHARED
from vidcap.caption import open_captioner
from vidcap.ground import ground, sight_of
from vidcap.ground.telling import telling_of
from vidcap.media.frames import frames
from vidcap.media.pictures import jpeg, picture
from vidcap.media.probe import examine
from vidcap.model.detecting import open_detector
from vidcap.recipe import POINTS, CaptionSettings
from vidcap.script import Keyframe, Span

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
}


def pictures_of(film: Path, times: list[float]) -> list[bytes]:
    """Return the frames of a film shown at these times, in their order, as JPEG."""
    source = examine(film)
    wanted, found = sorted(set(times)), {}
    for frame in frames(source):
        while len(found) < len(wanted) and frame.time + frame.duration > wanted[len(found)] + 1e-4:
            found[wanted[len(found)]] = jpeg(picture(frame.image, source, width=640))
        if len(found) == len(wanted):
            break
        last = frame
    for time in wanted[len(found) :]:
        found[time] = jpeg(picture(last.image, source, width=640))
    return [found[time] for time in times]


def claims_of(telling):
    """Return the claims of a line as words; persons apart."""
    found = [telling.light, *telling.places, *telling.wearing, *telling.others]
    if telling.doing is not None:
        found += [telling.doing.verb]
    return [name for name in found if name]


def judged(name: str, truth: dict) -> str:
    """Return whether a claim is right, wrong or open."""
    words = SAME.get(name, set()) | {name}
    if words & {*truth["seen"], *truth["things"], *truth["doing"]}:
        return "right"
    return "open" if words & set(truth["unclear"]) else "wrong"


def main() -> None:
    """Print precision of claims and share of frames with a line, by point of the dial and part."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", action="store_true", help="print every line with its faults")
    is_told = parser.parse_args().lines
    rows = [json.loads(line) for line in CLAIMS.read_text(encoding="utf-8").splitlines()]
    by_film: dict[str, list[dict]] = {}
    for row in rows:
        by_film.setdefault(row["film"], []).append(row)
    captioner = open_captioner("own", "en", CaptionSettings())
    detector = open_detector("own")
    counts: dict[tuple[str, str], Counter[str]] = {}
    wrong: Counter[str] = Counter()
    for film, truths in by_film.items():
        path = SAMPLE if film == SAMPLE.name else SHARED / "media" / film
        data = pictures_of(path, [truth["time"] for truth in truths])
        for truth, offer, boxes in zip(
            truths, captioner.describe(data), detector.find(data), strict=True
        ):
            for point, settings in POINTS.items():
                count = counts.setdefault((truth["half"], point), Counter())
                keyframe = Keyframe("K0001", 1, 0.0, Span(0.0, 5.0), 1.0)
                (moment,) = ground(
                    (keyframe,),
                    {"K0001": offer.candidates},
                    {"K0001": tuple(boxes)},
                    settings,
                    checked=True,
                    facts={"K0001": offer.facts},
                )
                count["describable"] += truth["describable"]
                if not moment.sentences:
                    continue
                count["lines"] += 1
                count["told"] += truth["describable"]
                telling = telling_of(sight_of(tuple(boxes), offer.facts, settings))
                verdicts = [(name, judged(name, truth)) for name in claims_of(telling)]
                if telling.persons is not None:
                    most = truth["persons"][1]
                    said = telling.persons.count
                    is_right = said <= most and most > 0 if said else most > 1
                    verdicts.append((f"{said} persons", "right" if is_right else "wrong"))
                count.update(verdict for _, verdict in verdicts)
                faults = [name for name, verdict in verdicts if verdict == "wrong"]
                count["lines with a fault"] += bool(faults)
                if point == "sure":
                    wrong.update(faults)
                if is_told:
                    where = f"{point:6} {film[:28]:28} {truth['time']:6.1f}"
                    print(where, moment.sentences[0], faults or "")
    for (half, point), count in sorted(counts.items()):
        claims = count["right"] + count["wrong"]
        print(
            f"{half:9} {point:6}: {count['lines']} lines on {count['describable']} frames "
            f"({count['told'] / max(1, count['describable']):.0%} of those that can be described), "
            f"{claims} claims, {count['right'] / max(1, claims):.1%} true; "
            f"{count['lines with a fault'] / max(1, count['lines']):.0%} of the lines with a fault"
        )
    print("wrong at `sure`:", dict(wrong.most_common(12)))


if __name__ == "__main__":
    main()
