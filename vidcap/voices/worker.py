"""The process in which an engine speaks: `python -m vidcap.voices.worker ENGINE FOLDER`.

Lines of JSON come in on standard input; each is answered on standard output by a line of JSON,
after a take by as many bytes of samples as the line says:

    (at start)                      -> {"origin": ..., "voices": [[id, title, language], ...]}
    {"voice": id, "rate": nominal}  -> {}
    {"text": ...}                   -> {"rate_hz": ..., "bytes": n} and n bytes
    (anything that goes wrong)      -> {"failure": reason}

Each answer comes from a copy of this process, in which the engine starts anew: espeak-ng 1.52 takes
something of its voice's state from one line to the next, so that a line sounds otherwise, and lasts
some ms longer, by what was said before it. Not even to start it again takes that back.

Whatever the engine prints goes to standard error. The process ends with its standard input, and
with a copy that ends badly, in the same way.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from vidcap.voices.engines import ENGINES, Engine, EngineError
from vidcap.voices.library import NoLibrary, load

Request = dict[str, Any]


def main(arguments: list[str]) -> int:
    """Serve requests until standard input ends."""
    name, folder = arguments
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # pyttsx3 prints a line a file, and C libraries print as they like
    _end_with(os.getppid())
    try:
        load(Path(folder))  # once, for all copies
    except NoLibrary as error:
        _answer(answers, {"failure": f"{error}"})
        return 1
    start = partial(ENGINES[name], Path(folder))
    _apart(partial(_introduce, start, answers))
    told: Request = {}
    for line in sys.stdin:
        request: Request = json.loads(line)
        if "voice" in request:
            told = request
        _apart(partial(_serve, start, told, request, answers))
    return 0


def _introduce(start: Callable[[], Engine], answers: BinaryIO) -> int:
    try:
        engine = start()
        _answer(answers, {"origin": engine.origin, "voices": engine.list_voices()})
    except (ImportError, EngineError, RuntimeError, OSError) as error:
        _answer(answers, {"failure": f"{error}"})
        return 1
    return 0


def _serve(start: Callable[[], Engine], told: Request, request: Request, answers: BinaryIO) -> int:
    try:
        engine = start()
        engine.set_up(told["voice"], told["rate"])
        if "text" in request:
            rate_hz, samples = engine.render(request["text"])
            _answer(answers, {"rate_hz": rate_hz, "bytes": len(samples)}, samples)
        else:
            _answer(answers, {})
    except (EngineError, OSError, ValueError) as error:
        _answer(answers, {"failure": f"{error}"})
    return 0


def _apart(work: Callable[[], int]) -> None:
    """Do the work in a copy of this process; end as that does, unless it ends well."""
    worker = os.getpid()
    copy = os.fork()
    if copy == 0:
        threading.Thread(target=_end_without, args=(worker,), daemon=True).start()
        os._exit(work())  # nothing is tidied up: what the engine does then is its own affair
    _, ended = os.waitpid(copy, 0)
    status = os.waitstatus_to_exitcode(ended)
    if status < 0:
        os.kill(worker, -status)
    if status != 0:
        sys.exit(status)


def _answer(answers: BinaryIO, header: Request, payload: bytes = b"") -> None:
    answers.write(json.dumps(header).encode() + b"\n" + payload)
    answers.flush()


def _end_with(parent: int) -> None:
    """End within a second of the parent, whatever is waited for.

    By a timer, since a process with threads is not safe to copy; copies do not have it.
    """

    def look(*_: object) -> None:
        if os.getppid() != parent:
            os._exit(1)

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, 1, 1)


def _end_without(worker: int) -> None:
    """End a copy within a second of the worker, even amid a call that never returns."""
    while os.getppid() == worker:
        time.sleep(1)
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
