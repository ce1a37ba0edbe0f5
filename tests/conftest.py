"""Fixtures for every room: where the shared test media are, if they are here."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.films.assembled import Assembled, assemble

# a busy machine is no failure: no test asserts a time
settings.register_profile("vidcap", deadline=None)
settings.load_profile("vidcap")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(autouse=True)
def _log_as_before() -> Iterator[None]:
    """Put the log's level back, which commands under test change with -q and -v."""
    log = logging.getLogger("vidcap")
    level = log.level
    yield
    log.setLevel(level)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with test films and data; tests that need it are skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"needs the test media folder {SHARED.name}/ beside the repository")
    return SHARED


@pytest.fixture(scope="session")
def media(shared: Path) -> Path:
    """The folder with film excerpts."""
    return shared / "media"


@pytest.fixture(scope="session")
def assembled(media: Path, tmp_path_factory: pytest.TempPathFactory) -> Assembled:
    """A film of three minutes with known speech, built once a session in about 15 s."""
    return assemble(media, tmp_path_factory.mktemp("assembled"))
