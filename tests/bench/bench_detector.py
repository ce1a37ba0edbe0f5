"""How far detectors see in film's looks what the published network sees in the photograph.

    python -m tests.bench.bench_detector [DETECTOR...] [--pictures N] [--films]

Held-out pictures alone: those of Flickr8k's test split that have their own shape, and coco_mini's
val split. Truth is what the published network finds in the clean picture with a score of 0.35 or
more (neither set comes with boxes); everything found counts, whatever its score. Row `film` draws
crops, squeezing and bars for both and then looks as training does, at least one; other rows have
one look each. `--films` adds persons on frames of films that people looked at
(`film_claims.jsonl`): that truth is no network's. Needs the test data.
"""

import argparse
import json
import statistics
import time
from collections import Counter
from collections.abc import Iterable

import cv2
import numpy as np

from tests.bench.bench_claims import CLAIMS, SAMPLE, pictures_of
from tests.conftest import SHARED
from vidcap.model.data.shelves import open_tar
from vidcap.model.detecting import Detector, open_detector
from vidcap.model.detecting.learning.views import LOOKS, as_film, shaped
from vidcap.model.detecting.precision import average_precisions
from vidcap.model.detecting.published import FILE
from vidcap.model.pictures import Picture, decode_picture, png
from vidcap.script import Box

SURE = 0.35  # score of the truth, and of a person on frames of films
PERSON = "person"
HELD_OUT = (("flickr8k", "aspect.jsonl", "test"), ("coco_mini", "captions.jsonl", "val"))


def held_out(most: int) -> list[Picture]:
    """Return pictures that no detector was trained on, spread over both sets."""
    data: list[bytes] = []
    for folder, index, split in HELD_OUT:
        lines = (SHARED / "data" / folder / index).read_text(encoding="utf-8").splitlines()
        wanted = [row for row in map(json.loads, lines) if row["split"] == split]
        with open_tar(SHARED / "data" / folder / wanted[0]["tar"]) as archive:
            files = {member.name: member for member in archive}
            data += [archive.extractfile(files[row["file"]]).read() for row in wanted]
    every = max(1, -(-len(data) // most))
    return [picture for one in data[::every] if (picture := decode_picture(one)) is not None]


def filmed(picture: Picture, chance: np.random.Generator) -> Picture:
    """Return the picture with at least one look of film."""
    while (seen := as_film(picture, chance)) is picture:
        pass
    return seen


def files_of(pictures: Iterable[Picture]) -> list[bytes]:
    return [png(picture) for picture in pictures]


def sure_in(detector: Detector, files: list[bytes]) -> list[list[Box]]:
    return [[box for box in boxes if box.score >= SURE] for boxes in detector.find(files)]


def agreement(detectors: dict[str, Detector], pictures: list[Picture]) -> None:
    """Print for each look the mAP at 0.5 of every detector, and the AP of persons."""
    teacher = open_detector(f"onnx:{FILE}")
    chance = np.random.default_rng(7)
    shapes = [np.ascontiguousarray(shaped(picture, chance)) for picture in pictures]
    clean = files_of(pictures)
    plain, moved = (sure_in(teacher, files) for files in (clean, files_of(shapes)))
    rows = {"clean": (plain, clean)}
    rows |= {
        look.__name__: (plain, files_of(look(picture, chance) for picture in pictures))
        for look, _ in LOOKS
    }
    rows["film"] = (moved, files_of(filmed(picture, chance) for picture in shapes))
    things = sum(map(len, plain))
    print(f"{len(pictures)} pictures, {things} things; mAP at 0.5 (AP of persons)")
    print(f"{'':10}" + "".join(f"{name[:24]:>26}" for name in detectors))
    for row, (truth, files) in rows.items():
        cells = []
        for detector in detectors.values():
            known = average_precisions(truth, list(detector.find(files)))
            cells.append(f"{statistics.mean(known.values()):.3f} ({known[PERSON]:.3f})")
        print(f"{row:10}" + "".join(f"{cell:>26}" for cell in cells), flush=True)


def persons_on_films(detectors: dict[str, Detector]) -> None:
    """Print on how many frames a person is found, of those that show one and of those that do not.

    Frames on which one could argue are left out.
    """
    by_film: dict[str, list[dict]] = {}
    for line in CLAIMS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        by_film.setdefault(row["film"], []).append(row)
    counts: Counter[tuple[str, str, bool, bool]] = Counter()
    for film, truths in by_film.items():
        path = SAMPLE if film == SAMPLE.name else SHARED / "media" / film
        data = pictures_of(path, [truth["time"] for truth in truths])
        for name, detector in detectors.items():
            for truth, boxes in zip(truths, detector.find(data), strict=True):
                least, most = truth["persons"]
                if least > 0 or most == 0:
                    is_found = any(box.label == PERSON and box.score >= SURE for box in boxes)
                    counts[name, truth["half"], most > 0, is_found] += 1
    for name in detectors:
        for half in ("tuning", "reporting"):
            told = [
                f"{counts[name, half, is_there, True]} of "
                f"{counts[name, half, is_there, True] + counts[name, half, is_there, False]}"
                for is_there in (True, False)
            ]
            print(f"{name[:24]:24} {half:9}: found on {told[0]} that show one, {told[1]} others")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("detectors", nargs="*", default=[f"onnx:{FILE}", "own"])
    parser.add_argument("--pictures", type=int, default=1000, help="at most")
    parser.add_argument("--films", action="store_true", help="frames of films, too")
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    detectors = {}
    for name in arguments.detectors:
        detector = open_detector(name)
        detectors[detector.name] = detector
    pictures = held_out(arguments.pictures)
    agreement(detectors, pictures)
    if arguments.films:
        persons_on_films(detectors)
    files = files_of(pictures[:40])
    for name, detector in detectors.items():
        started = time.process_time()
        list(detector.find(files))
        print(f"{name}: {(time.process_time() - started) / len(files) * 1000:.1f} ms a picture")


if __name__ == "__main__":
    main()
