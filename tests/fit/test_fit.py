from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, zip_longest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.fit import fit
from vidcap.fit.spoken import Measure, measured
from vidcap.fit.worth import worth_telling
from vidcap.recipe import STYLES, FitSettings
from vidcap.script import Bed, Cue, Line, Moment, Span

SETTINGS = FitSettings(apart=0.4, late=4.0, fastest=1.0)
ALL = FitSettings(most_words=300, most_coverage=1.0)


def second_a_word(text: str, rate: float) -> float:
    return len(text.split()) / rate


def moment(
    number: int, start: float, *sentences: str, value: float = 0.5, doubt: str = ""
) -> Moment:
    seen = Span(start, start + 2)
    return Moment(f"M{number:04}", f"K{number:04}", seen, value, sentences, doubt=doubt)


def fitted(
    moments: Sequence[Moment],
    gaps: Sequence[Span],
    measure: Measure,
    settings: FitSettings,
    *,
    beds: Sequence[Bed] = (),
) -> tuple[Line, ...]:
    return fit(measured(moments, measure), gaps, measure, settings, beds=beds)


def by_status(lines: tuple[Line, ...]) -> list[tuple[str, str]]:
    return [(line.status, line.reason.split(":")[0].split(" at")[0]) for line in lines]


def test_a_line_starts_when_its_picture_is_first_seen() -> None:
    (line,) = fitted([moment(1, 5, "One two three.")], [Span(0, 20)], second_a_word, SETTINGS)
    assert (line.status, line.start, line.length) == ("placed", 5, 3)
    assert line.reason == "in the gap at 0.0 s, 0.0 s after it is first seen"


def test_a_line_waits_for_the_end_of_speech_but_not_for_ever() -> None:
    waiting, late = (
        fitted([moment(1, 0, "One two.")], [Span(start, 30)], second_a_word, SETTINGS)[0]
        for start in (5.5, 6.5)
    )
    assert (waiting.status, waiting.start) == ("placed", 5.5)
    assert late.status == "skipped"


def test_the_shorter_wording_is_taken_where_the_fuller_does_not_fit() -> None:
    one = moment(1, 0, "One two three four.", "One two.")
    (line,) = fitted([one], [Span(0, 3)], second_a_word, SETTINGS)
    assert (line.text, line.length) == ("One two.", 2)


@pytest.mark.parametrize(
    ("fastest", "text", "rate"),
    [
        pytest.param(1.15, "One two three four five six.", 1.12, id="the fuller, a little faster"),
        pytest.param(1.1, "One two three four.", 1.0, id="not faster than it may be"),
        pytest.param(1.0, "One two three four.", 1.0, id="never faster"),
    ],
)
def test_a_line_is_spoken_faster_before_a_shorter_wording_is_taken(
    fastest: float, text: str, rate: float
) -> None:
    one = moment(1, 0, "One two three four five six.", "One two three four.")
    settings = replace(SETTINGS, fastest=fastest)
    (line,) = fitted([one], [Span(0, 5.4)], second_a_word, settings)
    assert (line.text, line.rate, line.length) == (text, rate, second_a_word(text, rate))
    assert line.reason.endswith(", spoken 12 % faster") == (rate > 1)


def test_a_line_makes_room_for_the_next_by_being_spoken_faster() -> None:
    moments = [moment(1, 0, "One two three four."), moment(2, 2, "Five.")]
    one, other = fitted(moments, [Span(0, 4.8)], second_a_word, ALL)
    assert (one.rate, other.rate) == (1.15, 1.09)
    assert other.span is not None
    assert other.span.end <= 4.8


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 6)), max_size=10),
    st.lists(st.integers(1, 9), max_size=12),
)
def test_a_line_is_spoken_only_as_fast_as_its_place_asks_for(
    drawn: list[tuple[int, int]], edges: list[int]
) -> None:
    moments = [
        moment(n, start, " ".join(f"w{n}x{k}" for k in range(words)) + ".")
        for n, (start, words) in enumerate(sorted(drawn))
    ]
    at = list(accumulate(edges, initial=0))
    gaps = [Span(start, end) for start, end in zip(at[::2], at[1::2], strict=False)]
    told = [line for line in fitted(moments, gaps, second_a_word, ALL) if line.span is not None]
    for line, following in zip_longest(told, told[1:]):
        assert line.length == pytest.approx(second_a_word(line.text, line.rate))
        assert 1 <= line.rate <= ALL.fastest
        if line.rate > 1:
            slower = line.start + second_a_word(line.text, line.rate - 0.01)
            until = following.start - ALL.apart if following else float("inf")
            assert slower > min(until, next(gap.end for gap in gaps if line.start < gap.end)) - 1e-9


