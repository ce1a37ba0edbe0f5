import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.errors import InputError
from vidcap.script import (
    SCHEMA,
    Bed,
    Box,
    Candidate,
    Cue,
    Fact,
    Film,
    Glance,
    Keyframe,
    Line,
    Made,
    Moment,
    Onset,
    Pause,
    RecipeUsed,
    Script,
    Shot,
    Span,
    Stream,
)
from vidcap.tracks.script_json import parse_script, read_script, script_text, write_script

TEXTS = st.text(max_size=8)  # any sign at all, also half ones as in names that are no UTF-8
TIMES = st.integers(0, 10**10).map(lambda n: n / 10**6)
SHARES = st.integers(0, 10**6).map(lambda n: n / 10**6)
SPANS = st.tuples(st.integers(0, 10**7), st.integers(1, 10**6)).map(
    lambda p: Span(p[0] / 1000, (p[0] + p[1]) / 1000)
)
TABLES = st.dictionaries(TEXTS, st.none() | st.booleans() | st.integers() | SHARES | TEXTS)


def few(record, *fields, **named):
    """Up to three records in a tuple."""
    return st.lists(st.builds(record, *fields, **named), max_size=3).map(tuple)


STREAMS = few(
    Stream, st.integers(0, 9), st.sampled_from(["video", "audio", "subtitle"]), TEXTS, TEXTS
)
PLACED = st.builds(Line, TEXTS, TEXTS, TEXTS, st.just("placed"), TEXTS, start=TIMES, length=TIMES)
SKIPPED = st.builds(Line, TEXTS, TEXTS, TEXTS, st.just("skipped"), TEXTS, needs=st.none() | TIMES)
BOXES = few(Box, TEXTS, SHARES, SHARES, SHARES, SHARES, SHARES)
FACTS = few(Fact, TEXTS, SHARES)
MOMENTS = few(
    Moment,
    TEXTS,
    TEXTS,
    SPANS,
    SHARES,
    st.tuples(TEXTS, TEXTS),
    st.sampled_from([(), (1.5, None), (None, 0.25)]),
    st.just(()) | st.tuples(TEXTS, TEXTS),
    few(Candidate, TEXTS, SHARES.map(lambda x: -x), st.integers(0, 30), SHARES),
    BOXES,
    FACTS,
    few(Glance, TIMES, BOXES, FACTS),
    TEXTS,
)
SCRIPTS = st.builds(
    Script,
    st.builds(Film, TEXTS, TEXTS, TIMES, STREAMS),
    TEXTS,
    st.builds(RecipeUsed, TEXTS, TEXTS, st.dictionaries(TEXTS, TABLES, max_size=2)),
    st.builds(Made, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS),
    SPANS,
    few(Shot, st.integers(1, 99), SPANS),
    few(
        Keyframe,
        TEXTS,
        st.integers(1, 99),
        TIMES,
        SPANS,
        TIMES,
        TEXTS,
        TEXTS,
        st.lists(TIMES, max_size=2).map(tuple),
        rest=st.none() | TIMES,
    ),
    st.lists(SPANS, max_size=3).map(tuple),
    st.lists(SPANS, max_size=3).map(tuple),
    few(Bed, SPANS, SHARES.map(lambda x: -x), SHARES),
    few(Cue, SPANS, TEXTS),
    few(Onset, SPANS, TIMES),
    MOMENTS,
    st.lists(PLACED | SKIPPED, max_size=3).map(tuple),
    few(Pause, TIMES, TIMES, st.lists(TEXTS, max_size=2).map(tuple)),
    TABLES,
)
SMALL = Script(
    Film("a film.mp4", "ab12", 10.0, (Stream(0, "video", "h264", flags=("default",)),)),
    "en",
    RecipeUsed("standard", "cd34", {"listen": {"finder": "auto"}}),
    Made("0.1.0", "own", "pyttsx3", "adaptive", "silero", "2026-01-02T03:04:05Z"),
    Span(0.0, 10.0),
    speech=(Span(1.0, 2.0), Span(4.5, 5.123456789)),
)


@given(SCRIPTS)
def test_a_written_script_is_read_back(script):
    text = script_text(script)
    again = parse_script(text, "x")
    assert again == script
    assert script_text(again) == text


def test_schema_first_and_one_record_a_line():
    text = script_text(SMALL)
    assert text.startswith('{\n"schema": 1,\n"film": {\n  "name": "a film.mp4",')
    assert '\n  {"start": 4.5, "end": 5.123457}\n]' in text
    assert list(json.loads(text)) == [
        "schema", "film", "language", "recipe", "made", "part", "shots", "keyframes", "speech",
        "gaps", "beds", "sounds", "onsets", "moments", "lines", "pauses",
        "report",
    ]  # fmt: skip


MEASURED = replace(
    SMALL, moments=(Moment("M0001", "K0001", Span(0.0, 1.0), 0.5, ("A.", "B."), (1.25, None)),)
)


def test_a_script_whose_wordings_were_not_measured_is_read():
    """Those of earlier runs kept the length of the line that was told alone."""
    earlier = script_text(MEASURED).replace('"lengths": [1.25, null], "meanings": [], ', "")
    (moment,) = parse_script(earlier, "x").moments
    assert (moment.sentences, moment.lengths, moment.spoken) == (("A.", "B."), (), ())


def test_a_file_holds_the_text_and_names_of_any_bytes(tmp_path):
    path = tmp_path / "film.en.vidcap.json"
    odd = Script(Film("\udcff.mp4", "", 1.0, ()), "en", SMALL.recipe, SMALL.made, SMALL.part)
    write_script(path, odd)
    assert path.read_bytes() == script_text(odd).encode()
    assert read_script(path) == odd


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("{", r"x: is no JSON \(.*; run vidcap describe", id="cut short"),
        pytest.param("[" * 100_000, "is no JSON", id="too deep"),
        pytest.param('{"schema": 1, "part": NaN}', "NaN is no number", id="no number"),
        pytest.param("[]", "is no vidcap script; name a .vidcap.json", id="another JSON"),
        pytest.param("{}", "is no vidcap script", id="an empty table"),
        pytest.param(
            '{"schema": 2}',
            f"is a script of version 2; version {SCHEMA} is known here; use the vidcap that wrote",
            id="a newer version",
        ),
        pytest.param('{"schema": "1"}', "version '1'", id="a version that is no number"),
        pytest.param('{"schema": 1}', "is no whole script", id="nothing in it"),
        pytest.param(
            script_text(SMALL).replace('"end": 2.0', '"end": 0.5'),
            r"script\.speech\[0\]: a span ends after it starts",
            id="an impossible record",
        ),
        pytest.param(
            script_text(MEASURED).replace("[1.25, null]", "[1.25]"),
            r"script\.moments\[0\]: moment M0001 has 1 lengths for 2 sentences",
            id="a length for one wording of two",
        ),
        pytest.param(
            script_text(SMALL).replace('"kind": "video"', '"kind": "smell"'),
            r"script\.film\.streams\[0\]\.kind: one of",
            id="an unknown word",
        ),
    ],
)
def test_what_is_no_script_is_refused_by_name(text, message):
    with pytest.raises(InputError, match=message):
        parse_script(text, "x")
