import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.ground.sentences import whole


@pytest.mark.parametrize(
    ("caption", "sentence"),
    [
        ("A man riding a bike.", "A man is riding a bike."),
        ("Two dogs running on grass.", "Two dogs are running on grass."),
        ("A man and a woman sitting on a bench.", "A man and a woman are sitting on a bench."),
        ("A man and woman talking.", "A man and woman are talking."),
        ("A man in a shirt and tie standing.", "A man in a shirt and tie is standing."),
        ("A black and white dog jumping.", "A black and white dog is jumping."),
        ("A group of people walking.", "A group of people are walking."),
        ("A man wearing a hat riding a bike.", "A man wearing a hat is riding a bike."),
        ("A man looking at a woman riding a bike.", "A man is looking at a woman riding a bike."),
        ("A man wearing sunglasses.", "A man is wearing sunglasses."),
        ("Snow falling on a roof.", "Snow is falling on a roof."),
        ("A boy smiling.", "A boy is smiling."),
    ],
)
def test_what_is_done_becomes_a_sentence(caption: str, sentence: str) -> None:
    assert whole(caption) == sentence


@pytest.mark.parametrize(
    "caption",
    [
        "A man is riding a bike.",
        "A man stands holding a sign.",
        "A man in a red shirt.",
        "Two fishing boats.",
        "A man on a climbing wall.",
        "A house with people walking.",
        "Two men sitting at a table, both with beer.",
        "A building.",
    ],
)
def test_what_is_whole_or_not_sure_is_left(caption: str) -> None:
    assert whole(caption) == caption


@pytest.mark.parametrize(
    ("caption", "sentence"),
    [
        ("A photo of a dog.", "A dog."),
        ("A black and white picture of a man standing.", "A man is standing."),
        ("A close-up of a face.", "A face."),
        ("A dog in the picture.", "A dog."),
        ("A man is smiling at the camera.", "A man is smiling."),
        ("Two people pose for a picture.", "Two people pose."),
        ("There are two dogs on a beach.", "Two dogs on a beach."),
        ("A man is looking at the camera.", "A man is looking at the camera."),
    ],
)
def test_what_speaks_of_the_picture_is_left_out(caption: str, sentence: str) -> None:
    assert whole(caption) == sentence


WORDS = st.sampled_from("a the man men dog with and riding wearing hat is in of red".split())


@given(st.lists(WORDS, min_size=1, max_size=9))
def test_nothing_but_one_small_verb_is_ever_added(words: list[str]) -> None:
    caption = f"A {' '.join(words)}."
    now, was = whole(caption)[:-1].split(), caption[:-1].split()
    places = [place for place, word in enumerate(now) if word in ("is", "are")]
    assert now == was or any(now[:place] + now[place + 1 :] == was for place in places)
