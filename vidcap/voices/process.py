"""The door to a worker process: start it, ask it with a time limit, end it, start it anew."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import selectors
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

import numpy as np

import vidcap
from vidcap.errors import FilmError, MissingError
from vidcap.recipe import SpeakSettings
from vidcap.voices import SpeechFailure, Take, VoiceInfo
from vidcap.voices.choice import Entry, voice_called, voice_for
from vidcap.voices.rate import faster, nominal_rate
from vidcap.voices.takes import take_of

log = logging.getLogger(__name__)

START_LIMIT = 60.0  # s; takes 0.3 on an idle machine
LINE_LIMIT = 20.0  # s for a line, and for each sign of it:
SIGN_LIMIT = 0.1  # s; espeak-ng needs 0.2 ms a sign
LOSSES = 3  # workers lost one after the other: then the engine is at fault, not the line
REMEDY = "pip install pyttsx3 espeakng-loader, or install the system's package espeak-ng"


class WorkerLost(Exception):  # noqa: N818 - an event, handled here and in tests only
    """The worker hung or died; the message says which."""


class Worker:
    """A process with an engine in it, asked one thing at a time."""

    def __init__(self, command: Sequence[str]) -> None:
        """Start `command`, to which the path of a scratch folder is added."""
        self._folder = tempfile.TemporaryDirectory(prefix="vidcap-voice-")
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed in close()
        package_folder = str(Path(vidcap.__file__).resolve().parents[1])
        path = os.pathsep.join(filter(None, [package_folder, os.environ.get("PYTHONPATH")]))
        try:
            self._process = subprocess.Popen(
                [*command, self._folder.name],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                env={**os.environ, "PYTHONPATH": path},
                process_group=0,  # Ctrl-C is for us: we end the worker in order
            )
        except OSError:
            self._errors.close()
            self._folder.cleanup()
            raise
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._requests, self._answers = self._process.stdin, self._process.stdout
        self._buffer = bytearray()

    def read(self, limit: float) -> tuple[dict[str, Any], bytes]:
        """Return the next answer and its payload.

        Args:
            limit: s in which the whole answer must have come.

        Raises:
            WorkerLost: it did not come.
        """
        deadline = time.monotonic() + limit
        while b"\n" not in self._buffer:
            self._receive(deadline, limit)
        line, _, rest = bytes(self._buffer).partition(b"\n")
        try:
            header: dict[str, Any] = json.loads(line)
        except ValueError as error:
            raise WorkerLost(f"the engine answered {line[:40]!r}") from error
        self._buffer = bytearray(rest)
        size = int(header.get("bytes", 0))
        while len(self._buffer) < size:
            self._receive(deadline, limit)
        payload = bytes(self._buffer[:size])
        del self._buffer[:size]
        return header, payload

    def ask(self, request: dict[str, Any], limit: float) -> tuple[dict[str, Any], bytes]:
        """Return the answer to a request; as `read`."""
        try:
            self._requests.write(json.dumps(request).encode() + b"\n")
            self._requests.flush()
        except OSError as error:  # it is gone: say how it ended
            raise WorkerLost(self._ending()) from error
        return self.read(limit)

    def close(self) -> None:
        """End the process, whatever it is doing, and wait for its end."""
        self._process.kill()
        self._process.wait()
        with contextlib.suppress(OSError):  # a request that was never read
            self._requests.close()
        self._answers.close()
        self._errors.close()
        self._folder.cleanup()

    def _receive(self, deadline: float, limit: float) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self._answers, selectors.EVENT_READ)
            if not selector.select(max(0.0, deadline - time.monotonic())):
                raise WorkerLost(f"the engine did not answer within {limit:.0f} s")
        received = os.read(self._answers.fileno(), 1 << 16)
        if not received:
            raise WorkerLost(self._ending())
        self._buffer += received

    def _ending(self) -> str:
        """Return how the process ended, with the last line it left."""
        try:
            status = self._process.wait(1)
        except subprocess.TimeoutExpired:
            return "the engine closed its output"
        self._errors.seek(0)
        last = self._errors.read().decode(errors="replace").strip().rpartition("\n")[2]
        how = f"by signal {-status}" if status < 0 else f"with status {status}"
        return f"the engine's process ended {how}" + (f" ({last})" if last else "")


class WorkerVoice:
    """A `Voice` whose engine lives in a worker, which is replaced when it hangs or dies."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        where: str,
        wish: str,
        language: str,
        rate: int,
        line_limit: float = LINE_LIMIT,
    ) -> None:
        """Start the worker and choose a voice.

        Args:
            command: the worker's, as `Worker` takes it.
            where: what an error names.
            wish: voice by id, title or language; empty: one for `language`.
            language: BCP 47.
            rate: words a minute as heard.
            line_limit: s for a line, besides what its length adds.

        Raises:
            MissingError: the engine does not start, or has no such voice.
        """
        self._command, self._where, self._losses = command, where, 0
        self._line_limit = line_limit
        self._worker: Worker | None = None
        try:
            self._worker, origin, entries = start(command, where)
            entry = voice_called(wish, entries) if wish else voice_for(language, entries)
            if entry is None:
                raise _no_such_voice(wish, language, entries, where)
            self._voice, self._usual = entry.id, nominal_rate(rate, entry.language)
            self.name = f"{origin}, {entry.id}, {self._usual}"
            self._told = self._set_up(self._worker, self._usual)
        except BaseException:
            self._end()
            raise

    def speak(self, texts: Sequence[str], rate: float = 1.0) -> Iterator[Take | SpeechFailure]:
        """Yield for each text its take at `rate` times the usual rate, or why there is none."""
        nominal = faster(self._usual, rate)
        for text in texts:
            if text.strip():
                yield self._spoken(text, nominal)
            else:
                yield SpeechFailure(text, "there is nothing to say")

    def __enter__(self) -> Self:
        """Return the voice itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the engine's process."""
        self._end()

    def _spoken(self, text: str, nominal: int) -> Take | SpeechFailure:
        try:
            if self._worker is None:
                self._worker, _, _ = start(self._command, self._where)
                self._told = 0
            if self._told != nominal:
                self._told = self._set_up(self._worker, nominal)
            limit = self._line_limit + SIGN_LIMIT * len(text)
            answer, payload = self._worker.ask({"text": text}, limit)
        except WorkerLost as loss:
            self._end()
            self._losses += 1
            log.warning("%s: lost at %r: %s", self._where, text, loss)
            if self._losses >= LOSSES:
                raise FilmError(
                    f"no line can be spoken: {loss}", self._where, "choose another with --voice"
                ) from loss
            return SpeechFailure(text, str(loss))
        self._losses = 0
        if "failure" in answer:
            return SpeechFailure(text, answer["failure"])
        return take_of(text, np.frombuffer(payload, np.int16), answer["rate_hz"])

    def _set_up(self, worker: Worker, nominal: int) -> int:
        """Tell the engine its voice and rate; return the rate."""
        try:
            answer, _ = worker.ask({"voice": self._voice, "rate": nominal}, START_LIMIT)
        except WorkerLost as loss:
            raise MissingError(str(loss), self._where, "choose another with --voice") from loss
        if "failure" in answer:
            raise MissingError(answer["failure"], self._where, "choose another with --voice")
        return nominal

    def _end(self) -> None:
        if self._worker is not None:
            self._worker.close()
            self._worker = None


