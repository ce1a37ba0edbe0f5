import pytest

from vidcap.ground.neutral import neutral


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("A man rides a bike.", "A person rides a bike."),
        ("An older man is sitting.", "An older person is sitting."),
        ("Two men and their dogs.", "Two people and their dogs."),
        ("The girls run.", "The people run."),
        ("A dog runs.", "A dog runs."),
        ("A little girl is sitting on a bed.", "A person is sitting on a bed."),
        ("A child and a baby.", "A child and a baby."),
        ("A little dog.", "A little dog."),
        ("A policeman stops two firemen.", "A police officer stops two firefighters."),
        ("A fisherman holds a fish.", "An angler holds a fish."),
        ("A mother holds her son.", "A person holds their person."),
        ("Man on a bike.", "Person on a bike."),
        ("A woman's dress is red.", "A person's dress is red."),
    ],
)
def test_gender_kinship_and_youth_are_not_guessed(said: str, expected: str) -> None:
    assert neutral(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("A man and a woman are sitting.", "Two people are sitting."),
        ("A man and woman sit.", "Two people sit."),
        ("A young boy and a girl play.", "Two people play."),
        ("A man, a woman and a boy walk.", "Three people walk."),
        ("A man, a woman and a child.", "Two people and a child."),
        ("The man and the woman talk.", "The two people talk."),
        ("Two men and a woman.", "Three people."),
        ("A woman and two men.", "Three people."),
        ("Two men and women.", "Several people."),
        ("Men, women and children.", "People and children."),
        ("A man in red watches a woman.", "A person in red watches another person."),
        ("A man, a woman, a boy and a girl.", "Four people."),
    ],
)
def test_persons_of_one_kind_are_counted(said: str, expected: str) -> None:
    assert neutral(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("A man and his dog.", "A person and their dog."),
        ("A dog with his toy.", "A dog with its toy."),
        ("A dog jumps behind her.", "A dog jumps behind it."),
        ("A woman with a dog behind her.", "A person with a dog behind them."),
        ("A man looks at her and waves.", "A person looks at them and waves."),
        ("A child looks at himself.", "A child looks at themselves."),
        ("A man smiles while he is running.", "A person smiles while they are running."),
        ("She runs.", "She runs."),
    ],
)
def test_pronouns_follow(said: str, expected: str) -> None:
    assert neutral(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("A female hiker rests.", "A hiker rests."),
        ("A male artist paints.", "An artist paints."),
        ("A male in a red shirt.", "A person in a red shirt."),
        ("Two females sit.", "Two people sit."),
        ("A young male is jumping.", "A young person is jumping."),
    ],
)
def test_male_and_female_go(said: str, expected: str) -> None:
    assert neutral(said) == expected
