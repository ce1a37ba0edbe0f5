import pytest

from tests.rules.made import found, levels
from vidcap.rules.text import sentences, unread

E, W = "error", "warning"


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("A dog runs along the beach.", "en", []),
        ("We see a dog.", "en", [E]),
        ("A close-up of a face.", "en", [E]),
        ("Night. The camera follows her.", "en", [E]),
        ("She walks towards the camera.", "en", [W]),
        ("Letters appear on the screen.", "en", [W]),
        ("There is a house on the hill.", "en", [W]),
        ('A sign: "Cut to the chase".', "en", []),
        ("The title reads: We see you.", "en", []),
        ("Un chien court sur la plage.", "fr", []),
        ("On voit un chien.", "fr", [E]),
        ("Une image d'un chien.", "fr", [E]),
        ("Elle parle à la caméra.", "fr", [W]),
        ("Ein Hund läuft am Strand.", "de", []),
        ("Wir sehen einen Hund.", "de", [E]),
        ("一个男人走在雪地里。", "zh", []),
        ("画面中一个男人走过。", "zh", [E]),
        ("我们看到一只狗。", "zh", [E]),
        ("他走向镜头。", "zh", [W]),
    ],
)
def test_x1_no_talk_of_the_picture(text, language, expected):
    assert [level for level, _ in levels("X1", text, language=language)] == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("She clenches her fists.", "en", []),
        ("She is probably at home.", "en", [W]),
        ("He seems to wait, perhaps for her.", "en", [E]),
        ("A beautiful house.", "en", [W]),
        ("Elle sourit peut-être.", "fr", [W]),
        ("Er wartet vielleicht.", "de", [W]),
        ("他似乎在等人。", "zh", [W]),
        ("一个漂亮的花园。", "zh", [W]),
    ],
)
def test_x2_no_guesses_no_opinions(text, language, expected):
    assert [level for level, _ in levels("X2", text, language=language)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A dog runs past the painted fence.", []),
        ("A dog was there.", [(W, 1)]),
        ("She took the train.", [(W, 1)]),
        ("The label reads: it was here.", []),
    ],
)
def test_x3_the_present_tense(text, expected):
    assert levels("X3", text) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("She waves at him.", "en", []),
        ("I wave at him.", "en", [(E, 1)]),
        ("She waves at us.", "en", [(E, 1)]),
        ('He writes "I love you".', "en", []),
        ("Ils regardent la mer.", "fr", []),
        ("Nous regardons la mer.", "fr", [(E, 1)]),
        ("J'entre dans la maison.", "fr", [(E, 1)]),
        ("Ihr Haar ist blond.", "de", []),
        ("Wir gehen.", "de", [(E, 1)]),
        ("她走了。", "zh", []),
        ("我走了。", "zh", [(E, 1)]),
    ],
)
def test_x4_the_third_person(text, language, expected):
    assert levels("X4", text, language=language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A dog.", []),
        ("... then a dog!", [W]),
        ("“A dog.”", []),
        ("狗在跑。", []),
        ("a dog.", [W]),
        ("A dog", [W]),
        ("A sign:", [W]),
        ("A dog. 🐕", [W, E]),  # and no end
        ("See https://example.org.", [E]),
        ("A [dog] runs.", [E]),
        ('It reads "#1".', []),
        ("?", [W]),
    ],
)
def test_x5_whole_sentences_of_plain_text(text, expected):
    assert [level for level, _ in levels("X5", text)] == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("word " * 14 + "end.", "en", []),
        ("word " * 15 + "end.", "en", [(W, 1)]),
        ("word " * 25 + "end.", "en", [(E, 1)]),
        ("word " * 14 + "end. " + "word " * 14 + "end.", "en", []),
        ("狗" * 25 + "。", "zh", []),
        ("狗" * 26 + "。", "zh", [(W, 1)]),
    ],
)
def test_x6_short_sentences(text, language, expected):
    assert levels("X6", text, language=language) == expected


