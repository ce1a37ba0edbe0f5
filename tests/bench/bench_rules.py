"""How many lines by people break each rule, and where the limits would have to stand.

    python -m pytest -s tests/bench/bench_rules.py

Of the timing tables only the words' number is known: they are judged by the rules of time and
length alone, on lines of that many words.
"""

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from vidcap.errors import InputError
from vidcap.media.cues import read_cues
from vidcap.rules.rule import rules
from vidcap.rules.track import Track, track_of
from vidcap.rules.verdict import CHECKS, judged, measured
from vidcap.script import Cue, Span

COUNTED = ("T5", "T7", "T9", "X6")  # what can be told of times and numbers of words


def dialogue_of(path: Path):
    """The subtitles in the time base of the description, if they are here."""
    name = path.name
    for other in (
        name.replace(".ad.", ".ad-captions."),
        name.replace("-v2.ad", ".captions").replace(".ad.", ".captions."),
    ):
        twin = path.with_name(other.rsplit(".", 2)[0] + ".en.vtt")
        if other != name and twin.exists():
            return read_cues(twin)
    return None


def texts(folder: Path):
    """Each set with its tracks."""
    sets = defaultdict(list)
    refused = []
    for path in sorted(folder.glob("*.vtt")):
        name, kind, language = path.stem.rsplit(".", 2)
        if kind not in ("ad", "ext-desc"):
            continue
        try:
            cues = read_cues(path)
        except InputError as error:
            refused.append(str(error))
            continue
        maker = "W3C" if name.startswith("wai-") else "others"
        title = f"{maker} {kind} {language if language in ('en', 'fr') else 'other'}"
        sets[title].append(
            track_of(
                cues,
                language="" if language == "xx" else language,
                dialogue=dialogue_of(path) if kind == "ad" else None,
                is_extended=kind == "ext-desc",
            )
        )
    return sets, refused


def counted(path: Path) -> list[Track]:
    films = defaultdict(list)
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            start, end, words = float(row["start"]), float(row["end"]), int(row["words"])
            if end > start and words:
                text = "Word" + " word" * (words - 1) + "."
                films[row.get("movie") or row["episode"]].append(Cue(Span(start, end), text))
    return [track_of(cues, language="en") for cues in films.values()]


@pytest.fixture(scope="module")
def sets(shared):
    folder = shared / "data" / "tracks"
    found, refused = texts(folder)
    print("\nrefused:", *refused, sep="\n  ")
    found["cinema MAD-eval (times)"] = counted(folder / "timing_mad-eval.csv")
    found["television TV-AD (times)"] = counted(folder / "timing_tv-ad.csv")
    return found


def applicable(title, rule):
    return rule.id in CHECKS and (rule.id in COUNTED or "times" not in title)


def test_share_of_lines_that_break_each_rule(sets):
    for title, tracks in sets.items():
        lines = sum(len(track.lines) for track in tracks)
        print(f"\n{title}: {len(tracks)} tracks, {lines} lines")
        for rule in rules():
            if not applicable(title, rule):
                continue
            broken, values = defaultdict(int), defaultdict(list)
            for track in tracks:
                for one in measured(rule, track):
                    limit = rule.limit(one.of, track.language)
                    if limit is None:
                        continue
                    values[one.of].append(one.value)
                    if verdict := limit.verdict(one.value):
                        broken[one.of, verdict[0], verdict[2]] += 1
            for of, row in values.items():
                row.sort()
                marks = " ".join(
                    f"p{p} {row[min(len(row) - 1, len(row) * p // 100)]:.2f}"
                    for p in (1, 5, 10, 50, 90, 95, 99)
                )
                said = " ".join(
                    f"{level} {side} {count / len(row):.1%}"
                    for (measure, level, side), count in sorted(broken.items())
                    if measure == of
                )
                print(f"  {rule.id:4}{of:10} n {len(row):5}  {said or '-':44} {marks}")


def test_what_breaks_a_rule_of_words(sets):
    for title, tracks in sets.items():
        if "times" in title:
            continue
        for track in tracks:
            for finding in judged(track).findings:
                if finding.rule.id[0] == "X" and finding.rule.id not in ("X6",) and finding.line:
                    print(
                        title, finding.rule.id, finding.level, finding.what, "|", finding.line.text
                    )