def test_a_skipped_line_says_what_it_would_have_needed() -> None:
    (line,) = fitted([moment(1, 0, "One two three.")], [Span(0, 2)], second_a_word, SETTINGS)
    assert (line.status, line.needs) == ("skipped", 1.0)
    assert line.reason == "no room: 1.0 s more were needed near it"


def test_what_a_skipped_line_needs_is_told_for_the_fastest_it_may_be() -> None:
    settings = replace(SETTINGS, fastest=1.15)
    (line,) = fitted([moment(1, 0, "One two three.")], [Span(0, 2)], second_a_word, settings)
    assert (line.needs, line.length, line.rate) == (round(3 / 1.15 - 2, 3), 3, 1)
    assert line.reason == "no room: 0.6 s more were needed near it, spoken 15 % faster"


def test_a_doubted_moment_is_never_said() -> None:
    doubted = moment(1, 0, doubt="low confidence: 0.2 below 0.5")
    (line,) = fitted([doubted], [Span(0, 9)], second_a_word, SETTINGS)
    assert (line.status, line.text) == ("skipped", "")
    assert line.reason == "low confidence: 0.2 below 0.5"


def test_the_same_is_not_said_twice_within_the_window() -> None:
    texts = ["A dog runs.", "A dog runs.", "Two people sit.", "Snow falls here.", "A dog runs."]
    moments = [moment(n, n * 10, text) for n, text in enumerate(texts)]
    settings = FitSettings(repeat_window=2)
    lines = fitted(moments, [Span(0, 99)], second_a_word, settings)
    assert [line.status for line in lines] == ["placed", "skipped", "placed", "placed", "placed"]
    assert lines[1].reason == "repeats: L0000 says it"


def test_a_repetition_may_be_said_where_the_first_found_no_room() -> None:
    moments = [moment(1, 0, "A dog runs."), moment(2, 10, "A dog runs.")]
    lines = fitted(moments, [Span(10, 20)], second_a_word, SETTINGS)
    assert [line.status for line in lines] == ["skipped", "placed"]


def test_no_minute_has_too_many_words() -> None:
    words = ["one", "two", "three", "four", "five", "six"]
    moments = [
        moment(n, n * 4, f"{word} {word}a {word}b.", value=0.9 - n / 10)
        for n, word in enumerate(words)
    ]
    lines = fitted(moments, [Span(0, 60)], lambda text, rate: 1.0, FitSettings(most_words=9))
    assert [line.status for line in lines] == ["placed"] * 3 + ["skipped"] * 3
    assert lines[5].reason == "too dense: more than 9 words in a minute"


def test_a_line_that_the_voice_cannot_speak_is_skipped_and_the_rest_goes_on() -> None:
    moments = [moment(1, 0, "Bad."), moment(2, 5, "Good.")]
    lines = fitted(
        moments, [Span(0, 20)], lambda text, rate: None if text == "Bad." else 1.0, SETTINGS
    )
    assert by_status(lines) == [("skipped", "the voice failed"), ("placed", "in the gap")]


def test_without_gaps_everything_is_skipped() -> None:
    lines = fitted([moment(1, 0, "One.")], [], second_a_word, SETTINGS)
    assert [line.status for line in lines] == ["skipped"]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 6)), max_size=12))
