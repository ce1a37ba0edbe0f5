"""The worker's copies of itself: each ends the worker as it ended, and none outlives it."""

import os
import signal
import subprocess
import sys
import textwrap

import pytest

PROGRAM = """
    import os, sys, time
    from vidcap.voices.worker import _apart
    def work():
        {work}
    _apart(work)
    print("goes on")
"""


def program(work: str) -> list[str]:
    return [sys.executable, "-c", textwrap.dedent(PROGRAM).format(work=work)]


@pytest.mark.parametrize(
    ("work", "status", "said"),
    [
        pytest.param("return 0", 0, "goes on", id="well"),
        pytest.param("return 3", 3, "", id="with a status"),
        pytest.param("os.kill(os.getpid(), 11)", -11, "", id="by a signal"),
        pytest.param("raise ValueError('no library')", 1, "no library", id="by an error"),
    ],
)
def test_the_worker_ends_as_its_copy_does(work: str, status: int, said: str) -> None:
    done = subprocess.run(program(work), capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == status
    assert (done.stdout + done.stderr).strip().endswith(said)


def test_no_copy_outlives_its_worker() -> None:
    kept, given = os.pipe()  # readable to its end once all who hold `given` are gone
    command = program("print('begun', flush=True); time.sleep(600)")
    with subprocess.Popen(command, stdout=subprocess.PIPE, pass_fds=[given]) as worker:
        os.close(given)
        assert worker.stdout is not None
        assert worker.stdout.readline() == b"begun\n"
        worker.kill()
    assert os.read(kept, 1) == b""
    os.close(kept)


def test_no_copy_outlives_the_workers_parent() -> None:
    """The worker waits for a copy that never ends, and looks after its parent all the same."""
    worker = """
        import os, time
        from vidcap.voices.worker import _apart, _end_with
        _end_with(os.getppid())
        def work():
            print("begun", flush=True)
            time.sleep(600)
        _apart(work)
    """
    parent = """
        import os, signal, subprocess, sys
        command = [sys.executable, "-c", sys.argv[1]]
        worker = subprocess.Popen(command, stdout=subprocess.PIPE, pass_fds=[int(sys.argv[2])])
        worker.stdout.readline()
        os.kill(os.getpid(), signal.SIGKILL)
    """
    kept, given = os.pipe()
    command = [sys.executable, "-c", textwrap.dedent(parent), textwrap.dedent(worker), str(given)]
    done = subprocess.run(command, pass_fds=[given], timeout=60, check=False)
    os.close(given)
    assert done.returncode == -signal.SIGKILL
    assert os.read(kept, 1) == b""
    os.close(kept)
