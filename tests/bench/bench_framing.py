"""How a wide picture is best shown to the network: squashed whole, or its middle alone.

    python -m tests.bench.bench_framing

Film frames have no captions, so photographs that kept their shape are cropped to film's shapes;
people's captions of the whole photograph are the references. Needs the test data.
"""

import dataclasses
import json

import cv2

from tests.conftest import SHARED
from vidcap.caption import open_captioner
from vidcap.model.data import Captioned, read_pictures, read_split
from vidcap.model.scoring import metrics
from vidcap.recipe import CaptionSettings

SHAPES = {"as it is": None, "16:9": 16 / 9, "2.39:1": 2.39}


def landscapes():
    """The test and validation pictures that kept their shape and are wider than 5:4."""
    folder = SHARED / "data" / "flickr8k"
    rows = [json.loads(line) for line in (folder / "aspect.jsonl").read_text().splitlines()]
    wide = {row["file"]: row for row in rows if row["w"] > 1.25 * row["h"]}
    items = [*read_split(folder, "test"), *read_split(folder, "val")]
    kept = [dataclasses.replace(i, tar=wide[i.file]["tar"]) for i in items if i.file in wide]
    return kept, dict(read_pictures(folder, kept))


def cropped(picture, shape):
    """The middle rows of a picture, so that it gets a shape; None leaves it."""
    height, width = picture.shape[:2]
    if shape is None or width / height >= shape:
        return picture
    keep = round(width / shape)
    top = (height - keep) // 2
    return picture[top : top + keep]


def main():
    items, pictures = landscapes()
    references = [item.captions for item in items if isinstance(item, Captioned)]
    print(f"{len(items)} pictures, CIDEr")
    print(f"{'shape':>10} {'whole':>8} {'centre':>8}")
    for name, shape in SHAPES.items():
        data = [
            cv2.imencode(".png", cropped(pictures[n], shape)[:, :, ::-1])[1].tobytes()
            for n in range(len(items))
        ]
        scores = []
        for framing in ("whole", "centre"):
            captioner = open_captioner("own", "en", CaptionSettings(framing=framing))
            said = [offer.candidates[0].text for offer in captioner.describe(data)]
            scores.append(metrics.score(said, references)["CIDEr"])
        print(f"{name:>10} {scores[0]:8.3f} {scores[1]:8.3f}")


if __name__ == "__main__":
    main()
