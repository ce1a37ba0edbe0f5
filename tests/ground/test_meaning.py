import pytest

from tests.ground.scenes import facts
from vidcap.ground import ground
from vidcap.ground.meaning import meaning
from vidcap.recipe import POINTS
from vidcap.script import Keyframe, Span


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A hound is running.", "A dog is running."),
        ("Two puppies in the woods.", "Two dog in the forests."),
        ("The ocean.", "The sea."),
        ("Twilight.", "Dusk."),
        ("Flames.", "Fire."),
    ],
)
def test_words_give_way_to_those_that_say_as_much(one: str, other: str) -> None:
    assert meaning(one, "en") == meaning(other, "en-GB")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A person in a kitchen.", "A person in a bedroom."),
        ("The sea.", "A lake."),
        ("A dog runs.", "A cat runs."),
        ("A person on the left.", "A person on the right."),
    ],
)
def test_what_says_more_or_something_else_stays(one: str, other: str) -> None:
    assert meaning(one, "en") != meaning(other, "en")


def test_another_language_stays_as_it_is() -> None:
    assert meaning("Un dog.", "fr") == "Un dog."
    assert meaning("一只狗。", "zh-CN") == "一只狗。"


@pytest.mark.parametrize(("language", "usual"), [("en", "A fire."), ("zh", "火。")])
def test_a_moment_tells_what_it_means_however_it_says_it(language: str, usual: str) -> None:
    frames = [Keyframe(f"K{n}", n, 20.0 * n, Span(20.0 * n, 20.0 * n + 4), 9.0) for n in (1, 2)]
    first, again = ground(
        frames,
        {},
        {frame.id: () for frame in frames},
        POINTS["sure"],
        checked=True,
        facts={frame.id: facts("fire") for frame in frames},
        language=language,
    )
    assert first.sentences != again.sentences
    assert first.meanings == again.meanings == (meaning(usual, language),)
