"""The one place that starts ffmpeg: graphs built with ffmpeg-python go in, the log comes out."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Literal

from vidcap.errors import FilmError, MissingError

PROTOCOLS = "file,pipe"
_FILE = "file:"
_ASK_TIMEOUT = 30.0  # s for `ffmpeg -version`
_LOG_LINES = 3  # of the log that an error quotes


@dataclass(frozen=True, slots=True)
class Program:
    """An ffmpeg that runs here."""

    path: str
    version: str
    origin: Literal["system", "imageio-ffmpeg"]


@functools.cache
def find() -> Program:
    """Return the ffmpeg to use: the system's if there is one that runs, else the wheel's.

    Raises:
        MissingError: there is none.
    """
    on_path = shutil.which("ffmpeg")
    if on_path and (version := _version(on_path)):
        return Program(on_path, version, "system")
    try:
        import imageio_ffmpeg

        shipped = imageio_ffmpeg.get_ffmpeg_exe()
    except (ImportError, RuntimeError) as error:  # RuntimeError: a wheel without the binary
        raise MissingError(
            "no ffmpeg found", "this machine", "run: pip install imageio-ffmpeg"
        ) from error
    if version := _version(shipped):
        return Program(shipped, version, "imageio-ffmpeg")
    raise MissingError(
        "does not run", shipped, "install ffmpeg, or run: pip install imageio-ffmpeg"
    )


def address(path: Path) -> str:
    """Return a file's name as ffmpeg takes it for nothing else: no option, protocol or pattern.

    Its bytes stand there as one character each until `run` turns them back: a name may hold bytes
    that are no text, and ffmpeg-python takes only text.
    """
    return _FILE + os.fsencode(path.absolute()).decode("latin-1")


def reading(path: Path, **options: Any) -> Any:  # ffmpeg-python has no types
    """Return an ffmpeg-python input of a file that was probed before."""
    import ffmpeg

    return ffmpeg.input(address(path), protocol_whitelist=PROTOCOLS, **options)


def reading_pipe(**options: Any) -> Any:
    """Return an ffmpeg-python input of what `run` is fed; `format`, `ar`, `ac` say what it is."""
    import ffmpeg

    return ffmpeg.input("pipe:0", protocol_whitelist=PROTOCOLS, **options)


def writing(path: Path, *streams: Any, **options: Any) -> Any:
    """Return an ffmpeg-python output to a file, which is replaced if it exists.

    Options that ffmpeg-python cannot name, such as `-metadata:s:a:1`, are passed as
    `**{"metadata:s:a:1": "language=eng"}`.
    """
    import ffmpeg

    return ffmpeg.output(*streams, address(path), **options).overwrite_output()


def run(
    graph: Any, *, timeout: float, feed: Iterator[bytes] | None = None, log: str = "info"
) -> str:
    """Run a graph to its end and return its log.

    Args:
        graph: ffmpeg-python output node, or several merged by `ffmpeg.merge_outputs`.
        timeout: s after which the program is stopped.
        feed: bytes for its standard input; taken as fast as the program reads.
        log: level of the log; measuring filters (ebur128) speak at `info`.

    Raises:
        MissingError: there is no ffmpeg.
        FilmError: it failed or took too long; the message ends in its last words.
    """
    import ffmpeg

    program = find()
    arguments = [_with_its_bytes(argument) for argument in ffmpeg.get_args(graph)]
    command = [program.path, "-nostdin", "-hide_banner", "-nostats", "-loglevel", log, *arguments]
    with tempfile.TemporaryFile() as log_file:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE if feed is not None else subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=log_file,
        )
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(timeout, stop)
        timer.start()
        try:
            if feed is not None and process.stdin is not None:
                _pour(feed, process.stdin)
            code = process.wait()
        finally:
            timer.cancel()
            if process.poll() is None:  # the feed failed, or the user interrupted
                process.kill()
                process.wait()
        log_file.seek(0)
        text = log_file.read().decode("utf-8", "replace")
    target = arguments[-2] if arguments[-1] == "-y" else arguments[-1]
    where = os.fsdecode(target).removeprefix(_FILE)
    if late.is_set():
        raise FilmError(f"ffmpeg took longer than {timeout:.0f} s", where, "try again, or a part")
    if code != 0:
        raise FilmError(
            f"ffmpeg failed ({code}): {_last_words(text)}",
            where,
            "check the disk's free space and the film, then try again",
        )
    return text


def _with_its_bytes(argument: str) -> str | bytes:
    """Return an argument as the program gets it: the address of a file with the bytes it has."""
    return argument.encode("latin-1") if argument.startswith(_FILE) else argument


def _pour(feed: Iterator[bytes], pipe: IO[bytes]) -> None:
    """Write all of the feed, as long as the program listens."""
    try:
        with pipe:
            for data in feed:
                pipe.write(data)
    except BrokenPipeError:  # the program ended first: its exit code tells why
        return


def _version(program: str) -> str:
    """Return the version a program tells of itself; empty: it does not run."""
    try:
        answer = subprocess.run(
            [program, "-version"],
            capture_output=True,
            text=True,
            timeout=_ASK_TIMEOUT,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    words = answer.stdout.split()
    return words[2] if answer.returncode == 0 and len(words) > 2 and words[0] == "ffmpeg" else ""


def _last_words(log: str) -> str:
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    return "; ".join(lines[-_LOG_LINES:]) or "it said nothing"
