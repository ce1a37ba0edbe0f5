import pytest

from vidcap.ground.wording import fault, neutral, shortened


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("A man rides a bike.", "A person rides a bike."),
        ("An older man is sitting.", "An older person is sitting."),
        ("Two men and their dogs.", "Two people and their dogs."),
        ("A man and a woman are sitting.", "Two people are sitting."),
        ("A young boy and a girl play.", "Two children play."),
        ("A man and his dog.", "A person and their dog."),
        ("The girls run.", "The children run."),
        ("A dog runs.", "A dog runs."),
        ("A human woman.", "A human person."),
    ],
)
def test_gender_is_not_guessed(said: str, expected: str) -> None:
    assert neutral(said) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "A person rides a bike.",
        "Two people sit at a table!",
        "Snow.",
        "A black and white dog runs on the grass.",
        "3 people stand on a hill.",
    ],
)
def test_plain_sentences_are_allowed(sentence: str) -> None:
    assert fault(sentence) == ""


@pytest.mark.parametrize(
    ("sentence", "problem"),
    [
        ("a dog runs.", "no whole sentence"),
        ("A dog runs", "no whole sentence"),
        ("", "no whole sentence"),
        ("We see a dog.", "speaks of the picture"),
        ("A picture of a dog.", "speaks of the picture"),
        ("A person looks at the camera.", "speaks of the picture"),
        ("A dog is probably asleep.", "guesses"),
        ("A person seems to run.", "guesses"),
        ("A beautiful house.", "opinion"),
        ("A white man runs.", "origin"),
        ("An Asian person runs.", "origin"),
        ("My dog runs.", "third person"),
        ("She runs.", "gender"),
        ("A a dog runs.", "twice"),
        ("A horse is riding a brown horse.", "to itself"),
        ("A dog sits on the.", "cut off"),
        ("Error <urlopen failed>.", "no text"),
        (" ".join(["A"] + ["dog"] * 30) + ".", "more than 25 words"),
    ],
)
def test_what_a_describer_does_not_say_is_refused(sentence: str, problem: str) -> None:
    assert problem in fault(sentence)


@pytest.mark.parametrize(
    ("sentence", "shorter"),
    [
        ("A person is sitting on a bench.", ("A person is sitting.",)),
        (
            "A person is riding a bike on a dirt road.",
            ("A person is riding a bike.",),
        ),
        ("A person is looking at the sea.", ()),
        ("A dog runs.", ()),
        ("Two people are standing in front of a house.", ("Two people are standing.",)),
    ],
)
def test_the_last_phrase_of_place_is_left_out_where_a_sentence_remains(
    sentence: str, shorter: tuple[str, ...]
) -> None:
    assert shortened(sentence) == shorter
