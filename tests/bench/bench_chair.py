"""How often a sentence names a thing that is not there: CHAIR, before grounding and after.

    python -m tests.bench.bench_chair [--pictures N] [--model FILE]

Flickr8k's test pictures; what its five people named is there, all else of COCO's 80 kinds of
things is not. Names and their synonyms are those of `vidcap.ground.words`, persons of any kind
being one. Source: Rohrbach et al., "Object Hallucination in Image Captioning", EMNLP 2018, section
2.1: CHAIRs, the share of sentences with a thing that is not there, and CHAIRi, the share of such
things among all named. The pictures, squashed in the test data, get their shape back. Needs the
test data.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2

from tests.conftest import SHARED
from vidcap.caption import open_captioner
from vidcap.ground import ground
from vidcap.ground.claims import claims_of
from vidcap.media.colours import colours_of
from vidcap.model.data import Captioned, read_pictures, read_split
from vidcap.model.detecting import open_detector
from vidcap.model.pictures import png
from vidcap.model.scoring.metrics import score
from vidcap.recipe import POINTS, CaptionSettings
from vidcap.script import Keyframe, Span

DATA = SHARED / "data" / "flickr8k"
PERSON = frozenset(("person",))


@dataclass
class Count:
    """What was said of some pictures."""

    sentences: int = 0
    with_a_fault: int = 0
    things: int = 0
    faults: int = 0
    said: list[str] = field(default_factory=list)
    known: list[tuple[str, ...]] = field(default_factory=list)
    alone: list[str] = field(default_factory=list)  # the captioner's best of the same pictures

    def add(self, sentence: str, references: tuple[str, ...], best: str) -> None:
        """Count one sentence."""
        named = things_of(sentence)
        there = set().union(*(labels for text in references for labels in things_of(text)))
        missing = [labels for labels in named if labels.isdisjoint(there)]
        self.sentences += 1
        self.with_a_fault += bool(missing)
        self.things += len(named)
        self.faults += len(missing)
        self.said.append(sentence)
        self.known.append(references)
        self.alone.append(best)


def things_of(sentence: str) -> set[frozenset[str]]:
    """Return the things that a sentence names, each as the labels it may mean."""
    claims = claims_of(sentence)
    return {thing.labels for thing in claims.things} | ({PERSON} if claims.persons else set())


def unsquashed(items: Sequence[Captioned]) -> list[bytes]:
    """Return pictures in the shape they were taken in, as PNG."""
    rows = map(json.loads, (DATA / "sizes.jsonl").read_text(encoding="utf-8").splitlines())
    sizes = {row["file"]: (row["w"], row["h"]) for row in rows}
    found = dict(read_pictures(DATA, items))
    return [png(cv2.resize(found[n], sizes[item.file])) for n, item in enumerate(items)]


def main() -> None:
    """Print a row for the captioner alone, and one for each point of the dial."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=int, default=1000)
    parser.add_argument("--model", default="")
    asked = parser.parse_args()
    items = read_split(DATA, "test")[: asked.pictures]
    name = f"own:{asked.model}" if asked.model else "own"
    captioner = open_captioner(name, "en", CaptionSettings())
    counts = {name: Count() for name in ("captioner alone", *POINTS)}
    data = unsquashed(items)
    for item, shown, offer, boxes in zip(
        items, data, captioner.describe(data), open_detector("own").find(data), strict=True
    ):
        references, best = item.captions, offer.candidates[0].text
        counts["captioner alone"].add(best, references, best)
        for point, settings in POINTS.items():
            (moment,) = ground(
                (Keyframe("K0001", 1, 0.0, Span(0.0, 5.0), 1.0),),
                {"K0001": offer.candidates},
                {"K0001": tuple(boxes)},
                settings,
                checked=True,
                facts={"K0001": offer.facts},
                colours=colours_of({"K0001": shown}),
            )
            if moment.sentences:
                counts[point].add(moment.sentences[0], references, best)
    print(
        f"{'':16}{'said':>6}{'CHAIRs':>8}{'CHAIRi':>8}{'CIDEr':>8}{'captioner, same pictures':>26}"
    )
    for name, count in counts.items():
        cider, alone = (score(texts, count.known)["CIDEr"] for texts in (count.said, count.alone))
        print(
            f"{name:16}{count.sentences:6}{count.with_a_fault / count.sentences:8.1%}"
            f"{count.faults / max(1, count.things):8.1%}{cider:8.3f}{alone:20.3f}"
        )


if __name__ == "__main__":
    main()