def test_every_moment_ends_as_one_line_and_far_changes_do_not_matter(
    drawn: list[tuple[int, int]],
) -> None:
    drawn = sorted(drawn)
    moments = [
        moment(n, start, " ".join(f"w{n}x{k}" for k in range(words)) + ".")
        for n, (start, words) in enumerate(drawn)
    ]
    lines = fitted(moments, [Span(3, 20), Span(25, 60)], second_a_word, ALL)
    assert [line.moment for line in lines] == [m.id for m in moments]
    far = moment(99, 500, "Far away.")
    more = fitted(
        [*moments, far],
        [Span(3, 20), Span(25, 60), Span(490, 600)],
        second_a_word,
        ALL,
    )
    assert more[:-1] == lines


@pytest.mark.parametrize("early", [0.0, 1.5])
def test_a_line_is_early_only_as_far_as_allowed(early: float) -> None:
    settings = FitSettings(early=early)
    (line,) = fitted([moment(1, 5, "One.")], [Span(0, 20)], second_a_word, settings)
    assert line.start == 5 - early


@given(
    st.lists(st.tuples(st.integers(0, 90), st.integers(1, 6)), max_size=14),
    st.lists(st.integers(1, 9), max_size=12),
    st.sampled_from([1.0, 1.15]),
)
def test_what_a_skipped_line_needs_would_have_been_enough(
    drawn: list[tuple[int, int]], edges: list[int], fastest: float
) -> None:
    """Shorter by that much, and all else the same, it is placed."""
    moments = [
        moment(n, start, " ".join(f"w{n}x{k}" for k in range(words)) + ".")
        for n, (start, words) in enumerate(sorted(drawn))
    ]
    at = list(accumulate(edges, initial=0))
    gaps = [Span(start, end) for start, end in zip(at[::2], at[1::2], strict=False)]
    settings = replace(ALL, fastest=fastest)
    lines = fitted(moments, gaps, second_a_word, settings)
    for line in lines:
        if line.needs is None or line.length is None:
            continue
        room = line.length / fastest - line.needs
        if room < 0.01:
            continue
        again = fitted(
            moments,
            gaps,
            lambda text, rate, skipped=line, room=room: (
                (room - 0.002) * fastest / rate
                if text == skipped.text
                else second_a_word(text, rate)
            ),
            settings,
        )
        assert sum(other.status == "placed" for other in again) > sum(
            other.status == "placed" for other in lines
        )


def test_a_place_given_up_for_density_goes_to_who_may_have_it() -> None:
    moments = [
        moment(1, 0, "One two three four five six.", value=0.9),
        moment(2, 1, "Seven.", value=0.1),
    ]
    lines = fitted(moments, [Span(1, 8)], second_a_word, FitSettings(most_words=5, fastest=1.0))
    assert [line.status for line in lines] == ["skipped", "placed"]
    assert lines[0].reason.startswith("too dense")


def test_a_minute_with_little_room_is_told_less_of() -> None:
    moments = [moment(n, n * 4, f"w{n}a w{n}b w{n}c.", value=0.9 - n / 10) for n in range(3)]
    gaps = [Span(0, 3), Span(4, 7), Span(8, 11)]
    settings = FitSettings(most_coverage=0.7)
    lines = fitted(moments, gaps, second_a_word, settings)
    assert [line.status for line in lines] == ["placed", "placed", "skipped"]
    assert lines[2].reason == "too dense: more than 70% of a minute's gaps"


def test_a_line_that_has_its_minute_to_itself_may_fill_its_gap() -> None:
    (line,) = fitted([moment(1, 0, "One two.")], [Span(0, 2)], second_a_word, STYLES["brief"])
    assert line.status == "placed"


def test_what_is_worth_little_is_left_to_rich_tracks() -> None:
    stale = moment(1, 0, "One two.", value=0.2)
    by_style = {
        name: fitted([stale], [Span(0, 9)], second_a_word, style)[0]
        for name, style in STYLES.items()
    }
    assert {name: line.status for name, line in by_style.items()} == {
        "brief": "skipped",
        "normal": "placed",
        "rich": "placed",
    }
    assert by_style["brief"].reason == "of little worth: 0.20 is below 0.30"


def test_a_brief_track_takes_the_shorter_wording() -> None:
    one = moment(1, 0, "One two three four.", "One two.")
    texts = {
        name: fitted([one], [Span(0, 9)], second_a_word, style)[0].text
        for name, style in STYLES.items()
    }
    assert texts == {"brief": "One two.", "normal": "One two three four.", "rich": texts["normal"]}


