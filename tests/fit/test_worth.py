from dataclasses import replace

import pytest

from vidcap.fit.worth import HEARD, STAYS, noise, seen_share, worth_telling
from vidcap.script import Bed, Cue, Moment, Span

DOG = Moment("M0001", "K0001", Span(10.0, 12.0), 0.8, ("A dog runs on the grass.",))


@pytest.mark.parametrize(
    ("start", "text", "share"),
    [
        (11.0, "Look, the dog is running in the grass!", HEARD),
        (6.0, "Look, the dog is running in the grass!", HEARD),
        (30.0, "Look, the dog is running in the grass!", 1.0),
        (11.0, "Grass.", 1.0),
        (11.0, "It is not what you think.", 1.0),
    ],
)
def test_a_moment_that_is_heard_about_is_worth_less(start: float, text: str, share: float) -> None:
    cues = [Cue(Span(0, 4), "Nothing of that."), Cue(Span(start, start + 2), text)]
    (moment,) = worth_telling([DOG], cues, "en")
    assert moment.value == DOG.value * share


def test_a_moment_without_sentence_stays_as_it_is() -> None:
    doubted = Moment("M0001", "K0001", Span(0, STAYS), 0.8, (), doubt="low confidence")
    assert worth_telling([doubted], [Cue(Span(0, 1), "Look.")], "en") == (doubted,)


@pytest.mark.parametrize(("seen", "share"), [(0.5, 0.625), (1.0, 0.75), (2.0, 1.0), (60.0, 1.0)])
def test_what_is_hardly_seen_is_worth_less(seen: float, share: float) -> None:
    assert seen_share(Span(10, 10 + seen)) == share
    (moment,) = worth_telling([replace(DOG, seen=Span(10, 10 + seen))], [], "en")
    assert moment.value == DOG.value * share


def test_noise_grows_with_loudness_and_busyness() -> None:
    beds = [Bed(Span(0, 1), *pair) for pair in ((-70, 1), (-35, 0.1), (-20, 0.1), (-20, 0.9))]
    noises = [noise(bed) for bed in beds]
    assert noises == sorted(noises)
    assert noises[0] == 0
    assert noise(Bed(Span(0, 1), 0.0, 1.0)) == 1
