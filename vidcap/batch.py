"""Many films, one after another, in a child process: a crash or a hang costs one film.

The child keeps its engines from film to film; a new one is started only when it died. Films that
are finished and unchanged are told so by the pipeline and cost a look at the file.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import resource
import signal
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from vidcap.errors import VidcapError
from vidcap.outputs import is_output

if TYPE_CHECKING:
    from vidcap.pipeline import Job, Outcome

Report = Callable[[str, float], None]

_SUFFIXES = "3gp asf avi flv m2ts m4v mkv mov mp4 mpeg mpg mts mxf ogv ts vob webm wmv"
FILM_SUFFIXES = frozenset(f".{suffix}" for suffix in _SUFFIXES.split())
STALL = 1800.0  # s without a sign of progress after which a child is given up
MEMORY = 8 * 2**30  # bytes a child may claim; the work needs below 1.5 GB
NO_LINES = 5  # the exit code of a film in which no line could be placed


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one film."""

    film: Path
    status: Literal["done", "unchanged", "failed"]
    message: str  # why it failed; empty otherwise
    exit_code: int
    report: dict[str, object] = field(default_factory=dict)
    files: tuple[Path, ...] = ()


def films_in(paths: Sequence[Path]) -> list[Path]:
    """Return the films named, and those in the folders named, in the order of their names.

    A file is taken as named, whatever it is called; from a folder come files with the suffix of a
    film that vidcap did not make itself.
    """
    films: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(
                item for item in path.rglob("*") if item.suffix.lower() in FILM_SUFFIXES
            )
            films += [item for item in inside if item.is_file() and not is_output(item)]
        else:
            films.append(path)
    return list(dict.fromkeys(films))


def row_of(outcome: Outcome, film: Path) -> Row:
    """Return the row of a film that went through."""
    code = 0 if outcome.script.placed or outcome.script.pauses else NO_LINES
    status: Literal["done", "unchanged"] = "done" if outcome.is_fresh else "unchanged"
    return Row(film, status, "", code, outcome.script.report, outcome.files)


def failed(error: VidcapError, film: Path) -> Row:
    """Return the row of a film that did not."""
    return Row(film, "failed", str(error), error.exit_code)


def describe_all(
    jobs: Sequence[Job], cache: Path, report: Callable[[Path, str, float], None]
) -> Iterator[Row]:
    """Describe the films in a child process and yield a row for each, in order.

    Args:
        jobs: what to do.
        cache: the folder of the cache.
        report: is told film, stage and share of the stage done.
    """
    child: _Child | None = None
    try:
        for job in jobs:
            if child is None:
                child = _Child(cache)
            row = child.describe(job, report)
            if row is None:
                row = Row(job.film, "failed", f"{job.film}: {child.end()}", 1)
                child = None
            yield row
    finally:
        if child is not None:
            child.end()


class _Child:
    """A process that describes one film at a time."""

    def __init__(self, cache: Path) -> None:
        context = multiprocessing.get_context("spawn")  # a fork would copy locks of threads
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, cache), daemon=False)
        self._process.start()
        theirs.close()
        self._is_stalled = False

    def describe(self, job: Job, report: Callable[[Path, str, float], None]) -> Row | None:
        """Return the row of a film; None when the process died or stopped moving."""
        try:
            self._pipe.send(job)
            while self._pipe.poll(STALL):
                answer = self._pipe.recv()
                if isinstance(answer, Row):
                    return answer
                report(job.film, *answer)
        except (EOFError, OSError):
            return None
        self._is_stalled = True
        return None

    def end(self) -> str:
        """End the process and say why it is gone."""
        self._pipe.close()  # an idle child leaves by itself
        self._process.join(0 if self._is_stalled else 10)
        if self._process.is_alive():
            self._process.terminate()
            self._process.join(5)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        if self._is_stalled:
            return f"no progress in {STALL / 60:.0f} minutes; try it alone with -v"
        code = self._process.exitcode or 0
        what = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
        return f"the process working on it ended with {what}; try it alone with -v"


def _work(pipe: Connection, cache_folder: Path) -> None:
    """Describe the films that come through the pipe until it closes."""
    from vidcap.cache import Cache
    from vidcap.engines import Engines
    from vidcap.pipeline import describe

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, hard))
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # told to end: clean up first
    cache = Cache(cache_folder)
    engines: Engines | None = None
    gone = (EOFError, BrokenPipeError, KeyboardInterrupt)  # whoever asked has ended
    with contextlib.ExitStack() as stack, contextlib.suppress(*gone):
        while True:
            job: Job = pipe.recv()
            if engines is None or not engines.serves(job.recipe):
                stack.close()
                engines = stack.enter_context(Engines(job.recipe, cache))
            try:
                row = row_of(describe(job, engines, lambda *said: pipe.send(said)), job.film)
            except VidcapError as error:
                row = failed(error, job.film)
            except MemoryError:
                limit = f"{MEMORY / 2**30:.0f} GiB"
                row = Row(job.film, "failed", f"{job.film}: needs more than {limit} of memory", 1)
            pipe.send(row)
