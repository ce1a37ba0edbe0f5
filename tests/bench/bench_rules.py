"""How many lines by people break each rule, as the sources have it and with our limits.

    python -m pytest -s tests/bench/bench_rules.py

prints the table of docs/rules.md. W: the share of lines with a warning, E: with an error; marks:
the values that a hundredth, a tenth, half, nine tenths and 99 hundredths of the lines stay below.
Of the timing tables only the number of words is known: they are judged by the rules of time and
length alone, on lines of that many words.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from vidcap.errors import InputError
from vidcap.media.cues import read_cues
from vidcap.rules.measure import Measure
from vidcap.rules.rule import Limit, Rule, rules
from vidcap.rules.track import Track, track_of
from vidcap.rules.verdict import CHECKS, judged, measured
from vidcap.script import Cue, Span

SHOWN = ("W3C en", "cinema (times)", "television (times)", "volunteers en")
MARKS = (1, 10, 50, 90, 99)
COUNTED = ("T5", "T7", "T9", "X6")  # what can be told of times and numbers of words
ASKED = {  # limits of the first checklist that were changed
    ("T1", "subtitles"): Limit(error=0.0),
    ("T5", "fast"): Limit(warn=180, error=200),
    ("T5", "slow"): Limit(warn_below=110),
    ("T7", ""): Limit(warn_below=0.4),
    ("T9", "minute"): Limit(warn=90),
    ("T9", "film"): Limit(warn=60),
    ("T10", "subtitles"): Limit(warn=80),
    ("X1", "within"): Limit(error=0),
    ("X2", "guesses"): Limit(error=0),
    ("X5", "start"): Limit(error=0),
    ("X5", "end"): Limit(error=0),
}


def dialogue_of(path: Path):
    """The subtitles in the time base of the description, if they are here."""
    name = path.name.replace("-v2.ad", ".ad")
    for other in (name.replace(".ad.", ".ad-captions."), name.replace(".ad.", ".captions.")):
        twin = path.with_name(other.rsplit(".", 2)[0] + ".en.vtt")
        if twin.exists():
            return read_cues(twin)
    return None


def texts(folder: Path) -> dict[str, list[Track]]:
    sets = defaultdict(list)
    for path in sorted(folder.glob("*.vtt")):
        name, kind, language = path.stem.rsplit(".", 2)
        if kind not in ("ad", "ext-desc"):
            continue
        try:
            cues = read_cues(path)
        except InputError as error:
            print("refused:", error)
            continue
        maker = "W3C" if name.startswith("wai-") else "volunteers"
        title = f"{maker} {'extended ' if kind == 'ext-desc' else ''}{language}"
        dialogue = dialogue_of(path) if kind == "ad" else None
        language = "" if language == "xx" else language
        track = track_of(cues, language=language, dialogue=dialogue, is_extended=kind == "ext-desc")
        sets[title].append(track)
    return sets


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
    print()
    found = texts(folder)
    found["cinema (times)"] = counted(folder / "timing_mad-eval.csv")
    found["television (times)"] = counted(folder / "timing_tv-ad.csv")
    return found


def measures(rule: Rule, track: Track) -> Iterator[Measure]:
    """What a rule's check measures; of T2 by subtitles, too, which shows why it asks for more."""
    if rule.id == "T2" and track.speech is not None and not track.is_extended:
        return CHECKS["T2"](track)
    return measured(rule, track)


def shares(row: list[float], limit: Limit) -> str:
    levels = [verdict[0] for value in row if (verdict := limit.verdict(value))]
    parts = [f"{name} {levels.count(level) / len(row):.1%}" for level, name in
             (("warning", "W"), ("error", "E")) if level in levels]  # fmt: skip
    return " ".join(parts) or "none"


@dataclass(frozen=True)
class Row:
    """What one measure of a rule comes to over a set of tracks."""

    count: int
    asked: str  # shares of lines that break the limits as they were asked for
    now: str
    marks: tuple[str, ...]


def rows(title: str, tracks: list[Track]) -> dict[tuple[str, str], Row]:
    found = {}
    for rule in rules():
        if rule.id not in (COUNTED if "times" in title else CHECKS):
            continue
        values, limits = defaultdict(list), {}
        for track in tracks:
            for one in measures(rule, track):
                if limit := rule.limit(one.of, track.language):
                    values[one.of].append(one.value)
                    limits[one.of] = limit
        for of, row in values.items():
            row.sort()
            asked = shares(row, ASKED.get((rule.id, of), limits[of]))
            marks = (f"{row[min(len(row) - 1, len(row) * p // 100)]:.2f}" for p in MARKS)
            found[rule.id, of] = Row(len(row), asked, shares(row, limits[of]), tuple(marks))
    return found


def test_the_table_of_the_docs(sets):
    found = {title: rows(title, sets[title]) for title in SHOWN}
    print("\n| rule |", " | ".join(SHOWN), "|\n| --- |", " | ".join("---" for _ in SHOWN), "|")
    for rule, of in dict.fromkeys(key for table in found.values() for key in table):
        cells = []
        for table in found.values():
            row = table.get((rule, of))
            changed = row is not None and row.asked != row.now
            now = f"{row.asked} → {row.now}" if changed else row and row.now
            cells.append(f"{now} of {row.count}" if row else "")
        print(f"| {rule} {of} |", " | ".join(cells), "|")


def test_every_set_with_its_values(sets):
    for title, tracks in sets.items():
        print(f"\n{title}: {len(tracks)} tracks, {sum(len(track.lines) for track in tracks)} lines")
        print("| rule | measured | as asked | now |", " | ".join(f"{p} %" for p in MARKS), "|")
        for (rule, of), row in rows(title, tracks).items():
            cells = (f"{rule} {of}", str(row.count), row.asked, row.now, *row.marks)
            print("|", " | ".join(cells), "|")


def test_what_breaks_a_rule_of_words(sets):
    for title, tracks in sets.items():
        findings = [one for track in tracks for one in judged(track).findings if one.line]
        for one in findings:
            if one.rule.id.startswith("X") and "times" not in title:
                print(f"{title}: {one.rule.id} {one.what} | {one.line.text}")
