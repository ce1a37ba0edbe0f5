"""What a script tells of one of its lines."""

import json
from dataclasses import replace

import pytest
from hypothesis import given

from tests.explain.scripts import DOG, RIDER, SCENES, SCRIPT
from vidcap.explain import document, explanation
from vidcap.explain.words import text_of
from vidcap.recipe import POINTS, GroundSettings
from vidcap.script import Onset, RecipeUsed, Span


def told(number):
    return explanation(SCRIPT, SCRIPT.lines[number])


def test_a_placed_line_has_its_gap_its_picture_and_the_sentence_it_was_made_of():
    one = told(0)
    assert one.gaps == (Span(0.0, 3.0),)
    assert (one.keyframe, one.shot) == (SCRIPT.keyframes[0], SCRIPT.shots[0])
    assert one.said is not None
    assert one.said.candidate == RIDER
    assert [found.box.label for found in one.things] == ["person", "horse"]
    assert one.before == ()


def test_a_skipped_line_has_the_gaps_within_its_reach_and_what_was_said_before():
    one = told(1)
    assert one.gaps == (Span(5.0, 5.5),)
    assert one.said is None
    assert [line.id for line in one.before] == ["L0001"]


@pytest.mark.parametrize(
    ("span", "is_told"),
    [
        pytest.param(Span(3.3, 4.3), True, id="ends the gap"),
        pytest.param(Span(3.5, 4.5), False, id="lies after what ends the gap"),
    ],
)
def test_a_sudden_sound_that_ends_the_gap_of_a_line_is_told(span, is_told):
    script = replace(SCRIPT, onsets=(Onset(span, 23.4),))
    one = explanation(script, script.lines[0])
    assert one.onsets == (script.onsets if is_told else ())
    row = "Kept clear: 0:00:03.3 to 0:00:04.3, a sudden sound, 23 dB louder than all"
    assert (row in text_of(one)) == is_told


def test_a_line_that_a_person_wrote_has_no_picture():
    one = told(4)
    assert (one.moment, one.keyframe, one.offers) == (None, None, ())
    assert one.gaps == (Span(13.0, 15.0),)


def test_facts_have_the_thresholds_of_their_kind():
    needed = {one.name: one.needed for one in told(0).facts}
    assert needed["outdoors"] == GroundSettings().setting
    assert needed["sky"] is None  # it is never told
    assert needed["strange"] is None
    hides = {one.name: one.hides for one in (*told(0).facts, *told(2).facts)}
    assert hides["strange"] == GroundSettings().strange
    assert hides["text"] == GroundSettings().plain
    assert hides["outdoors"] is None


@pytest.mark.parametrize(
    ("values", "dial"),
    [
        ({"ground": {"dial": "draft"}}, "draft"),
        ({}, "sure"),
        ({"ground": {"dial": "draft", "of_later": 1}}, "sure"),
        ({"ground": "?"}, "sure"),
    ],
    ids=["of the run", "not said", "of another version", "broken"],
)
def test_settings_are_those_of_the_run_as_far_as_they_are_known(values, dial):
    script = replace(SCRIPT, recipe=RecipeUsed("mine", "0", values))
    assert explanation(script, script.lines[0]).settings.dial == dial


@pytest.mark.parametrize("number", range(len(SCRIPT.lines)))
def test_the_document_holds_the_same_as_json(number):
    read = json.loads(json.dumps(document(told(number))))
    assert read["line"]["id"] == SCRIPT.lines[number].id
    assert set(read) >= {"moment", "keyframe", "shot", "facts", "things", "offers", "before"}


@given(SCENES)
def test_whatever_was_seen_can_be_told(moment):
    for point in POINTS.values():
        values = {"ground": {"dial": point.dial}}
        script = replace(SCRIPT, moments=(moment,), recipe=RecipeUsed("r", "0", values))
        one = explanation(script, script.lines[0])
        assert sum(offered.fate.is_said for offered in one.offers) <= 1
        assert len(one.offers) == len(moment.candidates)
        text = text_of(one)
        assert all(candidate.text in text for candidate in moment.candidates)
        assert all(sentence in text for sentence in moment.sentences)
        json.dumps(document(one))


def test_a_line_that_is_spoken_faster_says_so():
    line = replace(SCRIPT.lines[0], rate=1.07)
    script = replace(SCRIPT, lines=(line,))
    rows = text_of(explanation(script, line)).splitlines()
    assert "Spoken: 0:00:00.5 to 0:00:02.0, 1.5 s, 7 % faster than usual" in rows


def test_the_text_tells_a_placed_line_from_its_words_to_its_evidence():
    rows = text_of(told(0)).splitlines()
    assert rows[0] == "L0001, placed: A person is riding a horse."
    for row in (
        "Spoken: 0:00:00.5 to 0:00:02.0, 1.5 s",
        "Gap: 0:00:00.0 to 0:00:03.0",
        "Picture: K0001 at 0:00:01.0, sharpness 120, looks like none before it",
        "Why this: sentence 2 of the captioner, said, cut to what was found",
        "Floor: 0.60 for the least sure part of a line (dial sure, recipe standard)",
        "Said before: nothing",
        "  1.5 s: A person is riding a horse.",
        "  ...",
        "  outdoors 0.97, needed 0.80",
        "  sky 0.95, not told",
        "  1 more below 0.30",
        "  person 0.95: in the middle; 30 % wide, 70 % high",
        f"  1. {DOG.text}",
        "     log-probability -4.00, confidence 0.20, support 0 %",
        "     not found: dog, running, snow",
    ):
        assert row in rows


def test_the_text_tells_why_a_line_is_skipped_and_what_it_needs():
    rows = text_of(told(1)).splitlines()
    assert "Why not: no room: 0.4 s more were needed near it" in rows
    needs = "Needs: 0.4 s more of a gap, spoken as fast as it may be; as usual it takes 0.9 s"
    assert needs in rows
    assert "  L0001 A person is riding a horse." in rows
    rows = text_of(told(2)).splitlines()
    assert rows[0] == "L0003, skipped: nothing is said"
    assert "  text 0.97: from 0.50 on facts say nothing of the picture" in rows
    assert any(row.startswith("Why nothing is said: low confidence") for row in rows)
    assert "Picture: none; a person wrote this line" in text_of(told(4))
