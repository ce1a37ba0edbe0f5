"""Run the command line in this process, and see what it says and leaves with."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from vidcap.cli import main

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "sample.mp4"


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture(scope="session")
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def run(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, cache_folder: Path
) -> Iterator[Run]:
    monkeypatch.setenv("VIDCAP_CACHE", str(cache_folder))
    log = logging.getLogger("vidcap")
    level = log.level  # which -q and -v change

    def run(*arguments: object) -> Ran:
        with pytest.raises(SystemExit) as leaving:
            main([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return Ran(int(leaving.value.code or 0), out, err)

    yield run
    log.setLevel(level)


@pytest.fixture
def sample() -> Path:
    return SAMPLE