def test_what_is_heard_gives_way_to_what_is_only_seen() -> None:
    moments = [moment(1, 0, "A dog barks.", value=0.6), moment(2, 1, "Snowy mountains.", value=0.5)]
    gap, barking = [Span(0, 3)], [Cue(Span(0, 1), "dogs barking")]
    before = fitted(moments, gap, second_a_word, SETTINGS)
    after = fitted(worth_telling(moments, barking, "en"), gap, second_a_word, SETTINGS)
    assert [line.status for line in before] == ["placed", "skipped"]
    assert [line.status for line in after] == ["skipped", "placed"]


def test_what_stays_goes_before_what_flashes_by() -> None:
    flash = replace(moment(1, 0, "One two three."), seen=Span(0, 0.5))
    moments = [flash, moment(2, 1, "Four five six.")]
    lines = fitted(worth_telling(moments, [], "en"), [Span(0, 4)], second_a_word, SETTINGS)
    assert [line.status for line in lines] == ["skipped", "placed"]


@pytest.mark.parametrize(("noise", "start"), [(0.0, 1), (0.2, 3)])
def test_a_line_waits_a_little_for_the_quiet(noise: float, start: float) -> None:
    beds = [Bed(Span(0, 3), -13.0, 0.9), Bed(Span(3, 20), -50.0, 0.1)]
    settings = FitSettings(noise=noise)
    (line,) = fitted([moment(1, 1, "One.")], [Span(0, 20)], second_a_word, settings, beds=beds)
    assert line.start == start


def test_a_line_waits_for_no_quiet_that_comes_late() -> None:
    beds = [Bed(Span(0, 6), -13.0, 0.9), Bed(Span(6, 20), -50.0, 0.1)]
    (line,) = fitted([moment(1, 1, "One.")], [Span(0, 20)], second_a_word, SETTINGS, beds=beds)
    assert line.start == 1


def test_in_a_full_minute_nobody_hurries_and_no_line_is_lost_by_haste() -> None:
    texts = ["One two three four.", "One two."], ["Five six seven."]
    moments = [moment(1, 0, *texts[0], value=0.9), moment(2, 4, *texts[1], value=0.1)]
    gaps = [Span(0, 3.6), Span(4, 7.2)]
    for most_coverage, rates in ((1.0, [1.12, 1.0]), (0.8, [1.0, 1.0])):
        settings = replace(ALL, most_coverage=most_coverage)
        lines = fitted(moments, gaps, second_a_word, settings)
        assert [line.status for line in lines] == ["placed", "placed"]
        assert [line.rate for line in lines] == rates


@pytest.mark.parametrize(
    ("end", "text", "reason"),
    [
        pytest.param(19.0, "Darkness. Outdoors.", "in the gap", id="the fuller wording tells more"),
        pytest.param(11.5, None, "no room", id="it has no room"),
    ],
)
def test_what_repeats_a_line_may_be_told_in_a_fuller_wording(
    end: float, text: str | None, reason: str
) -> None:
    moments = [
        moment(1, 0, "Daylight. Outdoors.", "Outdoors."),
        moment(2, 10, "Darkness. Outdoors.", "Outdoors."),
    ]
    gaps = [Span(0, 1.5), Span(10, end)]
    settings = replace(SETTINGS, shortness=1.0)  # the shorter wording is as good
    one, other = fitted(moments, gaps, second_a_word, settings)
    assert one.text == "Outdoors."
    assert other.reason.startswith(reason)
    assert (other.text if other.status == "placed" else None) == text


def test_a_shorter_wording_of_what_was_said_is_not_told_instead() -> None:
    texts = "A dog runs on the grass.", "A dog."
    moments = [moment(1, 0, *texts), moment(2, 10, *texts)]
    lines = fitted(moments, [Span(0, 30)], second_a_word, SETTINGS)
    assert [line.status for line in lines] == ["placed", "skipped"]
    assert lines[1].reason == "repeats: L0001 says it"
