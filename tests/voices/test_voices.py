"""The real voices of this machine speak."""

import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import pytest

import vidcap
from vidcap.errors import InputError, MissingError
from vidcap.recipe import SpeakSettings
from vidcap.voices import SpeechFailure, Take, open_voice, voices

SETTINGS = SpeakSettings()
TEXTS = [
    "A man walks along the shore.",
    "Two women sit at a table in a small cafe.",
    "She opens the door and steps out into the snow.",
    "An old man in a dark coat lights his pipe by the window.",
]


@pytest.fixture(scope="module", params=["pyttsx3", "espeak"])
def engine(request):
    return request.param


@pytest.mark.voice
class TestEngines:
    def test_lines_are_spoken_in_order_without_own_silence(self, engine):
        with open_voice(engine, "en", SETTINGS) as voice:
            takes = list(voice.speak(TEXTS))
        assert all(isinstance(take, Take) for take in takes)
        assert [take.length for take in takes] == sorted(take.length for take in takes)
        for take in takes:
            edge = take.rate_hz // 100
            peak = np.abs(take.samples).max()
            assert 0.2 < peak <= 1
            assert np.abs(take.samples[:edge]).max() > peak / 1000
            assert np.abs(take.samples[-edge:]).max() > peak / 1000

    def test_the_rate_is_about_as_heard(self, engine):
        heard = []
        for wanted in (140, 200):
            settings = SpeakSettings(words_per_minute=wanted)
            with open_voice(engine, "en", settings) as voice:
                seconds = sum(take.length for take in voice.speak(TEXTS))
            heard.append(sum(len(text.split()) for text in TEXTS) / seconds * 60)
            assert heard[-1] == pytest.approx(wanted, rel=0.2)  # words are long or short
        assert heard[1] / heard[0] == pytest.approx(200 / 140, rel=0.05)

    def test_a_line_is_spoken_faster_by_as_much_as_is_asked(self, engine):
        with open_voice(engine, "en", SETTINGS) as voice:
            usual, faster, again = (
                sum(take.length for take in voice.speak(TEXTS, rate)) for rate in (1.0, 1.15, 1.0)
            )
        assert usual / faster == pytest.approx(1.15, abs=0.02)
        assert usual == pytest.approx(again, rel=0.005)

    def test_what_has_no_sound_is_a_failure(self, engine):
        with open_voice(engine, "en", SETTINGS) as voice:
            answers = list(voice.speak(["...", "-", "", "A door."]))
        assert [isinstance(answer, SpeechFailure) for answer in answers] == [True] * 3 + [False]

    def test_a_second_run_gives_the_same_samples(self, engine):
        first, second = [], []
        for takes in (first, second):
            with open_voice(engine, "en", SETTINGS) as voice:
                takes += [take.samples.tobytes() for take in voice.speak(TEXTS)]
        assert first == second

    def test_a_line_sounds_the_same_whatever_was_said_before_it(self, engine):
        with open_voice(engine, "en", SETTINGS) as voice:
            (alone,) = voice.speak(TEXTS[-1:])
        with open_voice(engine, "en", SETTINGS) as voice:
            list(voice.speak(TEXTS[:-1], 1.15))
            *_, after, again = voice.speak([*TEXTS, TEXTS[-1]])
        assert alone.samples.tobytes() == after.samples.tobytes() == again.samples.tobytes()

    def test_the_name_tells_engine_version_voice_and_rate(self, engine):
        with open_voice(engine, "en", SETTINGS) as voice:
            assert "espeak-ng 1" in voice.name
            assert "en-us, 132" in voice.name.lower()

    def test_an_unknown_voice_is_missing(self, engine):
        with pytest.raises(MissingError, match="no voice 'nobody'"):
            open_voice(f"{engine}:nobody", "en", SETTINGS)

    def test_other_languages_have_voices(self, engine):
        with open_voice(engine, "zh-Hans", SETTINGS) as voice:
            (take,) = voice.speak(["一个男人沿着海岸走。"])
            assert "cmn" in voice.name
        assert 1.0 < take.length < 4.0


@pytest.mark.voice
def test_both_engines_say_the_same():
    with open_voice("pyttsx3", "en", SETTINGS) as one, open_voice("espeak", "en", SETTINGS) as two:
        for left, right in zip(one.speak(TEXTS), two.speak(TEXTS), strict=True):
            assert left.length == pytest.approx(right.length, abs=0.01)


@pytest.mark.voice
def test_nothing_is_printed(capfd):
    with open_voice("pyttsx3", "en", SETTINGS) as voice:
        list(voice.speak(TEXTS[:2]))
    assert capfd.readouterr() == ("", "")


