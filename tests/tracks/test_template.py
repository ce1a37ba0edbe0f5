import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.script import Cue, Span
from vidcap.tracks.template import template_cues, without_room


def test_each_gap_says_its_room_in_seconds_and_words():
    gaps = (Span(0.0, 3.29), Span(5.0, 5.3), Span(8.0, 8.5))
    assert template_cues(gaps, words_per_minute=150) == (
        Cue(Span(0.0, 3.29), "[3.2 s, 8 words]", 1),
        Cue(Span(8.0, 8.5), "[0.5 s, 1 word]", 2),
    )


@given(st.floats(0.5, 9999), st.floats(80, 300))
def test_an_unfilled_cue_is_known_as_such(length, pace):
    for cue in template_cues([Span(0, length)], words_per_minute=pace):
        assert without_room(cue.text) == ""


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("[3.2 s, 8 words] A dog runs.", "A dog runs.", id="written behind it"),
        pytest.param("[3.2 s, 8 words]\nA dog runs.", "A dog runs.", id="written below it"),
        pytest.param("A dog runs.", "A dog runs.", id="in its place"),
        pytest.param("[3,2 s, 8 Words]", "", id="put into another form"),
        pytest.param("[A sign: 8 words]", "[A sign: 8 words]", id="brackets of another kind"),
    ],
)
def test_what_a_person_wrote_is_kept_without_the_note(text, written):
    assert without_room(text) == written
