"""The process in which an engine speaks: `python -m vidcap.voices.worker ENGINE FOLDER`.

Lines of JSON come in on standard input; each is answered on standard output by a line of JSON,
after a take by as many bytes of samples as the line says:

    (at start)                      -> {"origin": ..., "voices": [[id, title, language], ...]}
    {"voice": id, "rate": nominal}  -> {}
    {"text": ...}                   -> {"rate_hz": ..., "bytes": n} and n bytes
    (anything that goes wrong)      -> {"failure": reason}

Whatever the engine prints goes to standard error. The process ends with its standard input.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from pathlib import Path
from typing import Any, BinaryIO

from vidcap.voices.engines import ENGINES, Engine, EngineError
from vidcap.voices.library import NoLibrary


def main(arguments: list[str]) -> int:
    """Serve requests until standard input ends."""
    name, folder = arguments
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # pyttsx3 prints a line a file, and C libraries print as they like
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    try:
        engine = ENGINES[name](Path(folder))
        _answer(answers, {"origin": engine.origin, "voices": engine.list_voices()})
    except (ImportError, NoLibrary, EngineError, RuntimeError, OSError) as error:
        _answer(answers, {"failure": f"{error}"})
        return 1
    for request in sys.stdin:
        _serve(engine, json.loads(request), answers)
    return 0


def _serve(engine: Engine, request: dict[str, Any], answers: BinaryIO) -> None:
    try:
        if "text" in request:
            rate_hz, samples = engine.render(request["text"])
            _answer(answers, {"rate_hz": rate_hz, "bytes": len(samples)}, samples)
        else:
            engine.set_up(request["voice"], request["rate"])
            _answer(answers, {})
    except (EngineError, OSError, ValueError) as error:
        _answer(answers, {"failure": f"{error}"})


def _answer(answers: BinaryIO, header: dict[str, Any], payload: bytes = b"") -> None:
    answers.write(json.dumps(header).encode() + b"\n" + payload)
    answers.flush()


def _end_with(parent: int) -> None:
    """End at once when the parent is gone, even amid a call that never returns."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