DIALOGUE = [(100.0, 2.0, "Listen, Emo! And you, O'Brien's boy?"), (110.0, 2.0, "Yes, Proog.")]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param([(50.0, 5.0, "The boy Emo runs.")], [(W, 1)], id="before it is said"),
        pytest.param([(105.0, 5.0, "The boy Emo runs.")], [], id="after"),
        pytest.param([(50.0, 5.0, "The boy runs.")], [], id="no name"),
        pytest.param([(50.0, 5.0, "Listen to Anna.")], [], id="a name that is never said"),
        pytest.param([(50.0, 5.0, "They follow O'Brien.")], [(W, 1)], id="with an apostrophe"),
        pytest.param(
            [(50.0, 5.0, "See Emo run."), (60.0, 5.0, "Then Emo rests.")], [(W, 1)], id="once"
        ),
    ],
)
def test_x8_names_when_the_film_has_given_them(lines, expected):
    assert levels("X8", *lines, dialogue=DIALOGUE) == expected


@pytest.mark.parametrize(
    ("text", "dialogue", "expected"),
    [
        ("A person in a white shirt.", None, []),
        ("A white woman.", None, [(E, 1)]),
        ("He is blind.", None, [(E, 1)]),
        ("He is blind.", ["I am blind."], []),
        ("A Chinese flag.", ["I am blind."], [(E, 1)]),
    ],
)
def test_x10_nothing_is_guessed_of_people(text, dialogue, expected):
    assert levels("X10", text, dialogue=dialogue) == expected


def test_x11_nothing_twice():
    assert levels("X11", "A dog runs.", "A cat sits.") == []
    assert levels("X11", "A dog runs.", "a dog runs!") == [(E, 2)]
    assert levels("X11", "A dog runs on the beach.", "The dog runs on the beach.") == [(W, 2)]
    assert levels("X11", "A dog runs.", *"BCDEF", "A dog runs.") == [], "only five lines back"


def test_x11_chinese_is_compared_by_characters():
    assert levels("X11", "一只狗跑过雪地。", "一只猫跑过雪地。", language="zh") == [(W, 2)]


def test_x12_no_echo_of_the_dialogue():
    heard = [(0.0, 2.0, "Give me the red ball, Anna.")]
    line = "Anna holds the red ball."
    assert levels("X12", (3.0, 2.0, line), dialogue=heard) == [(W, 1)]
    assert levels("X12", (8.0, 2.0, line), dialogue=heard) == [], "more than 5 s away"
    assert levels("X12", (3.0, 2.0, "The red one."), dialogue=heard) == [], "too few words"
    assert levels("X12", (3.0, 2.0, "A dog runs past the fence."), dialogue=heard) == []


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("A man of the 1920s on the 3rd floor.", "en", []),
        ("A 3D printer.", "en", [(W, 1)]),
        ("The TV is on.", "en", [(W, 1)]),
        ("Salt & pepper.", "en", [(W, 1)]),
        ("A sign in Greek: ΝΑΙ.", "en", [(W, 1)]),
        ("Élodie dîne à Nîmes.", "fr", []),
        ("男人看着 DVD。", "zh", [(W, 1)]),
        ("人々が歩く。", "ja", []),
        ("男人走路。", "", []),
    ],
)
def test_x14_easy_to_speak(text, language, expected):
    assert levels("X14", text, language=language) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("The woman walks into the house.", "en", []),
        ("La femme entre dans la maison.", "en", [(E, 1)]),
        ("La dolce vita.", "en", []),
        ("The woman walks into the house.", "fr", [(E, 1)]),
        ("男人走路。", "en", [(E, 1)]),
        ("A man walks.", "zh", [(E, 1)]),
    ],
)
def test_x15_in_the_language_of_the_track(text, language, expected):
    assert levels("X15", text, language=language) == expected


def test_a_finding_quotes_what_it_found():
    (one,) = found("X2", "She is probably at home.")
    assert one.what == "guesses (probably)"


def test_what_is_read_aloud_is_not_the_describers_own():
    assert unread('He writes "I am" and leaves.') == "He writes   and leaves."
    assert unread("A sign: keep out") == "A sign"
    assert unread("It is 10:45 now.") == "It is 10:45 now."


def test_sentences_end_at_marks_but_not_at_titles():
    assert sentences("Mr. Smith sits. He waits!") == ["Mr. Smith sits.", "He waits!"]
    assert sentences("他走。她坐。") == ["他走。", "她坐。"]
    assert sentences("") == []