@pytest.mark.voice
def test_every_voice_has_name_language_and_origin():
    found = voices()
    assert len(found) > 20
    assert {"en-us", "cmn", "fr-fr"} <= {voice.language for voice in found}
    assert all(voice.name.startswith("pyttsx3:") and voice.origin for voice in found)


def test_an_unknown_engine_names_those_there_are():
    with pytest.raises(InputError, match="choose one of pyttsx3, espeak"):
        open_voice("hal9000", "en", SETTINGS)


def run_alone(program: str, *arguments: Path) -> str:
    """Run a program in a process of its own: espeak-ng starts once in each."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program), *map(str, arguments)],
        cwd=Path(vidcap.__file__).parents[1],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.voice
@pytest.mark.parametrize("engine", ["Pyttsx3", "Espeak"])
def test_no_rate_is_lost_among_several(tmp_path, engine):
    """Told one after another they meet a library that is busy with the one before."""
    program = f"""
        import sys
        from pathlib import Path
        from vidcap.voices.engines import {engine}
        engine = {engine}(Path(sys.argv[1]))
        for _ in range(12):
            lengths = []
            for rate in (100, 200):
                for near in (rate - 2, rate - 1, rate):
                    engine.set_up("gmw/en-us", near)
                lengths.append(len(engine.render("A man walks along the shore.")[1]))
            assert lengths[0] > 1.5 * lengths[1]
    """
    run_alone(program, tmp_path)


@pytest.mark.voice
def test_no_line_is_lost_to_a_library_that_is_busy(tmp_path):
    """As it is for long on a slow disk, where it reads its voices: pyttsx3's loop then stops it."""
    program = """
        import ctypes, sys
        from pathlib import Path
        from vidcap.voices.engines import Pyttsx3
        from vidcap.voices.library import load
        engine, library = Pyttsx3(Path(sys.argv[1])), load(Path(sys.argv[1])).handle
        ended = []
        note = lambda name, completed: ended.append(completed)
        engine._engine.connect("finished-utterance", note)
        def keep_busy():
            text = b"A man walks along the shore. " * 200
            size = ctypes.c_size_t(len(text) + 1)
            assert library.espeak_Synth(text, size, 0, 1, 0, 1, None, None) == 0
            assert library.espeak_IsPlaying()
        for rate in (100, 200) * 2:
            keep_busy()
            engine.set_up("gmw/en-us", rate)
            alone = engine.render("A man walks along the shore.")
            keep_busy()  # and have espeak-ng carry some ms from that speech to the line
            after = engine.render("A man walks along the shore.")
            assert len(after[1]) > 0.98 * len(alone[1])
        assert ended == [True] * 8
    """
    run_alone(program, tmp_path)


@pytest.mark.voice
@pytest.mark.parametrize("engine", ["Pyttsx3", "Espeak"])
def test_the_wheels_library_serves_where_the_system_has_none(tmp_path, engine):
    """The system's is looked for under no name at all; pyttsx3 itself has to find the wheel's."""
    program = f"""
        import sys
        from pathlib import Path
        from vidcap.voices.engines import {engine}
        engine = {engine}(Path(sys.argv[1]), system=())
        engine.set_up("gmw/en-us", 125)
        assert len(engine.list_voices()) > 20
        assert len(engine.render("Hello there.")[1]) > 20000
        print("origin:", engine.origin)
    """
    assert "(espeakng-loader)" in run_alone(program, tmp_path)


@pytest.mark.voice
def test_data_that_lie_too_deep_are_reached_by_a_link(tmp_path):
    """espeak-ng cuts the path of its data at 160 bytes without a word."""
    program = """
        import shutil, sys
        from pathlib import Path
        import espeakng_loader
        deep = Path(sys.argv[1]).joinpath(*["a" * 50] * 4, "espeak-ng-data")
        shutil.copytree(espeakng_loader.get_data_path(), deep)
        espeakng_loader.get_data_path = lambda: str(deep)
        from vidcap.voices.engines import Espeak
        engine = Espeak(Path(sys.argv[1]), system=())
        engine.set_up("gmw/en-US", 125)
        assert len(engine.render("Hello there.")[1]) > 20000
    """
    run_alone(program, tmp_path)


def test_the_seam_is_light():
    program = "import sys, vidcap.voices, vidcap.sound, vidcap.deliver; print(*sys.modules)"
    assert not {"numpy", "av", "pyttsx3"} & set(run_alone(program).split())