def start(command: Sequence[str], where: str) -> tuple[Worker, str, list[Entry]]:
    """Return a worker that is ready, its engine's origin and voices.

    Raises:
        MissingError: the engine does not start.
    """
    worker = Worker(command)
    try:
        answer, _ = worker.read(START_LIMIT)
        if "failure" in answer:
            raise MissingError(f"the voice does not start: {answer['failure']}", where, REMEDY)
        entries = [Entry(*fields) for fields in answer["voices"]]
        return worker, str(answer["origin"]), entries
    except WorkerLost as loss:
        worker.close()
        raise MissingError(f"the voice does not start: {loss}", where, REMEDY) from loss
    except BaseException:
        worker.close()
        raise


def engine_command(engine: str) -> list[str]:
    """Return the command that starts our worker with an engine.

    -P: a file of the current folder must not stand for a package.
    """
    return [sys.executable, "-P", "-m", "vidcap.voices.worker", engine]


def open_worker_voice(
    engine: str, argument: str, language: str, settings: SpeakSettings
) -> WorkerVoice:
    """Return a voice of one of our engines, "pyttsx3" or "espeak"; see `open_voice`."""
    return WorkerVoice(
        engine_command(engine),
        where=f"voice {engine}" + (f":{argument}" if argument else ""),
        wish=argument,
        language=language,
        rate=settings.words_per_minute,
    )


def worker_voices(engine: str) -> list[VoiceInfo]:
    """Return the voices of one of our engines.

    Raises:
        MissingError: the engine does not start.
    """
    worker, origin, entries = start(engine_command(engine), f"voice {engine}")
    worker.close()
    return [
        VoiceInfo(f"{engine}:{entry.id}", entry.title, entry.language, origin) for entry in entries
    ]


def _no_such_voice(wish: str, language: str, entries: Sequence[Entry], where: str) -> MissingError:
    if wish:
        same = [entry.id for entry in entries if entry.language.split("-")[0] == language[:2]]
        examples = ", ".join((same or [entry.id for entry in entries])[:6])
        return MissingError(
            f"there is no voice {wish!r}",
            where,
            f"choose one of those `vidcap voices` lists, such as {examples}",
        )
    return MissingError(
        f"there is no voice for the language {language!r}",
        where,
        "choose a voice that `vidcap voices` lists with --voice ENGINE:VOICE",
    )
