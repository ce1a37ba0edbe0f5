import pytest

from vidcap.ground.wording import fault


@pytest.mark.parametrize(
    "sentence",
    [
        "A person rides a bike.",
        "Two people sit at a table!",
        "Snow.",
        "A black and white dog runs on the grass.",
        "3 people stand on a hill.",
        "A person in a blue shirt watches another person in a green shirt.",
        "A person is playing a guitar.",
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
        ("A horse is riding on a horse.", "to itself"),
        ("A blue sky is flying through the sky.", "to itself"),
        ("A person in a blue shirt is wearing a black shirt.", "to itself"),
        ("A dog sits on a boat on a boat.", "phrase twice"),
        ("A person is playing a baseball.", "no thing"),
        ("A happy person runs.", "feeling"),
        ("Children enjoy a swing.", "feeling"),
        ("A person was running.", "present tense"),
        ("A dog sits on the.", "cut off"),
        ("Error <urlopen failed>.", "no text"),
        (" ".join(["A"] + ["dog"] * 30) + ".", "more than 25 words"),
    ],
)
def test_what_a_describer_does_not_say_is_refused(sentence: str, problem: str) -> None:
    assert problem in fault(sentence)


def test_of_other_languages_only_what_is_no_text_is_a_fault() -> None:
    assert fault("两个男人在跑步。", language="zh") == ""
    assert fault("Un homme en train de courir.", language="fr") == ""
    assert fault("两个<b>人。", language="zh") == "holds what is no text"
    assert fault("两个男人", language="zh") == "is no whole sentence"
