"""Run the command line in this process, and see what it says and leaves with."""

from collections.abc import Callable
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
) -> Run:
    monkeypatch.setenv("VIDCAP_CACHE", str(cache_folder))

    def run(*arguments: object) -> Ran:
        with pytest.raises(SystemExit) as leaving:
            main([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return Ran(int(leaving.value.code or 0), out, err)

    return run


@pytest.fixture
def sample() -> Path:
    return SAMPLE
