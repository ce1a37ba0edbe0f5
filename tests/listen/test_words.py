import pytest

from vidcap.listen.words import spoken_cues, spoken_words, told_sounds
from vidcap.script import Cue, Span


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("Come in.", "Come in.", id="plain words"),
        pytest.param("[door slams]", "", id="a sound in brackets"),
        pytest.param("(SIGHS) Come in.", "Come in.", id="a sound before words"),
        pytest.param("[a [very] loud bang]", "", id="brackets in brackets"),
        pytest.param("[wind howls\nin the trees]", "", id="a sound over two lines"),
        pytest.param("[music goes on", "", id="a bracket left open"),
        pytest.param("（笑）そうですね", "そうですね", id="wide brackets"),
        pytest.param("♪♪", "", id="notes alone"),
        pytest.param("♪ Oh, my darling ♪", "Oh, my darling", id="sung words are heard"),
        pytest.param("# La la la #", "La la la", id="hash signs for notes"),
        pytest.param("ANNOUNCER: They come.", "They come.", id="a speaker's name"),
        pytest.param("- DR. O'NEIL: Yes?\n- No!", "Yes?\nNo!", id="two speakers"),
        pytest.param(">> JOHN: Hi.", "Hi.", id="chevrons"),
        pytest.param("MAN 2:", "", id="a name and no words"),
        pytest.param("It is 10:30 now.", "It is 10:30 now.", id="a time is no name"),
        pytest.param("Listen: he comes.", "Listen: he comes.", id="a colon in a sentence"),
        pytest.param("...", "", id="dots alone"),
        pytest.param("- - -", "", id="dashes alone"),
        pytest.param("1984", "1984", id="a number is spoken"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_spoken_words(text, words):
    assert spoken_words(text) == words


def test_cues_without_words_are_dropped_and_the_rest_is_in_time_order():
    cues = [Cue(Span(5, 6), "Two."), Cue(Span(3, 4), "[bang]"), Cue(Span(1, 2), "ANN: One.")]
    assert spoken_cues(cues) == (Cue(Span(1, 2), "One."), Cue(Span(5, 6), "Two."))


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("[door slams]", "door slams"),
        ("(PHONE RINGS)\nHello?", "PHONE RINGS"),
        ("(whispers) Come!", ""),
        ("[thunder] [rain]", "thunder, rain"),
        ("[music\nplays]", ""),
        ("♪♪", ""),
        ("Words.", ""),
    ],
)
def test_a_sound_is_what_stands_by_itself_in_brackets(text: str, sound: str) -> None:
    told = told_sounds([Cue(Span(0, 1), text)])
    assert [cue.text for cue in told] == ([sound] if sound else [])
