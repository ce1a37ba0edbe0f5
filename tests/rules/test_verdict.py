"""Laws of judging: whatever a track holds is judged, and a line for itself."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.made import EMPTY, RULES, cues, track
from vidcap.rules.told import told
from vidcap.rules.track import track_of, units
from vidcap.rules.verdict import CHECKS, judged
from vidcap.script import Cue, Span

TIMES = st.floats(-1e4, 1e5)
TEXTS = st.text(max_size=60) | st.sampled_from(
    [
        "We see a dog.",
        "A dog runs",
        "狗在跑。",
        "A sign: 3D & 4K",
        "Mr. O'Brien waits.",
        "[2.0 s, 5 words]",
    ]
)
CUES = st.builds(
    lambda start, length, text, number: Cue(Span(start, start + length), text, number, number),
    TIMES,
    st.floats(1e-3, 1e4),
    TEXTS,
    st.integers(0, 10**6),
)
LANGUAGES = st.sampled_from(["", "en", "fr", "de", "zh", "ja", "id", "xx"])


@given(
    st.lists(CUES, max_size=8),
    st.none() | st.lists(CUES, max_size=5),
    LANGUAGES,
    st.booleans(),
    st.booleans(),
)
def test_whatever_a_track_holds_is_judged(lines, dialogue, language, has_script, is_extended):
    known = replace(EMPTY, gaps=(Span(0.0, 50.0),), speech=(Span(60.0, 70.0),))
    verdict = judged(
        track_of(
            lines,
            language=language,
            dialogue=dialogue,
            script=known if has_script else None,
            is_extended=is_extended,
        )
    )
    assert len(verdict.checked) + len(verdict.unchecked) == len(RULES)
    checked = {rule.id for rule in verdict.checked}
    assert checked <= CHECKS.keys()
    assert {finding.rule.id for finding in verdict.findings} <= checked
    times = [finding.time for finding in verdict.findings if finding.time is not None]
    assert times == sorted(times)
    assert told(verdict, "track.srt").splitlines()[-1].endswith("rules checked")


NEAR = st.lists(
    st.builds(
        lambda start, length, text: Cue(Span(start, start + length), text),
        st.floats(0, 100),
        st.floats(0.1, 20),
        TEXTS,
    ),
    max_size=6,
)


@given(NEAR)
def test_a_line_far_away_changes_nothing_of_the_others(lines):
    far = Cue(Span(5000.0, 5002.0), "Zebras graze here.")

    def of_lines(given):
        found = judged(track_of(given, language="en")).findings
        return [(f.rule.id, f.level, f.time, f.what) for f in found if f.line and f.time < 1000]

    assert of_lines([*lines, far]) == of_lines(lines)


@given(NEAR, st.randoms())
def test_the_order_of_the_file_changes_nothing_but_the_numbers(lines, random):
    mixed = list(lines)
    random.shuffle(mixed)
    spans = {cue.span for cue in lines}
    if len(spans) < len(lines):
        return  # of lines at the same time the first in the file comes first

    def shown(given):
        findings = judged(track_of(given, language="en")).findings
        return sorted((f.rule.id, f.level, f.time or 0.0) for f in findings)

    assert shown(mixed) == shown(lines)


def test_what_is_needed_and_not_there_is_told():
    why = {one.rule.id: one.why for one in judged(track("A dog.")).unchecked}
    assert why["T1"] == "needs to know where someone speaks (--dialogue or --script)"
    assert why["T4"] == "needs to know what vidcap found in the film (--script)"
    assert why["X12"] == "needs to know what is said in the film (--dialogue)"
    assert why["X13"] == "needs a tagger of words"
    why = {one.rule.id: one.why for one in judged(track("A dog.", language="")).unchecked}
    assert why["X1"] == why["X6"] == "needs to know the language (--lang)"
    why = {one.rule.id: one.why for one in judged(track("Un perro.", language="es")).unchecked}
    assert why["X1"] == "is known for en, fr, de, zh, not for es"
    why = {one.rule.id: one.why for one in judged(track("犬。", language="ja")).unchecked}
    assert why["T5"] == "counts words, and has no limit for characters in ja"


def test_a_film_that_pauses_has_no_lengths():
    known = track("A dog.", "A cat.", extended=True, dialogue=["Hello."], script=EMPTY)
    unchecked = {one.rule.id for one in judged(known).unchecked if one.rule.id in CHECKS}
    assert unchecked == {"T1", "T2", "T3", "T4", "T5", "T7", "T9", "T10", "T11"}


def test_the_figures_of_a_track():
    heard = [(5.0, 5.0, "Yes.")]
    figures = judged(track((0.0, 4.0, "A dog."), (8.0, 4.0, "A cat."), dialogue=heard)).figures
    assert figures == {"words": 4, "end": 12.0, "described": 0.6667, "over_speech": 0.25}


def test_the_figures_of_a_part_of_a_film():
    part = replace(EMPTY, part=Span(0.0, 20.0))
    assert judged(track((0.0, 4.0, "A dog."), script=part)).figures["described"] == 0.2


def test_empty_cues_of_a_template_are_no_lines():
    given = cues("[3.2 s, 8 words]", "A dog.", "")
    assert [line.place for line in track_of(given).lines] == [2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A dog - it's red.", ["A", "dog", "it's", "red."]),
        ("一只狗。", list("一只狗")),
        ("看 DVD 吧", ["看", "DVD", "吧"]),
        ("... !", []),
    ],
)
def test_words_are_counted_and_chinese_by_characters(text, expected):
    assert units(text) == expected
