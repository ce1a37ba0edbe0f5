"""A worker that hangs, dies or talks nonsense costs its line; one that always does ends the run.

The workers are small real programs that speak the protocol and fail on purpose.
"""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

import vidcap
from vidcap.errors import FilmError, MissingError
from vidcap.voices import SpeechFailure, Take
from vidcap.voices.process import WorkerVoice

STAND_IN = """
    import json, math, os, struct, sys, time
    def answer(header, payload=b""):
        sys.stdout.buffer.write(json.dumps(header).encode() + b"\\n" + payload)
        sys.stdout.buffer.flush()
    answer({"origin": "stand-in 1", "voices": [["v/en", "English", "en-us"]]})
    tone = struct.pack("<4000h", *(int(9000 * math.sin(k / 3)) for k in range(4000)))
    for line in sys.stdin:
        request = json.loads(line)
        text = request.get("text")
        if text is None: rate = request["rate"]; answer({})
        elif text == "rate": answer({"rate_hz": 8000, "bytes": 20 * rate}, tone[:20 * rate])
        elif text == "hang": time.sleep(600)
        elif text == "die": print("out of ideas", file=sys.stderr); os._exit(7)
        elif text == "crash": os.kill(os.getpid(), 11)
        elif text == "nonsense": sys.stdout.buffer.write(b"Audio saved\\n"); sys.stdout.flush()
        elif text == "refuse": answer({"failure": "not that word"})
        elif text == "slow payload":
            answer({"rate_hz": 8000, "bytes": 8000}, tone[:4000]); time.sleep(0.1)
            sys.stdout.buffer.write(tone[4000:]); sys.stdout.flush()
        else: answer({"rate_hz": 8000, "bytes": len(tone)}, tone)
"""


@pytest.fixture
def command(tmp_path):
    script = tmp_path / "worker.py"
    script.write_text(textwrap.dedent(STAND_IN))
    return [sys.executable, str(script)]


def opened(command, **changes):
    settings = {"where": "voice stand-in", "wish": "", "language": "en", "rate": 165}
    return WorkerVoice(command, **(settings | changes))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("die", "ended with status 7 (out of ideas)", id="dies"),
        pytest.param("crash", "ended by signal 11", id="crashes"),
        pytest.param("nonsense", "answered b'Audio saved'", id="answers nonsense"),
        pytest.param("refuse", "not that word", id="refuses"),
        pytest.param("  ", "nothing to say", id="is given nothing"),
    ],
)
def test_a_line_that_fails_has_a_reason_and_the_next_is_spoken(command, text, reason):
    with opened(command) as voice:
        before, failure, after = voice.speak(["one", text, "two"])
    assert isinstance(before, Take)
    assert isinstance(failure, SpeechFailure)
    assert reason in failure.reason
    assert failure.text == text
    assert isinstance(after, Take)
    assert (after.samples == before.samples).all()


def test_a_line_is_spoken_at_its_rate_whatever_the_one_before_was(command):
    """The stand-in answers with ten samples for each word a minute that it was told."""
    with opened(command) as voice:
        takes = [take for rate in (1.0, 1.15, 1.0) for take in voice.speak(["rate"], rate)]
        _, after = voice.speak(["die", "rate"], 1.15)
    told = [round(len(take.samples) / 10) for take in (*takes, after)]
    assert told == [132, 151, 132, 151]


def test_a_worker_that_hangs_is_ended_and_replaced(command):
    with opened(command, line_limit=1.0) as voice:
        failure, after = voice.speak(["hang", "two"])
    assert failure == SpeechFailure("hang", "the engine did not answer within 1 s")
    assert isinstance(after, Take)


def test_a_take_may_come_in_pieces(command):
    with opened(command) as voice:
        whole, pieces = voice.speak(["one", "slow payload"])
    assert (whole.samples == pieces.samples).all()


def test_three_lost_workers_in_a_row_end_the_run(command):
    with opened(command) as voice, pytest.raises(FilmError, match="no line can be spoken"):
        list(voice.speak(["die"] * 3))


def test_lost_workers_far_apart_do_not(command):
    with opened(command) as voice:
        answers = list(voice.speak(["die", "die", "one", "die", "die"]))
    assert [type(answer).__name__ for answer in answers].count("SpeechFailure") == 4


@pytest.mark.parametrize(
    ("program", "what"),
    [
        pytest.param("raise SystemExit('no library')", "no library", id="ends at once"),
        pytest.param("print('hello')", "hello", id="speaks another language"),
        pytest.param(
            'print(\'{"failure": "No module named pyttsx3"}\')',
            "pyttsx3",
            id="says what is missing",
        ),
    ],
)
def test_an_engine_that_does_not_start_is_missing(tmp_path, program, what):
    script = tmp_path / "worker.py"
    script.write_text(program)
    with pytest.raises(MissingError, match=what) as caught:
        opened([sys.executable, str(script)])
    assert "pip install" in caught.value.remedy
    assert caught.value.exit_code == 4


def test_a_voice_that_is_not_there_is_missing(command):
    with pytest.raises(MissingError, match="no voice 'hal'") as caught:
        opened(command, wish="hal")
    assert "v/en" in caught.value.remedy


def test_a_language_without_voice_is_missing(command):
    with pytest.raises(MissingError, match="language 'tlh'"):
        opened(command, language="tlh")


def test_leaving_ends_the_process_and_its_folder(command):
    with opened(command) as voice:
        worker = voice._worker
        folder = Path(worker._folder.name)
        assert folder.is_dir()
    assert worker._process.poll() is not None
    assert not folder.exists()


def test_no_worker_outlives_a_parent_that_was_killed(tmp_path):
    """The real worker looks after its parent, even where nobody closes its input."""
    program = """
        import os, signal, subprocess, sys
        worker = subprocess.Popen(
            [sys.executable, "-P", "-m", "vidcap.voices.worker", "espeak", sys.argv[1]],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, pass_fds=[int(sys.argv[2])])
        worker.stdout.readline()
        print(worker.pid, flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
    """
    kept, given = os.pipe()  # readable to its end once all who hold `given` are gone
    root = str(Path(vidcap.__file__).parents[1])
    parent = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program), str(tmp_path), str(given)],
        env={**os.environ, "PYTHONPATH": root},
        pass_fds=[given],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    os.close(given)
    assert parent.returncode == -signal.SIGKILL, parent.stderr
    deadline = time.monotonic() + 30
    os.set_blocking(kept, False)
    while time.monotonic() < deadline:
        try:
            ended = os.read(kept, 1) == b""
            break
        except BlockingIOError:
            time.sleep(0.05)
    os.close(kept)
    assert ended
