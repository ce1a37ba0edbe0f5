"""Write the page of lines: 24 that are really said on frames of films, good and bad.

    python -m tests.bench.page_of_lines docs/

Frames are those of `film_claims.jsonl`: of its part `reporting`, that can be described, of films
whose terms allow to show them. Each is taken alone. Of those on which something is said at `draft`
every n-th is shown, so that nobody chose. What a person found by looking at picture and line is in
`lines_looked_at.jsonl` and stays as long as the line does; any other verdict is computed from what
is true of the frame, and has a star on the page.
"""

import argparse
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.bench.bench_claims import CLAIMS, alone, moments_of, verdicts_of
from tests.conftest import SHARED
from vidcap.caption import open_captioner
from vidcap.recipe import CaptionSettings
from vidcap.script import clock
from vidcap.watch.contact import Cell, sheet

LOOKED = Path(__file__).with_name("lines_looked_at.jsonl")
SHOWN = 24
BLENDER = "© Blender Foundation, [CC BY 3.0](https://creativecommons.org/licenses/by/3.0/)"
FREE = {  # beginnings of files' names: the film, and on what terms it may be shown
    "asl-sign": (
        "Sign for school",
        "Intel, [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/)",
    ),
    "bug-bw": ("Bug on a flower", "MDN, CC0"),
    "girl-shy": ("Girl Shy", "1924, public domain in the United States"),
    "his-girl-friday": ("His Girl Friday", "1940, public domain"),
    "sintel-5s": ("Sintel, dragon", BLENDER),
    "sintel-rooftops": ("Sintel, rooftops", BLENDER),
    "sintel-trailer": ("Sintel, trailer", BLENDER),
    "tractor": ("Tractor", "public domain"),
}
TEXT = """# Twenty-four lines, good and bad

What vidcap really says of frames of films, as it ships. Nobody chose them: of the {frames} frames
that can be described in the films below (of the half on which figures are reported, one a second,
each alone; slides and films that may not be shown left out), {draft} get a line at
`--min-confidence draft` and {sure} at `sure`; every n-th of the {draft} is here. In a film many
would be left out, since what was just said is not said again.
`python -m tests.bench.page_of_lines docs/` makes this page anew.

![Twenty-four frames of films, each with its line beneath](lines.jpg)

The lines beneath the pictures are those at `draft`. What somebody wrote who looked at the frame
stands beside them for comparison. At `draft`: {at_draft}; at `sure`: {at_sure}.

| | film | `draft` says | `sure` says | a viewer's words | verdict |
| --- | --- | --- | --- | --- | --- |
{rows}

\\* worked out from what is known to be true of the frame; the others were judged by looking.

The frames are from:

{credits}
"""


@dataclass(frozen=True)
class Said:
    """What is said of one frame."""

    truth: dict
    picture: bytes
    lines: dict[str, str]  # by point of the dial; empty: nothing


def said_of_all() -> list[Said]:
    """Return what is said of all frames that may be shown."""
    rows = [json.loads(row) for row in CLAIMS.read_text(encoding="utf-8").splitlines()]
    fitting = [
        row
        for row in rows
        if row["half"] == "reporting" and row["describable"] and row["film"].startswith(tuple(FREE))
    ]
    captioner = open_captioner("own", "en", CaptionSettings())
    found: list[Said] = []
    for film in dict.fromkeys(row["film"] for row in fitting):
        truths = [row for row in fitting if row["film"] == film]
        keyframes, pictures = alone(SHARED / "media" / film, truths)
        lines: dict[str, dict[str, str]] = {frame.id: {} for frame in keyframes}
        for point, moment in moments_of(captioner, keyframes, pictures, is_told=False):
            lines[moment.keyframe][point] = next(iter(moment.sentences), "")
        found += map(Said, truths, pictures, lines.values())
    return found


def verdict_of(line: str, truth: dict) -> str:
    """Return what a person found of a line, or what follows from what is true of the frame."""
    for row in LOOKED.read_text(encoding="utf-8").splitlines():
        seen = json.loads(row)
        if (seen["film"], seen["time"], seen["line"]) == (truth["film"], truth["time"], line):
            return seen["verdict"]
    verdicts = verdicts_of(line, truth)  # what the line is silent of is no fault
    wrong = ", ".join(name for name, verdict in verdicts if verdict == "wrong")
    argued = ", ".join(name for name, verdict in verdicts if verdict == "open")
    return f"wrong: {wrong} *" if wrong else f"arguable: {argued} *" if argued else "true *"


def verdicts_on(said: Said) -> dict[str, str]:
    """Return what is to be said of the lines on one frame, by point of the dial."""
    lines = {point: said.lines[point] for point in ("draft", "sure") if said.lines[point]}
    return {point: verdict_of(line, said.truth) for point, line in lines.items()}


def counted(verdicts: list[dict[str, str]], point: str) -> str:
    """Return how many lines at a point are true, wrong and arguable."""
    kinds = (
        one[point].removesuffix(" *").replace(",", ":").split(":")[0]
        for one in verdicts
        if point in one
    )
    return ", ".join(f"{count} {kind}" for kind, count in Counter(kinds).most_common())


def title_of(film: str) -> str:
    """Return the name of a film that may be shown."""
    return next(title for name, (title, _) in FREE.items() if film.startswith(name))


def row_of(number: int, said: Said, verdicts: dict[str, str]) -> str:
    """Return a row of the page's table."""
    draft, sure = said.lines["draft"], said.lines["sure"]
    where = f"{title_of(said.truth['film'])}, {clock(said.truth['time'])}"
    verdict = verdicts["draft"]
    if sure not in ("", draft):
        verdict += f"; `sure`: {verdicts['sure']}"
    same = "the same" if sure == draft else sure or "nothing"
    return f"| {number} | {where} | {draft} | {same} | {said.truth['true_line']} | {verdict} |"


def main() -> None:
    """Write page and picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where lines.md and lines.jpg are written")
    folder = parser.parse_args().folder
    all_frames = said_of_all()
    told = [one for one in all_frames if one.lines["draft"]]
    shown = [told[number * len(told) // SHOWN] for number in range(min(SHOWN, len(told)))]
    verdicts = [verdicts_on(one) for one in shown]
    cells = [
        Cell(
            picture=one.picture,
            title=f"{number}  {title_of(one.truth['film'])}  {clock(one.truth['time'])}",
            notes=one.lines["draft"],
        )
        for number, one in enumerate(shown, 1)
    ]
    (folder / "lines.jpg").write_bytes(sheet(cells, columns=4))
    rows = [row_of(n, *pair) for n, pair in enumerate(zip(shown, verdicts, strict=True), 1)]
    titles = {title_of(one.truth["film"]) for one in shown}
    page = TEXT.format(
        frames=len(all_frames),
        draft=len(told),
        sure=sum(bool(one.lines["sure"]) for one in all_frames),
        at_draft=counted(verdicts, "draft"),
        at_sure=counted(verdicts, "sure"),
        rows="\n".join(rows),
        credits="\n".join(f"- {t}: {terms}" for t, terms in FREE.values() if t in titles),
    )
    (folder / "lines.md").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
